"""Exports that hold the rows of earlier ones again: the newest file's row counts where the configuration says so."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from models.config import Config, ConfigError
from pipelines.build import build
from pipelines.building.report import BuildReport, FileReport
from pipelines.reading.file_dates import day_in_name
from pipelines.warehouse import Warehouse
from tests.cases.test_workbooks import HEADINGS, stay

pytestmark = pytest.mark.slow

NEWEST_WINS = 'newest_wins = ["stays"]'


def export(**status: str) -> str:
    rows = [HEADINGS, *(stay(number, status=value) for number, value in status.items())]
    return "\n".join(",".join(map(str, cells)) for cells in rows) + "\n"


MARCH, JULY = export(S1="ongoing", S2="ongoing", S3="completed"), export(S1="completed", S2="completed", S4="planned")


def stays(report: BuildReport) -> dict[str, FileReport]:
    return {file.path: file for file in report.files if file.feed == "stays"}


def statuses(warehouse: Path) -> dict[str, str]:
    current = Warehouse(warehouse).current()
    assert current
    with duckdb.connect(current.database, read_only=True) as connection:
        return dict(connection.execute("select stay_id, status from feeds.stays order by 1").fetchall())


def test_the_newest_file_says_how_far_a_stay_has_come(
    tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    # by the day in the name, not by the order of names
    files = {"stays/b_01.03.2025.csv": MARCH, "stays/a_15.07.2025.csv": JULY}
    report = built(configured(before=NEWEST_WINS), files)
    assert report.published, report.reasons
    assert statuses(tmp_path / "wh") == {"S1": "completed", "S2": "completed", "S3": "completed", "S4": "planned"}
    older = stays(report)["stays/b_01.03.2025.csv"]
    assert (older.rows_read, older.rows_loaded, older.rows_duplicate) == (3, 1, 2)
    assert older.superseded_by == ("stays/a_15.07.2025.csv",)
    assert stays(report)["stays/a_15.07.2025.csv"].superseded_by == ()


def test_a_later_build_takes_the_newest_of_all(
    tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    config = configured(before=NEWEST_WINS)
    built(config, {"stays/2025-03.csv": MARCH})
    built(config, {"stays/2025-07.csv": JULY})
    assert statuses(tmp_path / "wh")["S1"] == "completed"
    report = built(config, {"stays/2025-09.csv": export(S4="withdrawn")})
    assert statuses(tmp_path / "wh") == {"S1": "completed", "S2": "completed", "S3": "completed", "S4": "withdrawn"}
    assert stays(report)["stays/2025-07.csv"].superseded_by == ("stays/2025-09.csv",)


def test_a_key_repeated_within_the_newest_file_is_a_conflict_as_ever(
    configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    twice = JULY + export(S1="ongoing").split("\n", 1)[1]
    report = built(configured(before=NEWEST_WINS), {"stays/2025-03.csv": MARCH, "stays/2025-07.csv": twice})
    newest = stays(report)["stays/2025-07.csv"]
    assert (newest.rows_loaded, newest.rows_quarantined) == (3, 1)


def test_without_the_setting_nothing_is_replaced_and_the_setting_is_named(
    configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    report = built(configured(), {"stays/2025-03.csv": MARCH, "stays/2025-07.csv": JULY})
    assert not report.published
    assert any("newest_wins" in reason for reason in report.reasons)


def test_an_unknown_feed_is_refused(configured: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match="there is no feed visits"):
        configured(before='newest_wins = ["visits"]')


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("export_2025-03", "2025-03-01"),
        ("export_20250315", "2025-03-15"),
        ("List-2021-2027-19122025", "2025-12-19"),
        ("HEIs-2021-2027_08042026", "2026-04-08"),
        ("HEIs 8.4.2026", None),
        ("2023_01_List", "2023-01-01"),
        ("stays 07.2025", "2025-07-01"),
        ("accredited-heis-mar22", "2022-03-01"),
        ("plan 2021-2027", None),
        ("stays_2025", None),
    ],
)
def test_the_day_of_a_file_is_in_its_name(name: str, day: str | None) -> None:
    assert day_in_name(name) == day


def test_a_first_build_that_loads_nothing_is_not_published(
    configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    report = built(configured(), {"stays/a.csv": export(**{f"S{index}": "begun" for index in range(8)})})
    assert not report.published
    assert any("stays: rows_are_loaded is broken: 0 of 8 rows" in reason for reason in report.reasons)


def test_the_least_share_is_a_setting(configured: Callable[..., Config], built: Callable[..., BuildReport]) -> None:
    mixed = export(**{f"S{index}": "completed" if index < 6 else "begun" for index in range(10)})
    assert built(configured(), {"stays/a.csv": mixed}).published
    report = built(configured(after="[settings]\nleast_loaded_percent = 70\n"), {"stays/a.csv": mixed})
    assert not report.published


def test_the_case_of_cumulative_exports(tmp_path: Path, cases: Path, configured: Callable[..., Config]) -> None:
    shutil.copytree(cases / "16-cumulative-exports" / "inbox", tmp_path / "inbox")
    config = configured(before=NEWEST_WINS)
    report = build(config, tmp_path / "inbox", tmp_path / "wh", lambda *_: None)
    assert report.published, report.reasons
    assert [statuses(tmp_path / "wh")[number] for number in ("S1", "S2", "S3")] == ["completed"] * 3
