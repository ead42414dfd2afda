"""`utsyn export dbh`: our counts in the shape of DBH's tables, before they are reported."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import examples

EXAMPLES = examples("utsyn export dbh --table 142 --year 2025 --out dbh")


@takes("viewer", "build_name", "warehouse")
def dbh(
    request: FigureRequest,
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help="The calendar year reported.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write; files there are replaced.")],
    table: Annotated[str, typer.Option("--table", metavar="NUMBER", help="DBH's number of the table.")] = "142",
) -> None:
    """Write a table that DBH asks for, counted as DBH counts, with the bridge from our own count beside it.

    It is given to those who see exact counts alone: next to our own it would reveal few persons.
    """
    from dashboard.export_log import note_export
    from dashboard.report.dbh.files import write_table
    from dashboard.report.dbh.table import report

    asking, build = request.viewer, request.build
    reported = report(table, build, asking, year)
    named = {} if build.asked is None else {"build_name": build.asked.name}
    question: dict[str, object] = {"export": "dbh", "table": table, "year": year, **named}
    note_export(request.home, asking, build.id, question)
    out.mkdir(parents=True, exist_ok=True)
    write_table(out, reported, build, build.config.languages)
    typer.echo(f"DBH table {table} of {year}, as {asking}: {len(reported.rows)} rows from build {build.id} in {out}")
