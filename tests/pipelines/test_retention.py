"""What leads to persons is removed after as many days as configured; what is published or frozen stays."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.retention import Retention
from pipelines.retention import retain
from pipelines.warehouse import Warehouse
from tests.pipelines.test_warehouse import NOON, add

LATER = NOON + timedelta(days=30)


@pytest.fixture
def home(tmp_path: Path) -> Warehouse:
    """Four builds of one day, the first frozen and the last current, each with quarantined stays."""
    home = Warehouse(tmp_path / "warehouse")
    for hour in range(1, 5):
        folder = add(home, hour).path / "quarantine"
        folder.mkdir()
        (folder / "stays.parquet").touch()
    home.freeze(home.builds()[0], "report", NOON.date())
    return home


def hours(home: Warehouse) -> list[int]:
    return [int(ref.id[9:11]) for ref in home.builds()]


def test_without_settings_nothing_is_removed(home: Warehouse) -> None:
    assert retain(home, Retention(), LATER + timedelta(days=10_000)) == ()


@pytest.mark.parametrize(("days", "kept"), [(31, [1, 2, 3, 4]), (30, [1, 4])])
def test_old_builds_go_but_for_the_frozen_and_the_current(home: Warehouse, days: int, kept: list[int]) -> None:
    retain(home, Retention(builds=days), LATER)
    assert hours(home) == kept


def test_quarantined_rows_of_frozen_builds_go_too(home: Warehouse) -> None:
    retain(home, Retention(quarantine=29), LATER)
    assert list(home.root.rglob("*.parquet")) == []
    assert hours(home) == [1, 2, 3, 4]


def test_staged_rows_go_by_their_age(home: Warehouse) -> None:
    for name, day in (("old", 9), ("new", 11)):
        path = home.staging / f"{name}.stays.accepted.parquet"
        path.touch()
        moment = datetime(2026, 12, day, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    retain(home, Retention(staging=10), datetime(2026, 12, 20, tzinfo=UTC))
    assert [path.name for path in home.staging.iterdir()] == ["new.stays.accepted.parquet"]


def test_lines_of_the_log_go_by_their_day_and_one_without_stays(home: Warehouse) -> None:
    log = home.root / "exports.jsonl"
    lines = [json.dumps({"at": f"2026-12-{day:02}T08:00:00+00:00", "who": "kari"}) for day in (9, 11)]
    log.write_text("\n".join([*lines, "half a li"]) + "\n")
    [done] = retain(home, Retention(exports=10), datetime(2026, 12, 20, tzinfo=UTC))
    assert log.read_text() == f"{lines[1]}\nhalf a li\n"
    assert done.done == "1 lines removed"
    assert log.stat().st_mode & 0o777 == 0o600
