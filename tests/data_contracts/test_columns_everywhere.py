"""A column or a rule that is added to a contract: one message names every place that lacks it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data_contracts.contract import Contract, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.profiles import load_profile
from data_contracts.text import COMPLETE, MESSAGES
from tests.data_contracts import (
    test_feeds_history,
    test_feeds_measures,
    test_feeds_public_lists,
    test_feeds_staff_and_research,
    test_feeds_students,
    test_row_rules,
)
from tests.data_contracts.given import VALID

DEMO = Path(__file__).parents[2] / "pipelines" / "demo"
# Filled by a public source, whose own headings are in pipelines/sources
PUBLIC = {
    "erasmus_flows", "institutions", "official_figures", "project_programmes", "project_topics",
    "publication_channels", "research_organisations", "unknown_organisations",
    "work_counts", "works",
}  # fmt: skip
UNKNOWN_TO_DEMO = {"partners.schac"}
WITH_EVERY_COLUMN = {"stays": "fs_extract", "graduates": "fs_extract"}  # feed → a profile that knows all its columns
BREACHES = [
    breach
    for module in (
        *(test_row_rules, test_feeds_history, test_feeds_measures, test_feeds_public_lists),
        *(test_feeds_staff_and_research, test_feeds_students),
    )
    for breach in module.BREACHES
]


def test_every_column_and_every_rule_is_in_all_its_places() -> None:
    lacking = [place for feed in feeds() for place in (*_columns(load_contract(feed)), *_rules(load_contract(feed)))]
    assert not lacking, "still to do, place by place:\n" + "\n".join(lacking)


def _columns(contract: Contract) -> Iterator[str]:
    feed, names = contract.feed, [column.name for column in contract.columns]
    for name in names:
        if name not in VALID.get(feed, {}):
            yield f"{feed}.{name}: tests/data_contracts/given.py (or given_more.py): a valid cell"
        if feed not in PUBLIC and f"{feed}.{name}" not in UNKNOWN_TO_DEMO and not _is_in_demo(name):
            yield f"{feed}.{name}: pipelines/demo: no file writes it; write it, or name it in UNKNOWN_TO_DEMO here"
    if sorted(VALID.get(feed, {})) == sorted(names) and list(VALID[feed]) != names:
        yield f"{feed}: tests/data_contracts/given.py: cells in the order of the contract"
    for name in VALID.get(feed, {}):
        if name not in names:
            yield f"{feed}.{name}: tests/data_contracts/given.py has a cell of a column that the contract lacks"
    if profile := WITH_EVERY_COLUMN.get(feed):
        known = set(load_profile(profile, feed).headings.values())
        yield from (
            f"{feed}.{name}: data_contracts/profiles/{profile}.yaml: its heading" for name in names if name not in known
        )


def _rules(contract: Contract) -> Iterator[str]:
    broken = {name for feed, name, _ in BREACHES if feed == contract.feed}
    for rule in contract.rules:
        if rule.kind == "condition" and rule.name not in broken:
            yield f"{contract.feed}: rule {rule.name}: BREACHES of tests/data_contracts: a row that breaks it"
    worded = [rule for rule in contract.rules if rule.kind in ("condition", "cross")]
    contract_file = f"data_contracts/feeds/{contract.feed}.odcs.yaml"
    translated = {one.name: one.translations for one in worded} | {
        one.name: one.translations for one in contract.dataset_rules
    }
    for name, translations in translated.items():
        for language in sorted({*COMPLETE} - {MESSAGES, *translations}):
            yield f"{contract.feed}: rule {name}: {contract_file}: description{language.capitalize()}"


def _is_in_demo(column: str) -> bool:
    """Whether any file of the demo names the column."""
    return re.search(rf"\b{re.escape(column)}\b", _demo()) is not None


@cache
def _demo() -> str:
    files = [path for ending in ("py", "yaml", "csv") for path in sorted(DEMO.rglob(f"*.{ending}"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
