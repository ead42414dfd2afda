"""A build as the commands find it, small enough to read."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.building.dataset_rules import DatasetResult
from pipelines.building.report import BrokenRule, BuildReport, FileReport
from pipelines.difference import FeedDifference
from pipelines.explaining.examples import Example
from pipelines.explaining.explain import BuildExplained, CertificationExplained, FeedFreshness, RuleExplained
from pipelines.warehouse import BuildRef, Warehouse

FILE = FileReport(
    file_no=1, path="stays/2025.csv", feed="stays", source="stays", sha256="ab", bytes=9,
    modified_on="2026-03-01T08:00:00+00:00", profile="canonical", contract_version="1.0.0",
    rows_read=10, rows_loaded=7, rows_quarantined=2, rows_duplicate=1,
)  # fmt: skip
BROKEN = (
    BrokenRule(file_no=1, path="stays/2025.csv", feed="stays", rule="country_is_in_list", severity="error", rows=2),
    BrokenRule(file_no=2, path="stays/2024.csv", feed="stays", rule="country_is_in_list", severity="error", rows=1),
)

DATASET_RULES = (
    DatasetResult("stays", "row_count_holds", "volume", "error", 88.0, 50.0, True, "7 rows, 88 % of the 8 rows"),
    DatasetResult("stays", "something_is_new", "freshness", "warning", 0.0, 1.0, False, "0 of 1 files are new"),
)

DIFFERENCE = (
    FeedDifference("stays", rows_before=8, rows_now=7, added=1, removed=2, changed=3),
    FeedDifference("units", rows_before=3, rows_now=3, added=0, removed=0, changed=0),
)


def report(build: str = "20260301T081500Z-4f2a9c", published: bool = True) -> BuildReport:
    """What a build reports: one file, one rule broken in two files."""
    reasons = () if published else ("stays: 3 loaded rows break date_to_is_a_date",)
    return BuildReport(
        build=build,
        published=published,
        certified=published,
        reasons=reasons,
        files=(FILE,),
        broken_rules=BROKEN,
        dataset_rules=DATASET_RULES,
    )


def explained(ref: BuildRef) -> BuildExplained:
    """All that can be said of a build: that report's file and rules, compared with an earlier build."""
    examples = (Example(3, {"country": "QQ"}), Example(5, {"country": None}), Example(9, {"country": "X1"}))
    return BuildExplained(
        build=ref.id,
        built_at="2026-03-01T08:00:00+00:00",
        published=ref.published,
        current=ref.current,
        names=ref.names,
        tools={"python": "3.11.7", "utsyn": "0.1.0"},
        certification=CertificationExplained(success=True, expectations=40, failed=0, reasons=()),
        files=(FILE,),
        broken_rules=(
            RuleExplained(1, FILE.path, "stays", "country_is_in_list", "error", 3, "country is a code.", examples),
        ),
        dataset_rules=DATASET_RULES,
        freshness=(FeedFreshness("stays", 1, 7, date(2026, 2, 28), date(2026, 3, 1)),),
        compared_with="20260228T080000Z-aaaaaa",
        difference=DIFFERENCE,
    )


def add_build(root: Path, hour: int = 8, publish: bool = True) -> BuildRef:
    """A build of that hour, with a manifest and no database."""
    warehouse = Warehouse(root)
    manifest = {
        "certification": {"success": True, "expectations": 40, "failed": 0, "reasons": []},
    }
    with warehouse.writing():
        draft = warehouse.draft("4f2a9c", datetime(2026, 3, 1, hour, tzinfo=UTC))
        (draft.path / "manifest.json").write_text(json.dumps(manifest))
        (draft.path / "definitions").mkdir()
        ref = warehouse.finish(draft)
        return warehouse.publish(ref) if publish else ref
