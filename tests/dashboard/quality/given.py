"""A build explained, as the page is handed it."""

from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.building.report import FileReport
from pipelines.difference import FeedDifference
from pipelines.explaining.examples import Example
from pipelines.explaining.explain import BuildExplained, CertificationExplained, FeedFreshness, RuleExplained


def file(feed: str, path: str, read: int, quarantined: int = 0, duplicate: int = 0, **cells: Any) -> FileReport:
    """A file whose rows add up unless told otherwise."""
    rows = {"rows_read": read, "rows_loaded": read - quarantined - duplicate, "rows_quarantined": quarantined}
    return FileReport(
        **{
            "file_no": 0, "feed": feed, "path": path, "source": feed, "sha256": "abc", "bytes": 1,
            "modified_on": "2026-01-10T08:00:00", "profile": "canonical", "contract_version": "1.0.0",
            "rows_duplicate": duplicate, **rows, **cells,
        }
    )  # fmt: skip


def broken(rule: str, rows: int, *examples: Example, path: str = "stays/a.csv", **cells: Any) -> RuleExplained:
    """A rule of the stays that keeps rows out."""
    return replace(RuleExplained(0, path, "stays", rule, "error", rows, "In the contract's words.", examples), **cells)


def explained(**parts: Any) -> BuildExplained:
    """Two files of stays (one row rejected, one duplicate) and one of units, certified, the first build."""
    build = BuildExplained(
        build="20260115T000000Z-abcdef",
        built_at="2026-01-15T00:00:00Z",
        published=True,
        current=True,
        names=(),
        tools={},
        certification=CertificationExplained(success=True, expectations=10, failed=1, reasons=()),
        files=(
            file("stays", "stays/a.csv", 1000, quarantined=1),
            file("stays", "stays/b.csv", 500, duplicate=1),
            file("units", "units/units.csv", 12),
        ),
        broken_rules=(broken("country_is_in_list", 1, Example(7, {"country": "QQ"})),),
        dataset_rules=(),
        freshness=(
            FeedFreshness("stays", 2, 1498, date(2025, 12, 20), date(2026, 1, 10)),
            FeedFreshness("units", 1, 12, None, date(2026, 1, 10)),
        ),
        compared_with=None,
        difference=None,
    )
    return replace(build, **parts)


def difference(
    feed: str, before: int, now: int, *, added: int = 0, removed: int = 0, changed: int = 0
) -> FeedDifference:
    """A feed in two builds."""
    return FeedDifference(feed, before, now, added, removed, changed)
