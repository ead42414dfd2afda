"""Roll-ups: a large fact summed at build time, so that a question need not read every row of it.

A roll-up has columns of a fact, and sums of what indicators add up over the rows that share them. Sums of those sums
are the fact's own, so a question over the roll-up's columns has the same answer from it. A median has no such sum.
"""

from models.rollups.meta_table import read_rollups
from models.rollups.rollup import Rollup, Rollups, Source
from models.rollups.sums import Filter, conditions

__all__ = ["Filter", "Rollup", "Rollups", "Source", "conditions", "read_rollups"]
