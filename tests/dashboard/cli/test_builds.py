"""`utsyn builds` lists them, explains one, publishes one, goes back to one, and keeps one for good."""

import json
from pathlib import Path

import pytest

from dashboard.cli.build_tables import COUNTS, print_files
from pipelines.warehouse import EXPORTS as LOG
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.given import add_build, explained


@pytest.mark.parametrize("command", [("builds",), ("builds", "list")], ids=" ".join)
def test_builds_are_listed_newest_first(utsyn: Utsyn, tmp_path: Path, command: tuple[str, ...]) -> None:
    old, new = add_build(tmp_path, 8), add_build(tmp_path, 9)
    lines = [line.split()[:2] for line in utsyn(*command, "--warehouse", tmp_path).out.splitlines()[2:]]
    assert lines == [[new.id, "current"], [old.id, "published"]]


def test_a_warehouse_without_builds_says_so(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("builds", "--warehouse", tmp_path)
    assert (ended.code, ended.out) == (0, "no builds yet\n")


@pytest.fixture
def explaining(monkeypatch: pytest.MonkeyPatch) -> None:
    """Explain every build alike, without a database."""
    monkeypatch.setattr("pipelines.explaining.explain.explain", explained)


@pytest.mark.usefixtures("explaining")
def test_show_explains_a_build(utsyn: Utsyn, tmp_path: Path) -> None:
    ref = add_build(tmp_path)
    out = utsyn("builds", "show", ref.id, "--warehouse", tmp_path).out
    lines = [line.split() for line in out.splitlines()]
    assert ["stays/2025.csv", "stays", "10", "7", "2", "1"] in lines
    assert any(
        "3 (country QQ), 5 (country is empty) …" in line for line in out.splitlines() if "country_is_in_list" in line
    )
    assert ["stays", "something_is_new", "warning", "0", "of", "1", "files", "are", "new"] in lines
    assert ["stays", "1", "7", "2026-02-28", "2026-03-01"] in lines
    assert ["stays", "8", "7", "1", "2", "3"] in lines
    assert f"build {ref.id}, current" in out
    assert "40 expectations, 0 failed" in out
    assert "python 3.11.7, utsyn 0.1.0" in out


@pytest.mark.usefixtures("explaining")
def test_show_without_an_id_explains_the_published_build_and_json_is_all_of_it(utsyn: Utsyn, tmp_path: Path) -> None:
    current, _ = add_build(tmp_path, 8), add_build(tmp_path, 9, publish=False)
    printed = json.loads(utsyn("builds", "show", "--format", "json", "--warehouse", tmp_path).out)
    assert printed["build"] == current.id
    assert printed["broken_rules"][0]["examples"][0] == {"row": 3, "cells": {"country": "QQ"}}
    assert printed["freshness"][0]["newest_event_on"] == "2026-02-28"
    assert [feed["added"] for feed in printed["difference"]] == [1, 0]


def test_a_held_build_is_published_by_its_id(utsyn: Utsyn, tmp_path: Path) -> None:
    _, held = add_build(tmp_path, 8), add_build(tmp_path, 9, publish=False)
    ended = utsyn("builds", "publish", held.id, "--warehouse", tmp_path)
    assert (ended.code, ended.out) == (0, f"build {held.id} is current now\n")
    assert Warehouse(tmp_path).current() == Warehouse(tmp_path).find(held.id)


def test_rollback_goes_to_the_published_build_before_and_says_so(utsyn: Utsyn, tmp_path: Path) -> None:
    old, new = add_build(tmp_path, 8), add_build(tmp_path, 9)
    ended = utsyn("builds", "rollback", "--warehouse", tmp_path)
    assert (ended.code, ended.out.split(";")[0]) == (0, f"build {old.id} is current now")
    assert f"utsyn builds publish {new.id}" in ended.out


def test_rollback_from_the_first_build_is_refused(utsyn: Utsyn, tmp_path: Path) -> None:
    only = add_build(tmp_path)
    ended = utsyn("builds", "rollback", "--warehouse", tmp_path)
    assert (ended.code, f"no published build before {only.id}" in ended.err) == (2, True)


def test_an_uncertified_build_is_not_published(utsyn: Utsyn, tmp_path: Path) -> None:
    ref = add_build(tmp_path, publish=False)
    (ref.path / "manifest.json").write_text('{"certification": {"success": false}}')
    ended = utsyn("builds", "publish", ref.id, "--warehouse", tmp_path)
    assert (ended.code, "is not certified and cannot be published" in ended.err) == (2, True)


def test_quarantined_rows_are_written_for_the_steward(
    utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, out = add_build(tmp_path), tmp_path / "fix.csv"
    (ref.path / "quarantine").mkdir()
    (ref.path / "quarantine" / "stays.parquet").touch()
    asked: list[object] = []

    def write(*arguments: object) -> int:
        asked.append(arguments)
        return 4

    monkeypatch.setattr("pipelines.explaining.quarantine.write_quarantined", write)
    ended = utsyn("builds", "quarantine", ref.id, "stays", "--out", out, "--warehouse", tmp_path)
    assert (ended.code, ended.out) == (0, f"4 quarantined rows of stays in {out}\n")
    assert asked == [(ref, "stays", out)]
    noted = json.loads((tmp_path / LOG).read_text(encoding="utf-8"))
    assert (noted["build"], noted["question"]) == (ref.id, {"export": "quarantine", "feed": "stays"})
    assert utsyn("builds", "quarantine", ref.id, "units", "--out", out, "--warehouse", tmp_path).code == 0
    assert len((tmp_path / LOG).read_text(encoding="utf-8").splitlines()) == 1, "a feed without such rows"


def test_a_file_in_no_folder_cannot_be_written(utsyn: Utsyn, tmp_path: Path) -> None:
    ref = add_build(tmp_path)
    nowhere = tmp_path / "gone" / "fix.csv"
    ended = utsyn("builds", "quarantine", ref.id, "stays", "--out", nowhere, "--warehouse", tmp_path)
    assert (ended.code, "there is no such folder to write fix.csv to" in ended.err) == (2, True)


@pytest.mark.usefixtures("explaining")
def test_a_frozen_build_is_found_by_its_name(utsyn: Utsyn, tmp_path: Path) -> None:
    ref = add_build(tmp_path)
    frozen = utsyn("builds", "--warehouse", tmp_path, "freeze", "report-2025")
    assert (frozen.code, frozen.out) == (0, f"build {ref.id} stays as report-2025\n")
    assert "frozen as report-2025" in utsyn("builds", "show", "report-2025", "--warehouse", tmp_path).out


@pytest.mark.parametrize("arguments", [("show", "no-such"), ("freeze", "A B")], ids=" ".join)
def test_what_cannot_be_found_or_named_is_wrong_use(utsyn: Utsyn, tmp_path: Path, arguments: tuple[str, str]) -> None:
    add_build(tmp_path)
    ended = utsyn("builds", *arguments, "--warehouse", tmp_path)
    assert (ended.code, f"'{arguments[1]}'" in ended.err) == (2, True)


def test_a_file_that_a_newer_one_superseded_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {f"rows_{count}": 1 for count in COUNTS}
    flows = {"path": "ror/v1.csv", "feed": "a", **counts, "superseded_by": ("ror/v2.csv",)}
    print_files([flows, flows | {"feed": "b"}, {"path": "ror/v2.csv", "feed": "a", **counts}])
    lines = [line for line in capsys.readouterr().out.splitlines() if "superseded" in line]
    assert lines == ["ror/v1.csv: superseded by ror/v2.csv, newer with the same content; its rows count as duplicates"]
