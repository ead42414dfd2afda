"""Other institutions: their figures in public sources, beside the own."""

from models.peers.catalogue import PublicSource, of_institutions, public_sources
from models.peers.comparison import Comparison, Standing, compare, compared_indicators
from models.peers.unmatched import Unmatched, unmatched

__all__ = [
    "Comparison",
    "PublicSource",
    "Standing",
    "Unmatched",
    "compare",
    "compared_indicators",
    "of_institutions",
    "public_sources",
    "unmatched",
]
