"""`utsyn profile suggest`: a profile drafted from an export of your own, to be reviewed and used."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import configuration, examples
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from data_contracts.contract import Column
    from pipelines.suggesting.guesses import Guess
    from pipelines.suggesting.profile_file import Draft

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Profiles: how an export says what our feeds say.")
EXAMPLES = examples("utsyn profile suggest export.xlsx --feed stays --out our_stays.yaml")


@app.callback(epilog=EXAMPLES)
def profile() -> None:
    """Profiles: how an export says what our feeds say."""


@app.command("suggest", epilog=EXAMPLES)
def suggest(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An export: csv, xlsx or parquet.")
    ],
    feed: Annotated[str, typer.Option("--feed", metavar="FEED", help="The feed that it is.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write the profile; else it is printed.")
    ] = None,
) -> None:
    """Draft a profile from the headings and values of an export.

    What is known and unambiguous is mapped, with the reasons for it. Anything in doubt is asked about on a terminal;
    what is not answered is in the file as a question, and the file is refused until it is. Ends with 1 while
    questions are open. Name the reviewed file in utsyn.toml: [profiles], FEED = "FILE.yaml".
    """
    from data_contracts.contract import feeds
    from data_contracts.contract_parser import load_contract
    from data_contracts.local import using
    from pipelines.durable import write_atomically
    from pipelines.nearest import nearest
    from pipelines.reading.layout import Layout
    from pipelines.reading.readers import read_table
    from pipelines.suggesting.draft import draft
    from pipelines.suggesting.profile_file import written

    if feed not in feeds():
        raise WrongUse(f"unknown feed '{feed}'; did you mean {nearest(feed, feeds())}? Known: {', '.join(feeds())}")
    if out is not None and out.suffix not in (".yaml", ".yml"):
        raise WrongUse(f"{out}: a profile's name ends in .yaml, so that [profiles] knows it for a file.")
    if out is not None and out.exists():
        raise WrongUse(f"{out}: is there already, and may hold a review. Name another file, or remove it first.")
    is_asked = sys.stdin.isatty()
    ask = _ask if is_asked else lambda _doubt, _free: None
    constant = _ask_constant if is_asked else lambda _column: None
    value = _ask_value if is_asked else lambda _column, _cell, _nearest: None
    with using(configuration(context).local_settings):
        drafted = draft(read_table(file, Layout(keeps_unnamed=True)), load_contract(feed), ask, constant, value)
    text = written(drafted, file.name)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_atomically(out, text)
    _tell(drafted, out)
    if drafted.open_questions:
        raise typer.Exit(REFUSED)


def _ask(doubt: "Guess", free: frozenset[str]) -> str | None:
    """Ask until the answer is a free column, `-`, or nothing at all."""
    from pipelines.suggesting.draft import IGNORE

    typer.echo(f"\n'{doubt.heading}': {doubt.evidence}.", err=True)
    while True:
        answer: str = typer.prompt(
            "Column, - to leave it unread, Enter to decide later", default="", show_default=False, err=True
        ).strip()
        if not answer:
            return None
        if answer == IGNORE or answer in free:
            return answer
        typer.echo(f"'{answer}' is not a free column; free are {', '.join(sorted(free))}.", err=True)


def _ask_constant(column: "Column") -> str | None:
    """Ask for the value of every row, until it is a code of the column's list, or nothing."""
    codes = f" ({', '.join(column.codes)})" if column.codes else ""
    typer.echo(f"\nNo heading gives {column.name}: {column.description}", err=True)
    while True:
        answer: str = typer.prompt(
            f"Its value in every row{codes}, Enter to decide later", default="", show_default=False, err=True
        ).strip()
        if not answer:
            return None
        if not column.codes or answer in column.codes:
            return answer
        typer.echo(f"'{answer}' is not a code of the list {column.code_list}.", err=True)


def _ask_value(column: "Column", cell: str, nearest: str | None) -> str | None:
    """Ask for our value instead of the export's, until it is a code of the column's list or of its form, or nothing."""
    like = f", perhaps {nearest}" if nearest else f" ({', '.join(column.codes)})" if column.codes else ""
    while True:
        answer: str = typer.prompt(
            f"'{cell}' of {column.name} is not known: its code{like}, Enter to decide later",
            default="", show_default=False, err=True,
        ).strip()  # fmt: skip
        if not answer:
            return None
        if answer in column.codes if column.codes else re.search(column.pattern or "", answer):
            return answer
        typer.echo(f"'{answer}' is not a code of {column.name}.", err=True)


def _tell(drafted: "Draft", out: Path | None) -> None:
    counts = {
        verdict: sum(it.verdict == verdict for it in drafted.guesses) for verdict in ("mapped", "ignored", "asked")
    }
    place = f"{out}: " if out else ""
    typer.echo(
        f"{place}{counts['mapped']} headings mapped, {counts['ignored']} left unread, "
        f"{drafted.open_questions} questions open",
        err=True,
    )
    for name in drafted.missing:
        typer.echo(f"nothing is mapped to {name}, which every row must have", err=True)
    for column, cells in drafted.reading.unknown.items():
        typer.echo(f"{column}: {len(cells)} values are not known; they are in the file as comments", err=True)
