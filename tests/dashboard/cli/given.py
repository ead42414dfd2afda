"""A build as the commands find it, small enough to read."""

import json
from datetime import UTC, datetime
from pathlib import Path

from pipelines.dataset_rules import DatasetResult
from pipelines.report import BrokenRule, BuildReport, FileReport
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


def add_build(root: Path, hour: int = 8) -> BuildRef:
    """A published build of that hour, with a manifest and no database."""
    warehouse = Warehouse(root)
    manifest = {
        "built_at": f"2026-03-01T{hour:02}:00:00+00:00",
        "files": [FILE.model_dump()],
        "certification": {"success": True, "expectations": 40, "failed": 0, "reasons": []},
        "tools": {"python": "3.11.7", "utsyn": "0.1.0"},
    }
    with warehouse.writing():
        draft = warehouse.draft("4f2a9c", datetime(2026, 3, 1, hour, tzinfo=UTC))
        (draft.path / "manifest.json").write_text(json.dumps(manifest))
        return warehouse.publish(warehouse.finish(draft))
