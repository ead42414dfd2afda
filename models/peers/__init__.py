"""Other institutions: their figures in public sources, beside the own."""

from models.peers.catalogue import PublicSource, compared_by, counted_of, of_institutions, public_sources
from models.peers.comparison import Comparison, Standing, compare, compared_indicators, first_set, peer_set_of
from models.peers.unmatched import Unmatched, unmatched

__all__ = [
    "Comparison",
    "PublicSource",
    "Standing",
    "Unmatched",
    "compare",
    "compared_by",
    "compared_indicators",
    "counted_of",
    "first_set",
    "of_institutions",
    "peer_set_of",
    "public_sources",
    "unmatched",
]
