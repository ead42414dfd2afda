"""Rows on stdout: a table for people, csv and json for programs."""

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import typer

from dashboard.cli.quick_table import is_piped, plain_table

PIPED_WIDTH = 200
# Keys of JSON documents, and what version 0.1 called them: written for one version more
EARLIER_KEYS = {
    "suppressed": "hidden",
    "suppressed_cells": "hidden_cells",
    "dated_by": "clock",
    "reference_dates": "clocks",
    "quarantined": "kept_out",
    "suppresses_below": "hides_below",
}


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[str] = ()) -> None:
    """A table; columns named in `right` are set flush right. Cells are plain text, brackets included."""
    lines, flush = list(rows), set(right)
    plain = plain_table(headings, lines, flush, PIPED_WIDTH) if is_piped() else None
    typer.echo(plain or rich_table(headings, lines, flush), nl=False)


def rich_table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[str]) -> str:
    """The same as rich draws it: with colours on a terminal, and cells folded where they do not fit."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    with console.capture() as drawn:  # rich would end the process with 1 where a reader leaves early (`| head`)
        console.print(table)
    return drawn.get()


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Comma-separated rows below their headings; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    typer.echo(buffer.getvalue(), nl=False)


def print_json(content: object) -> None:
    """One JSON document, indented, with letters as they are and days as `2026-03-01`."""
    typer.echo(json.dumps(_with_earlier_keys(content), indent=2, ensure_ascii=False, default=_day))


def _with_earlier_keys(content: object) -> object:
    """Each renamed key under its name of version 0.1 too."""
    if isinstance(content, Mapping):
        named = {key: _with_earlier_keys(value) for key, value in content.items()}
        return named | {EARLIER_KEYS[key]: value for key, value in named.items() if key in EARLIER_KEYS}
    return [_with_earlier_keys(item) for item in content] if isinstance(content, list | tuple) else content


def _day(value: object) -> str:
    """Raises TypeError for what JSON cannot hold."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
