"""A rebuild hands the certifier what it would count of every row, and counts only the rows that changed."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data_contracts.value_counts import FeedCounts, count_feed
from pipelines.build import build
from pipelines.building import certifier_client, feed_counts, incremental, tables
from pipelines.warehouse import Warehouse
from tests.pipelines.building import certifier, config

pytestmark = pytest.mark.slow

HEADING = (
    "stay_id,person_id,direction,scheme,activity,country,unit_code,degree_level,date_from,date_to,status,citizenship"
)


def stays(*numbers: int, country: str = "DE") -> str:
    rows = (
        f"S{number},P{number},out,erasmus_plus,study,{country},631000,master,2025-01-10,2025-05-{number:02},completed,NO"
        for number in numbers
    )
    return "\n".join([HEADING, *rows, ""])


Rebuild = Callable[..., list[str]]


@pytest.fixture
def rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rebuild:
    """Builds from these files of stays (None: taken away); gives the feeds whose every row was counted.

    In every case the counts are those of all rows.
    """
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    monkeypatch.setattr(incremental, "LEAST_ROWS", 1)
    monkeypatch.setattr(tables, "make_facts", lambda *_: None)
    counted: list[str] = []

    def counting(connection: duckdb.DuckDBPyConnection, feed: str) -> FeedCounts:
        counted.append(feed)
        return count_feed(connection, feed)

    monkeypatch.setattr(feed_counts, "count_feed", counting)

    def run(**files: str | None) -> list[str]:
        counted.clear()
        folder = tmp_path / "inbox/stays"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = folder / f"{name}.csv"
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        report = build(config(), tmp_path / "inbox", tmp_path / "warehouse", lambda *_: None)
        database = Warehouse(tmp_path / "warehouse").find(report.build).database
        with duckdb.connect(database, read_only=True) as connection:
            received = [
                FeedCounts.from_json(text)
                for (text,) in connection.execute("select tally from meta.tallies").fetchall()
            ]
            assert received == [count_feed(connection, one.feed) for one in received]
        return list(counted)

    assert run(a=stays(1, 2), b=stays(3, 4, country="FR"), c=stays(5)) == ["stays"]
    return run


def test_nothing_is_counted_again_where_nothing_changed(rebuild: Rebuild) -> None:
    assert rebuild() == []


@pytest.mark.parametrize(
    "files",
    [{"a": stays(1, 6, country="ES")}, {"d": stays(7, 8)}, {"c": None}, {"a": None, "d": stays(9), "e": stays(10)}],
    ids=["changed", "added", "gone", "all"],
)
def test_only_rows_that_changed_are_counted(rebuild: Rebuild, files: dict[str, str | None]) -> None:
    assert rebuild(**files) == []


def test_a_new_file_with_rows_that_stand_twice_in_it(rebuild: Rebuild) -> None:
    assert rebuild(d=stays(7, 7, 8)) == []


def test_a_row_taken_from_a_file_that_did_not_change_has_all_counted(rebuild: Rebuild) -> None:
    assert rebuild(a=stays(1, 2, 5)) == ["stays"]  # file c has row 5, too, and comes later


def test_more_values_than_are_handed_over_have_all_counted(rebuild: Rebuild, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_counts, "MOST_VALUES", 2)
    assert rebuild(d=stays(7, country="ES")) == ["stays"]
