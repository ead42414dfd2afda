"""`utsyn export`: figures as files to hand on."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dashboard.cli import dbh
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import IfChangedOption, examples
from dashboard.cli.progress import progress
from data_contracts.errors import UNCHANGED

EXAMPLES = examples(
    "utsyn export annual-report --year 2025 --out annual-report-2025",
    "utsyn export annual-report --year 2025 --language nb,en --as public --out pack --build annual-report-2025",
    "utsyn export annual-report --year 2025 --out pack --if-changed",
)
app = typer.Typer(no_args_is_help=True)
app.command("dbh", epilog=dbh.EXAMPLES)(dbh.dbh)


@app.callback()
def export() -> None:
    """Take figures out as files, with the rights you ask with; each export is noted in the warehouse's log."""


@app.command("annual-report", epilog=EXAMPLES)
@takes("languages", "viewer", "build_name", "warehouse", viewer="public")
def annual_report(
    request: FigureRequest,
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help="The year reported.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write; an earlier pack is replaced.")],
    csv: Annotated[
        Literal["comma", "semicolon"],
        typer.Option("--csv", help="semicolon: with decimal comma, as Excel opens it where commas are decimal."),
    ] = "comma",
    if_changed: IfChangedOption = False,
) -> None:
    """Write the annual report pack: workbooks, open data with its description, checksums.

    Without --as it holds what the public may see. The same build gives the same bytes. With --if-changed it ends with 4
    where the folder already holds just this pack: of this build, with these rights, definitions and options.
    """
    from dashboard.export_log import note_export
    from dashboard.report.identity import identity, is_made, question
    from dashboard.report.pack import make_pack

    asking, build, chosen = request.viewer, request.build, request.chosen_languages
    if if_changed and is_made(out, identity(build, asking, year, chosen, csv)):
        typer.echo(f"nothing has changed: {out} already holds this pack of build {build.id}")
        raise typer.Exit(UNCHANGED)
    logged = question(build, year, chosen, csv)
    with progress() as report:
        make_pack(
            out, build, asking, year, chosen, csv, report, lambda: note_export(request.home, asking, build.id, logged)
        )
    typer.echo(f"annual report pack of {year}, as {asking}, from build {build.id} in {out}")
