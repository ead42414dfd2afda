"""A warehouse is looked at: each fault is found, named with a way to fix it, and nothing is changed."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines import checkup
from pipelines.checkup import Finding, check_warehouse
from pipelines.warehouse import Warehouse
from tests.pipelines.test_warehouse import add

KEY = "0" * 64
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)  # of the second build


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Two published builds that count as readable."""
    monkeypatch.delenv("UTSYN_PERSON_KEY", raising=False)
    monkeypatch.setattr(checkup, "problem_of", lambda _ref, _now: None)
    home = Warehouse(tmp_path / "warehouse")
    add(home, 1)
    add(home, 2)
    (home.root / "person.key").write_text(KEY)
    (home.root / "person.key").chmod(0o600)
    return home


def findings_about(home: Warehouse, about: str, now: datetime = NOW) -> list[Finding]:
    """What is not ok about one thing."""
    return [f for f in check_warehouse(home, now) if f.about == about and f.state != "ok"]


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    assert findings[0].fix
    return findings[0]


def test_a_sound_warehouse_has_nothing_to_fix(home: Warehouse) -> None:
    findings = tuple(check_warehouse(home, NOW))
    assert {f.about for f in findings} == {"permissions", "disk", "key", "warehouse"}
    assert [f for f in findings if f.state != "ok"] == []


def test_before_the_first_build_it_says_what_makes_one(tmp_path: Path) -> None:
    finding = only(findings_about(Warehouse(tmp_path / "none"), "permissions"))
    assert (finding.state, "utsyn build" in finding.fix) == ("warning", True)
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_place_of_the_warehouse_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "warehouse").touch()
    assert only(findings_about(Warehouse(tmp_path / "warehouse"), "permissions")).state == "problem"


def test_a_key_that_others_can_read_is_a_warning(home: Warehouse) -> None:
    (home.root / "person.key").chmod(0o644)
    finding = only(findings_about(home, "permissions"))
    assert (finding.state, finding.fix) == ("warning", f"chmod o-rwx {home.root / 'person.key'}")


@pytest.mark.parametrize(("content", "says"), [("", "is empty"), ("12345", "has 5 characters")])
def test_an_empty_and_a_short_key_are_problems(home: Warehouse, content: str, says: str) -> None:
    (home.root / "person.key").write_text(content)
    finding = only(findings_about(home, "key"))
    assert (finding.state, says in finding.what) == ("problem", True)


def test_a_full_disk_is_a_problem(home: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", ("total", "used", "free"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(2_000_000_000, 1_500_000_000, 500_000_000))
    assert only(findings_about(home, "disk")).what == "500 MB are free; a build may need 1,000 MB"


def test_a_damaged_pointer_and_a_damaged_build_lead_to_repair(home: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "problem_of", lambda ref, _now: "is damaged" if ref.current else None)
    finding = only(findings_about(home, "warehouse"))
    assert (finding.what, finding.fix) == (f"build {home.builds()[-1].id}: is damaged", "Run `utsyn builds repair`.")
    (home.root / "current").write_text("garbage")
    assert only(findings_about(home, "warehouse")).fix == "Run `utsyn builds repair`."


def test_a_frozen_build_that_is_gone_is_a_problem(home: Warehouse) -> None:
    first, last = home.builds()
    home.freeze(first, "report", datetime(2026, 11, 22, tzinfo=UTC).date())
    shutil.rmtree(first.path)
    assert only(findings_about(home, "warehouse")).what == "frozen but gone: report"
    assert last.current


def test_a_build_that_was_not_published_an_old_one_and_one_after_now_are_warnings(home: Warehouse) -> None:
    assert "45" not in only(findings_about(home, "warehouse", NOW + timedelta(days=46))).what
    assert only(findings_about(home, "warehouse", NOW - timedelta(hours=1))).fix == "Set this machine's clock right."
    held = add(home, 3, publish=False)
    finding = only(findings_about(home, "warehouse"))
    assert finding.fix == f"See why with `utsyn builds show {held.id}`."
