"""`utsyn export`: figures as files to hand on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dashboard.cli.options import BuildOption, ViewerOption, WarehouseOption, configuration, examples, published
from dashboard.cli.progress import progress

if TYPE_CHECKING:
    from models.store import OpenBuild

EXAMPLES = examples(
    "utsyn export annual-report --year 2025 --out annual-report-2025",
    "utsyn export annual-report --year 2025 --language nb,en --as public --out pack --build annual-report-2025",
)
app = typer.Typer(no_args_is_help=True)


@app.callback()
def export() -> None:
    """Take figures out as files, with the rights you ask with; each export is noted in the warehouse's log."""


@app.command("annual-report", epilog=EXAMPLES)
def annual_report(  # noqa: PLR0917  # typer makes the options of them
    context: typer.Context,
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help="The year reported.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write; an earlier pack is replaced.")],
    languages: Annotated[str, typer.Option("--language", metavar="nb,en", help="One or both.")] = "nb,en",
    viewer: ViewerOption = "public",
    csv: Annotated[
        Literal["comma", "semicolon"],
        typer.Option("--csv", help="semicolon: with decimal comma, as a Norwegian Excel opens it."),
    ] = "comma",
    build_name: BuildOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the annual report pack: workbooks, open data with its description, checksums.

    Without --as it holds what the public may see. The same build gives the same bytes.
    """
    from dashboard.report.log import note_export
    from dashboard.report.pack import make_pack
    from models.question import Viewer

    asking = Viewer.parse(viewer)
    build = published(context, warehouse, build_name)
    chosen = tuple(language.strip() for language in languages.split(","))
    home = warehouse or configuration(context).warehouse
    asked = question(build, year, chosen, csv)
    with progress() as report:
        make_pack(out, build, asking, year, chosen, csv, report, lambda: note_export(home, asking, build.id, asked))
    typer.echo(f"annual report pack of {year}, as {asking}, from build {build.id} in {out}")


def question(build: "OpenBuild", year: int, languages: tuple[str, ...], csv: str) -> dict[str, object]:
    """What was asked for, as the log notes it."""
    named = {} if build.asked is None else {"build_name": build.asked.name}
    return {"export": "annual-report", "year": year, "language": list(languages), "csv": csv, **named}
