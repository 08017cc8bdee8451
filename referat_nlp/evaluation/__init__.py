"""How well the pipeline reads minutes that people have annotated: figures, comparison, cross-validation, report.

Nothing heavy is imported until it is used; the charts and the report need the extra `report`.
"""
