"""Days as they are written in Europe: read where the column leaves no doubt, never guessed."""

from pathlib import Path

import pytest

from pipelines.staging.written_dates import readings
from tests.cases.test_workbooks import HEADINGS, checked, stay


def iso(*cells: str) -> dict[str, str]:
    return readings({"date_from": set(cells)})[0].get("date_from", {})


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("25.05.2020", "2020-05-25"),
        ("1.2.2020", "2020-02-01"),
        ("25/05/2020", "2020-05-25"),
        ("25-05-2020", "2020-05-25"),
        ("2020/05/25", "2020-05-25"),
        ("2020.05.25", "2020-05-25"),
        ("20200525", "2020-05-25"),
        ("25 May 2020", "2020-05-25"),
        ("25. mai 2020", "2020-05-25"),
        ("25 de mayo de 2020", "2020-05-25"),
        ("25-Dec-2020", "2020-12-25"),
        ("25. Dezember 2020", "2020-12-25"),
        ("25.12.20", None),
        ("32.05.2020", None),
        ("45667", None),
        ("snart", None),
    ],
)
def test_a_day_is_read_as_it_is_written(cell: str, day: str | None) -> None:
    assert iso(cell).get(cell) == day


def test_a_column_with_a_day_past_the_twelfth_leaves_no_doubt() -> None:
    assert iso("05/06/2020", "25/06/2020") == {"05/06/2020": "2020-06-05", "25/06/2020": "2020-06-25"}
    assert iso("05/06/2020", "06/25/2020") == {"05/06/2020": "2020-05-06", "06/25/2020": "2020-06-25"}


@pytest.mark.parametrize(
    "cells", [("05/06/2020",), ("05/06/2020", "01/02/2021"), ("25/06/2020", "06/25/2020", "05/06/2020")]
)
def test_in_doubt_nothing_is_read(cells: tuple[str, ...]) -> None:
    read, doubtful = readings({"date_from": set(cells)})
    assert read == {}
    assert doubtful == ["date_from"]


def test_a_day_that_is_the_same_either_way_is_read() -> None:
    assert iso("05/05/2020") == {"05/05/2020": "2020-05-05"}


def table(*days: str) -> bytes:
    rows = [HEADINGS, *(stay(f"S{index}", date_from=day, date_to="2030-01-01") for index, day in enumerate(days))]
    return "\n".join(",".join(map(str, cells)) for cells in rows).encode()


def test_canonical_files_take_written_days(tmp_path: Path) -> None:
    file = checked(tmp_path, table("10.01.2029", "25.01.2029 13:45", "2029-02-01"), name="a.csv")
    assert (file.rows, file.rows_accepted) == (3, 3)


def test_what_is_in_doubt_is_set_aside_and_named(tmp_path: Path) -> None:
    file = checked(tmp_path, table("10/01/2029", "11/01/2029"), name="a.csv")
    assert [rule.rule for rule in file.broken if rule.severity == "error"] == ["date_from_is_a_date"]
    assert file.notes[0].startswith("date_from: no value shows whether the day comes first or the month")


def test_the_whole_column_decides_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.reading.delimited.BATCH", 1)
    file = checked(tmp_path, table("10/01/2029", "11/01/2029", "25/01/2029"), name="a.csv")
    assert file.rows_accepted == 3
