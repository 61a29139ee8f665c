"""Many documents: one JSON record a line, in and out, as a stream.

`records` knows what a record is, `crew` cleans chunks of them on one or more processes in
order, `run` reads, resumes, writes and counts.
"""

from cleanup.corpus.job import Job
from cleanup.corpus.records import Totals
from cleanup.corpus.run import run

__all__ = ["Job", "Totals", "run"]
