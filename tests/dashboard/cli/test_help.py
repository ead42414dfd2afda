"""Help is there for every command, and there at once."""

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from dashboard.cli import lazy, quick_help
from tests.dashboard.cli.conftest import Utsyn

COMMANDS = [
    ("init",), ("demo",), ("build",), ("check",), ("ask",), ("about",), ("status",), ("forecast",), ("contribution",),
    ("whatif",), ("dashboard",), ("export", "annual-report"), ("digest",),
    ("builds",), ("builds", "list"), ("builds", "show"), ("builds", "freeze"), ("builds", "publish"),
    ("builds", "rollback"), ("builds", "quarantine"), ("fetch",), ("profile", "suggest"), ("partners", "propose"),
    ("feeds",), ("feeds", "show"), ("feeds", "template"), ("indicators",), ("doctor",), ("backup",), ("restore",),
    ("erase",), ("key", "rotate"), ("builds", "prune"), ("builds", "docs"), ("builds", "repair"),
    ("contracts", "export"),
]  # fmt: skip
OF_FILES = ("init", "check", "fetch", "profile", "feeds", "restore", "contracts")  # commands that read no warehouse
HEAVY = ("duckdb", "polars", "streamlit", "great_expectations", "sqlglot", "babel", "yaml", "rich.console")


def test_help_names_every_command(utsyn: Utsyn) -> None:
    ended = utsyn("--help")
    assert ended.code == 0
    assert all(f"\n  {command[0]} " in ended.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_of_a_command_ends_with_examples_of_it(utsyn: Utsyn, command: tuple[str, ...]) -> None:
    ended = utsyn(*command, "--help")
    assert ended.code == 0
    assert f"utsyn {' '.join(command)}" in ended.out.split("Examples")[1]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] not in OF_FILES], ids=" ".join)
def test_every_command_that_reads_a_warehouse_can_be_given_one(utsyn: Utsyn, command: tuple[str, ...]) -> None:
    assert "--warehouse FOLDER" in utsyn(*command, "--help").out


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from dashboard.cli import main\ntry: main(['ask', '--help'])\nfinally: print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [module for module in HEAVY if module in loaded] == []


def test_without_a_command_the_help_is_shown(utsyn: Utsyn) -> None:
    ended = utsyn()
    assert (ended.code, "Commands:" in ended.err + ended.out) == (2, True)


def test_the_version_is_the_packages(utsyn: Utsyn) -> None:
    assert utsyn("--version").out == f"utsyn {version('utsyn')}\n"


def test_json_has_one_name_everywhere_and_its_earlier_one_still_works(utsyn: Utsyn) -> None:
    assert "--json" not in "".join(utsyn(*command, "--help").out for command in COMMANDS)
    asked = utsyn("feeds", "--format", "json")
    assert asked.out.startswith("[")
    assert utsyn("feeds", "--json") == asked


def test_a_shell_completes_commands() -> None:
    asked = {**os.environ, "_UTSYN_COMPLETE": "complete_bash", "COMP_WORDS": "utsyn in", "COMP_CWORD": "1"}
    command = [sys.executable, "-c", "from dashboard.cli import main; main()"]
    done = subprocess.run(command, env=asked, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["init", "indicators"]


@pytest.mark.parametrize("name", lazy.COMMANDS)
def test_the_line_of_each_command_is_what_its_own_help_begins_with(name: str) -> None:
    assert lazy.COMMANDS[name] == lazy.load(name).get_short_help_str(limit=1000)


def test_a_command_written_wrongly_is_answered_with_the_nearest_one(utsyn: Utsyn) -> None:
    assert "Did you mean 'status'" in utsyn("statsu").err


def test_the_first_page_of_help_is_kept_as_typer_sets_it(utsyn: Utsyn, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = quick_help.PAGE.read_text(encoding="utf-8")
    assert kept == quick_help.typeset(), "run `make docs`"
    monkeypatch.setenv("COLUMNS", "200")
    assert utsyn("--help").out == kept


def test_a_narrow_window_gets_help_that_fits(utsyn: Utsyn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, utsyn("--help").out.splitlines())) <= 60
