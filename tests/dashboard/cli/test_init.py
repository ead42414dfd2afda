"""A project of one's own begins in one command, and what it writes can be used as it is."""

from pathlib import Path

import pytest

from models.config import load_config
from tests.dashboard.cli.conftest import Utsyn


def test_a_project_is_a_valid_configuration_an_inbox_and_what_to_do_next(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("init", tmp_path / "ours")
    assert (ended.code, ended.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == ["README.md", "inbox", "utsyn.toml"]
    config = load_config(tmp_path / "ours" / "utsyn.toml")
    assert (config.institution.short_name, config.inbox) == ("OURS", tmp_path / "ours" / "inbox")


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
