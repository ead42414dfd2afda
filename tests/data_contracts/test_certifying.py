"""What Great Expectations finds in loaded rows is what the split at the door found in them."""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import Phase, given, settings

from data_contracts.cell_parser import as_text, as_typed
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from data_contracts.local import SETTINGS, local
from data_contracts.stored_columns import stored
from data_contracts.validate import split
from data_contracts.value_counts import JUDGED, FeedCounts, count_feed, judged
from tests.data_contracts.drawn import frames
from tests.data_contracts.given import frame, row

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Great Expectations' own, at import
    from data_contracts.certify import certify

# pandas remarks on groups in a pattern, which Great Expectations would take for a rule that cannot be judged.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:This pattern is interpreted as a regular")]


def _warehouse(path: Path, rows: dict[str, pl.DataFrame]) -> Path:
    """All rows loaded, broken or not, as a build would hold them had nothing been judged."""
    path.unlink(missing_ok=True)
    with duckdb.connect(path) as connection:
        connection.execute("create schema feeds")
        for feed, text in rows.items():
            contract = load_contract(feed)
            typed = as_typed(as_text(text, contract), contract)
            if "birth_year" in typed.columns:
                typed = typed.with_columns(age_band=pl.lit("20_24")).drop("birth_year")
            connection.register("given", typed)
            connection.execute(f"create table feeds.{feed} as select * from given")
    return path


def _certified(database: Path, *names: str) -> list[dict[str, Any]]:
    """The counts of each feed go the way that a build's does."""
    with duckdb.connect(database, read_only=True) as connection:
        counted = [count_feed(connection, feed) for feed in names]
    received = [FeedCounts.from_json(one.to_json()) for one in counted]
    assert received == counted
    return certify(received).results


def _found(answer: list[dict[str, Any]], feed: str) -> dict[str, int]:
    results = [result for result in answer if result["feed"] == feed]
    assert all(result["success"] == (result["unexpected_count"] == 0) for result in results)
    return {result["rule"]: result["unexpected_count"] for result in results if result["unexpected_count"]}


def _expected(text: pl.DataFrame, feed: str) -> dict[str, int]:
    """Rows per rule at the door, as the loaded table can show them.

    A required cell that could not be read is null in the table, so there it breaks presence; a key is judged here,
    where a null counts as a value of a key of several columns and not of a key of one.
    """
    contract = load_contract(feed)
    broken = split(text, contract).broken
    expected = {rule.name: broken.get(rule.name, 0) for rule in stored(contract).rules if rule.kind in JUDGED}
    for rule in contract.rules:
        if rule.kind == "parses" and contract.column(rule.columns[0]).required:
            expected[f"{rule.columns[0]}_is_present"] += broken.get(rule.name, 0)
    key = as_typed(as_text(text, contract), contract).select(contract.key)
    if len(contract.key) == 1:
        key = key.drop_nulls()
    expected["key_is_unique"] = int(key.is_duplicated().sum())
    return {rule: rows for rule, rows in expected.items() if rows}


@pytest.mark.parametrize("feed", feeds())
def test_certification_and_split_agree_rule_by_rule(feed: str, tmp_path: Path) -> None:
    # Not shrunk: a run of Great Expectations takes half a second, and the rule's name says enough.
    @settings(max_examples=4, deadline=None, database=None, phases=[Phase.generate])
    @given(frames(feed, most_rows=30))
    def agree(text: pl.DataFrame) -> None:
        answer = _certified(_warehouse(tmp_path / "drawn.duckdb", {feed: text}), feed)

        assert _found(answer, feed) == _expected(text, feed)

    agree()


def test_accepted_rows_break_no_more_than_warnings(tmp_path: Path) -> None:
    rows = frame("stays", row("stays"), row("stays", stay_id="S2", citizenship=None))

    answer = _certified(_warehouse(tmp_path / "w.duckdb", {"stays": rows}), "stays")

    assert _found(answer, "stays") == {"citizenship_is_known": 1}


def test_every_rule_of_the_loaded_table_has_its_expectation(tmp_path: Path) -> None:
    answer = _certified(_warehouse(tmp_path / "w.duckdb", {feed: frame(feed, row(feed)) for feed in feeds()}), *feeds())

    rules = [rule for feed in feeds() for rule in judged(stored(load_contract(feed)))]
    assert [(r["feed"], r["rule"]) for r in answer] == [(rule.feed, rule.name) for rule in rules]
    assert all(r["success"] for r in answer)


def test_of_two_counts_of_a_feed_the_later_counts() -> None:
    def given_rows(missing: int) -> FeedCounts:
        return FeedCounts("stays", {}, {rule.name: missing for rule in judged(stored(load_contract("stays")))})

    answer = certify([given_rows(7), given_rows(0)]).results

    assert answer == certify([given_rows(0)]).results


def _ask(*lines: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "data_contracts.certifier"],
        env={**os.environ, SETTINGS: local().to_json()},
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_process_says_ready_and_answers_on_one_line(tmp_path: Path) -> None:
    paths = []
    for feed, broken in (("stays", {"date_to": "2024-01-01"}), ("partners", {})):
        database = _warehouse(tmp_path / "w.duckdb", {feed: frame(feed, row(feed, **broken))})
        paths.append(tmp_path / f"{feed} counts.json")
        with duckdb.connect(database, read_only=True) as connection:
            paths[-1].write_text(count_feed(connection, feed).to_json(), encoding="utf-8")

    code, lines = _ask(*map(str, paths))

    assert (code, lines[0], len(lines)) == (0, "ready", 2)
    answer = json.loads(lines[1])["results"]
    assert _found(answer, "stays") == {"stay_ends_on_or_after_it_starts": 1}
    assert _found(answer, "partners") == {}
    assert {result["feed"] for result in answer} == {"stays", "partners"}


@pytest.mark.parametrize("content", [None, "[]"])
def test_process_answers_an_error_where_it_receives_no_counts(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "counts.json").write_text(content, encoding="utf-8")

    code, lines = _ask(str(tmp_path / "counts.json"))

    assert (code, lines[0], len(lines)) == (1, "ready", 2)
    assert "certification could not judge the tables" in json.loads(lines[1])["error"]
