"""`utsyn builds` lists them, shows one, and keeps one for good."""

from pathlib import Path

import pytest

from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.given import add_build


@pytest.mark.parametrize("command", [("builds",), ("builds", "list")], ids=" ".join)
def test_builds_are_listed_newest_first(utsyn: Utsyn, tmp_path: Path, command: tuple[str, ...]) -> None:
    old, new = add_build(tmp_path, 8), add_build(tmp_path, 9)
    lines = [line.split()[:2] for line in utsyn(*command, "--warehouse", tmp_path).out.splitlines()[2:]]
    assert lines == [[new.id, "current"], [old.id, "published"]]


def test_a_warehouse_without_builds_says_so(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("builds", "--warehouse", tmp_path)
    assert (ended.code, ended.out) == (0, "no builds yet\n")


def test_show_tells_files_certification_and_tools(utsyn: Utsyn, tmp_path: Path) -> None:
    ref = add_build(tmp_path)
    out = utsyn("builds", "show", ref.id, "--warehouse", tmp_path).out
    assert ["stays/2025.csv", "stays", "10", "7", "2", "1"] in [line.split() for line in out.splitlines()]
    assert f"build {ref.id}, current" in out
    assert "40 expectations, 0 failed" in out
    assert "python 3.11.7, utsyn 0.1.0" in out


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
