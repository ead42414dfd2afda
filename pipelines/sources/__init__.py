"""Outside formats: an inbox folder's name → how its files become rows of our feeds."""

from pipelines.sources import dbh, research_council
from pipelines.sources.source import SourceReader

SOURCES: dict[str, SourceReader] = {
    "research_council_eu_grants": research_council.READER,
    "dbh": dbh.READER,
}
