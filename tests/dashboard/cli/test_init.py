"""A project of one's own begins in one command, and what it writes can be used as it is."""

import re
from pathlib import Path

import pytest

from models.config import load_config
from tests.dashboard.cli.conftest import Utsyn

UNITS = "unit_code,unit_level,name_en,valid_from\nU,institution,Ours,2000-01-01\n"


def test_a_project_is_a_valid_configuration_an_inbox_and_what_to_do_next(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("init", tmp_path / "ours")
    assert (ended.code, ended.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == ["README.md", "inbox", "utsyn.toml"]
    config = load_config(tmp_path / "ours" / "utsyn.toml")
    assert (config.institution.short_name, config.inbox) == ("OURS", tmp_path / "ours" / "inbox")


@pytest.mark.slow
def test_a_project_without_a_country_says_so_everywhere_and_builds_nothing(
    utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "your country in the place of XX" in utsyn("init", tmp_path).out
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UTSYN_CONFIG", raising=False)
    (tmp_path / "inbox" / "units").mkdir()
    (tmp_path / "inbox/units/u.csv").write_text(UNITS, encoding="utf-8")
    says = r"utsyn\.toml: institution\.country: XX means that no country is set.*\(line 8\)"
    refused = utsyn("build")
    assert refused.code == 1
    assert re.search(says, refused.err)
    assert re.search(f"Warning: .*{says}", utsyn("check", "inbox").err)
    assert re.search(says, utsyn("doctor", "--format", "json").out)

    path = tmp_path / "utsyn.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"XX"', '"DK"', 1), encoding="utf-8")
    assert utsyn("build").code == 0
    assert utsyn("check", "inbox").err == ""


def test_the_commands_of_its_readme_exist(utsyn: Utsyn, tmp_path: Path) -> None:
    utsyn("init", tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    named = [part.split("`")[0].split() for part in readme.split("`utsyn ")[1:]]
    assert len(named) > 8
    for command, *_ in named:
        assert utsyn(command, "--help").code == 0


def test_commands_in_the_folder_find_it(utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    utsyn("init", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UTSYN_CONFIG", raising=False)
    ended = utsyn("status")
    assert (ended.code, ended.err.split(": ")[1]) == (2, str(tmp_path / "warehouse"))


def test_a_folder_with_an_environment_or_a_history_alone_is_taken(utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".git").mkdir()
    assert utsyn("init", tmp_path).code == 0


def test_a_folder_with_something_in_it_is_left_as_it_is(utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / "utsyn.toml").write_text("mine", encoding="utf-8")
    ended = utsyn("init", tmp_path)
    assert (ended.code, "is not empty" in ended.err) == (2, True)
    assert (tmp_path / "utsyn.toml").read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1
