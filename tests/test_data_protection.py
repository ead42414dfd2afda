"""The page on data protection names every column of a person that a contract has, and every file about persons."""

import re
from pathlib import Path

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from models.retention import Retention
from pipelines.warehouse import PRIVATE

PAGE = Path("docs/data-protection.md").read_text(encoding="utf-8")


def names(feed: str, privacy: str) -> str:
    listed = [f"`{column.name}`" for column in load_contract(feed).columns if column.privacy == privacy]
    return ", ".join(listed) or "–"


def test_every_feed_about_persons_is_listed_with_its_identifiers() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    about_persons = [feed for feed in feeds() if any(column.privacy for column in load_contract(feed).columns)]
    assert listed == [(feed, names(feed, "hash"), names(feed, "age_band")) for feed in sorted(about_persons)]


def test_every_setting_of_retention_is_explained() -> None:
    block = PAGE.partition("[retention]\n")[2].partition("```")[0]
    assert re.findall(r"^(\w+) =", block, re.MULTILINE) == list(Retention.model_fields)


def test_private_files_are_named() -> None:
    assert [name for name in PRIVATE if name not in PAGE] == []
