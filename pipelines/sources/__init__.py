"""Outside formats: an inbox folder's name → how its files become rows of our feeds."""

from pipelines.sources import dbh, eche, research_council, ror
from pipelines.sources.source import SourceReader

SOURCES: dict[str, SourceReader] = {
    "research_council_eu_grants": research_council.READER,
    "dbh": dbh.READER,
    "eche": eche.READER,
    "ror": ror.READER,
}
