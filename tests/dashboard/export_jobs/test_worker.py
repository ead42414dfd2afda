"""The worker makes what was ordered, from the build that was ordered, and says how far it has come."""

import hashlib
import io
import json
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.export_jobs import worker
from dashboard.export_jobs.order import ZIP, Order
from models.config import DEFAULT_CONFIG
from pipelines.warehouse import EXPORTS as LOG
from tests.dashboard.report.test_frozen import FROZEN, NAME

BUILD = "20250131T060000Z-0a1b2c"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A pack of the frozen build, for the public."""
    shutil.copytree(FROZEN, tmp_path / "warehouse")
    return Order(str(DEFAULT_CONFIG), str(tmp_path / "warehouse"), BUILD, NAME, "public", 2024, ("en",))


def run(order: Order, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(order.to_json()))
    monkeypatch.setattr(sys, "argv", ["worker", str(folder)])
    worker.main()


def test_the_zip_holds_the_pack_of_that_build_and_the_log_a_line(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(replace(order, who="siv"), tmp_path, monkeypatch)
    with zipfile.ZipFile(tmp_path / ZIP) as archive:
        assert archive.testzip() is None
        document = json.loads(archive.read("annual-report-2024/pack.json"))
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2025, 1, 31)}
        for line in archive.read("annual-report-2024/SHA256SUMS").decode().splitlines():
            checksum, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(f"annual-report-2024/{name}")).hexdigest() == checksum
    assert (document["build"], document["build_name"], document["rights"], document["language"]) == (
        BUILD,
        NAME,
        "public",
        ["en"],
    )
    [line] = (Path(order.warehouse) / LOG).read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["build"], json.loads(line)["who"]) == (BUILD, "siv")
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(dict.fromkeys(stage for stage, _, _ in steps))[-1] == "zip"


@pytest.mark.parametrize(
    ("other", "message"), [({"year": 1999}, "has no figure of 1999"), ({"name": "report-1999"}, "there is no build")]
)
def test_what_cannot_be_made_is_told_in_one_line_and_leaves_no_zip(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, object], message: str
) -> None:
    with pytest.raises(SystemExit, match=message):
        run(replace(order, **other), tmp_path, monkeypatch)  # type: ignore[arg-type]
    assert not (tmp_path / ZIP).exists()
    assert not (Path(order.warehouse) / LOG).exists()
