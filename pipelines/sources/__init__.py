"""Outside formats: an inbox folder's name → how its files become rows of our feeds."""

from pipelines.sources import channels, cordis, dbh, eche, erasmus_ka1, erasmus_results, ewp, research_council, ror
from pipelines.sources.source import SourceReader

SOURCES: dict[str, SourceReader] = {
    "research_council_eu_grants": research_council.READER,
    "dbh": dbh.READER,
    "eche": eche.READER,
    "erasmus_ka1": erasmus_ka1.READER,
    "erasmus_results": erasmus_results.READER,
    "ror": ror.READER,
    "channel_register": channels.READER,
    "cordis": cordis.READER,
    "ewp_iias": ewp.READER,
}
