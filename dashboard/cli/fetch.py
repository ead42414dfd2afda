"""`utsyn fetch`: the current public files, into the inbox."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import InboxOption, Shape, ShapeOption, configuration, examples
from dashboard.cli.output import print_json, print_table
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from pipelines.fetching.fetch import Outcome
    from pipelines.fetching.sources import Source

EXAMPLES = examples("utsyn fetch --list", "utsyn fetch cordis", "utsyn fetch eche ror --inbox exports/2025")
MEGABYTE = 1_000_000


def fetch(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Sources by name, such as cordis.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--list", help="Show the sources, where they are, and when they were fetched.")
    ] = False,
    form: ShapeOption = Shape.TABLE,
    inbox: InboxOption = None,
) -> None:
    """Fetch public files into the inbox.

    A file that has not changed is not fetched again; one that was interrupted goes on where it ended; only a whole
    and checked file takes its place. Ends with 1 where a file could not be fetched.
    """
    from pipelines.fetching.sources import load_sources

    config = configuration(context)
    sources = load_sources(config, datetime.now(UTC).date())
    if config.inbox_objects is not None and inbox is None:
        raise WrongUse(
            f"the inbox is {config.inbox_objects}: fetch into a folder with --inbox, and put the files there"
        )
    folder = inbox or config.inbox
    if show:
        _print_sources(sources, folder, form)
        return
    chosen = [_known(name, sources) for name in names or ()]
    if not chosen:
        raise WrongUse(f"name a source: {', '.join(sources)}. `utsyn fetch --list` shows them.")
    brought = [_fetch(source, folder) for source in chosen]
    if not all(brought):
        raise typer.Exit(REFUSED)


def _known(name: str, sources: "dict[str, Source]") -> "Source":
    from pipelines.nearest import nearest

    if name not in sources:
        known_names = ", ".join(sources)
        raise WrongUse(f"unknown source '{name}'; did you mean {nearest(name, sources)}? Known: {known_names}")
    return sources[name]


def _fetch(source: "Source", inbox: Path) -> bool:
    """Whether all files of the source are now in the inbox."""
    from pipelines.fetching.errors import FetchError
    from pipelines.fetching.fetch import fetch as bring
    from pipelines.fetching.web import Web

    whole = True
    try:
        with Web() as web, _progress() as report:
            for outcome in bring(source, inbox, web, report):
                _print(outcome)
                whole = whole and outcome.state != "failed"
    except FetchError as error:
        typer.echo(f"Error: {error}", err=True)
        whole = False
    if not whole:
        typer.echo(
            f"What {source.name} is and where: {source.page}. Another address can be given in utsyn.toml, "
            f"[sources.{source.name}].",
            err=True,
        )
    return whole


def _print(outcome: "Outcome") -> None:
    place = f"{outcome.source}/{outcome.name}"
    match outcome.state:
        case "failed":
            typer.echo(f"Error: {place}: {outcome.detail}", err=True)
        case "unchanged":
            typer.echo(f"{place}: unchanged since it was fetched on {outcome.detail}")
        case "fetched":
            typer.echo(f"{place}: fetched, {outcome.bytes / MEGABYTE:.1f} MB, sha256 {outcome.sha256}")


def _print_sources(sources: "dict[str, Source]", inbox: Path, form: Shape) -> None:
    from pipelines.fetching.records import Records

    rows = []
    for source in sources.values():
        records = Records(inbox / source.name).by_name.values()
        for file in source.files:
            moments = [record.fetched_at for record in records if record.label == file.label]
            last = f"{max(moments):%Y-%m-%d}" if moments else "never"
            rows.append((source.name, file.label, last, source.licence, file.url))
    headings = ("source", "file", "last fetched", "licence", "address")
    if form is Shape.JSON:
        print_json([dict(zip((heading.replace(" ", "_") for heading in headings), row, strict=True)) for row in rows])
    else:
        print_table(headings, rows)


@contextmanager
def _progress() -> "Iterator[Callable[[str, int, int | None], None]]":
    """A function `(name, bytes so far, bytes in all)` that draws a bar per file on stderr, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _name, _received, _total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        files = {}

        def show(name: str, received: int, total: int | None) -> None:
            if name not in files:
                files[name] = bar.add_task(name, total=None)
            bar.update(files[name], completed=received, total=total)

        yield show
