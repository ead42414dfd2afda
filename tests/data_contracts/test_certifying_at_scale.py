"""Certification hands Great Expectations values and counts instead of rows: the rows it finds are the true ones."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_contracts.cell_parser import as_text, as_typed
from data_contracts.contract_parser import load_contract
from data_contracts.value_counts import MOST_VALUES, count_feed
from tests.data_contracts.given import frame, row

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Great Expectations' own, at import
    from data_contracts.certify import certify

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:This pattern is interpreted as a regular")]

ROWS = 3 * MOST_VALUES
# rule → what breaks it, and the rows it is done to
BREACHES = {
    "direction_is_present": ("stays", "direction = null", "n % 100 = 0", ROWS // 100),
    "stay_id_is_present": ("stays", "stay_id = null", "n < 7", 7),
    "country_is_in_list": ("stays", "country = 'X' || n % 3", "n < 90", 90),
    "unit_code_has_its_form": ("stays", "unit_code = '63 100'", "n % 1000 = 0", ROWS // 1000),
    "grant_eur_is_in_range": ("stays", "grant_eur = -n", "n between 1 and 5", 5),
    "stay_ends_on_or_after_it_starts": ("stays", "date_to = date '2020-01-01'", "n < 4", 4),
    "citizenship_is_known": ("stays", "citizenship = null", "n % 2 = 0", ROWS // 2),
    "key_is_unique": ("stays", "stay_id = 'S1'", "n < 3", 3),
    "degree_levels_is_in_list": ("agreements", "degree_levels = ['master', 'doctor']", "n < 12", 12),
}
# the same rules where a column has more values than are handed over
MANY = {
    "country_is_in_list": ("stays", "country = 'X' || n", "true", ROWS),
    "unit_code_has_its_form": (
        "stays",
        "unit_code = case when n < 9 then 'x' else (100000 + n)::text end",
        "true",
        9,
    ),
    "grant_eur_is_in_range": ("stays", "grant_eur = n - 8", "true", 8),
    "unit_code_is_present": ("stays", "unit_code = case when n >= 9 then (100000 + n)::text end", "true", 9),
}


@pytest.fixture
def warehouse(tmp_path: Path) -> Callable[..., Path]:
    """A database whose feed has ROWS copies of its valid row, numbered from 0, changed where the test says."""

    def write(feed: str, change: str, where: str) -> Path:
        contract = load_contract(feed)
        typed = as_typed(as_text(frame(feed, row(feed)), contract), contract)
        with duckdb.connect(tmp_path / "w.duckdb") as connection:
            connection.register("given", typed)
            key = contract.key[0]
            connection.execute(
                f"""create schema feeds; create table feeds.{feed} as
                select given.* replace ('S' || n as {key}), n, '20_24' as age_band from given, range({ROWS}) as t(n);
                update feeds.{feed} set {change} where {where}"""
            )
        return tmp_path / "w.duckdb"

    return write


def _broken(answer: list[dict[str, Any]]) -> dict[str, int]:
    return {result["rule"]: result["unexpected_count"] for result in answer if not result["success"]}


@pytest.mark.parametrize(("rule", "breach"), [*BREACHES.items(), *MANY.items()])
def test_as_many_rows_are_found_as_break_the_rule(
    rule: str, breach: tuple[str, str, str, int], warehouse: Callable[..., Path]
) -> None:
    feed, change, where, rows = breach

    with duckdb.connect(warehouse(feed, change, where), read_only=True) as connection:
        answer = certify([count_feed(connection, feed)]).results

    assert _broken(answer)[rule] == rows


def test_the_breaches_show_every_kind_of_rule() -> None:
    def kinds(rules: set[str]) -> set[str]:
        judged = [rule for feed in ("stays", "agreements") for rule in load_contract(feed).rules]
        return {rule.kind for rule in judged if rule.name in rules}

    every = kinds({rule.name for rule in load_contract("stays").rules})
    assert kinds(set(BREACHES)) == every - {"parses", "in_full", "exists", "cross"}


def test_what_is_handed_over_does_not_grow_with_the_rows(warehouse: Callable[..., Path]) -> None:
    with duckdb.connect(warehouse("stays", "grant_eur = n", "true"), read_only=True) as connection:
        counted = count_feed(connection, "stays")

    assert counted.values["country"] == {"DE": ROWS}
    assert {"grant_eur", "stay_id", "person_id"}.isdisjoint(counted.values)
    assert set(counted.breaking.values()) == {0}
