"""What `bench.py` times, a module each (`speed`, `start_up`, `lengths`, `archives`, `memory`, `shape_times`, `peers`).

Each of them has up to three functions: `session` is run in a process of its own and times what is compared, `measure`
starts such processes again and again, `table` makes rows of what they have written, and measures nothing. `session.py`,
`runs.py` and `record.py` are what they share of pyperf, `rows.py` and `plot.py` what is made of it.
"""
