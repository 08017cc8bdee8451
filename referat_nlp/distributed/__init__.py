"""Many machines: documents mapped over a Dask cluster that somebody has, into partitions of Parquet tables.

Needs the extra: ``pip install 'referat-nlp[dask]'``. docs/distributed.md says how to get a cluster, and what is bounded
on it.
"""

from referat_nlp.distributed.run import Outcome, extract

__all__ = ["Outcome", "extract"]
