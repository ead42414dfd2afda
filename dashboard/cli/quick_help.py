"""The first page of help, kept as text. It exists for speed alone: typer takes longer to import than the page to print.

`make docs` writes it; a test says where it is no longer what typer prints.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).with_name("help.txt")
WIDTH = 80  # typer sets help to this width, or to a narrower window


def first_page(arguments: Sequence[str]) -> str | None:
    """What `--help` alone prints, where it is printed at full width."""
    return PAGE.read_text(encoding="utf-8") if list(arguments) == ["--help"] and _columns() >= WIDTH else None


def _columns() -> int:
    if (columns := os.environ.get("COLUMNS", "")).isdecimal():
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
    except (OSError, ValueError):  # no terminal
        return WIDTH


def typeset() -> str:
    """The page as typer sets it."""
    import typer
    from typer.core import TyperGroup

    from dashboard.cli.app import app

    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    with command.make_context("utsyn", [], resilient_parsing=True, terminal_width=WIDTH - 2) as context:
        return command.get_help(context) + "\n"


def write() -> None:
    """Keep the page as typer sets it today."""
    PAGE.write_text(typeset(), encoding="utf-8")
