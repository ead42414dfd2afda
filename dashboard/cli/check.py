"""`utsyn check`: does a file keep its contract, before it is submitted?"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import Shape, ShapeOption, configuration, examples
from dashboard.cli.output import print_json, print_table
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.cli.file_check import FileChecked, RuleBroken, Unreadable

EXAMPLES = examples(
    "utsyn check stays_2025.xlsx", "utsyn check export.csv --feed graduates", "utsyn check inbox --format json"
)


def check(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", exists=True, readable=True, help="Files, or folders of files.")
    ],
    feed: Annotated[
        str | None,
        typer.Option("--feed", metavar="FEED", help="The feed it is; without it the folder or the headings decide."),
    ] = None,
    rejected: Annotated[
        Path | None,
        typer.Option("--rejected", metavar="FILE.csv", help="Write the rows that would be quarantined, with reasons."),
    ] = None,
    form: ShapeOption = Shape.TABLE,
) -> None:
    """Check files against their contracts before handing them in.

    Nothing is loaded and nothing kept. Ends with 1 where a file cannot be read or a row breaks a rule of severity
    error. What needs other feeds (does this unit exist?) is checked by the build.
    """
    from dashboard.cli.file_check import check_file, files_of, known_sources
    from data_contracts.local import using

    if feed is not None and feed not in known_sources():
        raise WrongUse(_unknown(feed, known_sources()))
    config = configuration(context)
    if (warning := config.without_country()) is not None:
        typer.echo(f"Warning: {warning}. Until then no rule about the home country is judged.", err=True)
    with using(config.local_settings):
        judged = [checked for path in paths for file in files_of(path) for checked in check_file(file, feed, config)]
    if not judged:
        raise WrongUse(f"no files in {', '.join(map(str, paths))}")
    if rejected is not None:
        _write_rejected(judged, rejected)
    if form is Shape.JSON:
        print_json({"holds": all(file.holds for file in judged), "files": [_document(file) for file in judged]})
    else:
        for file in judged:
            _print(file)
    if not all(file.holds for file in judged):
        raise typer.Exit(REFUSED)


def _unknown(feed: str, known_feeds: tuple[str, ...]) -> str:
    from rapidfuzz import process

    nearest, _, _ = process.extractOne(feed, known_feeds)
    return f"unknown feed '{feed}'; did you mean {nearest}? Known: {', '.join(known_feeds)}"


def _document(file: "FileChecked | Unreadable") -> dict[str, object]:
    return {name: value for name, value in asdict(file).items() if name != "rejected"} | {"holds": file.holds}


def _write_rejected(judged: "Sequence[FileChecked | Unreadable]", path: Path) -> None:
    import polars as pl

    from dashboard.cli.file_check import FileChecked
    from pipelines.durable import write_atomically

    frames = [
        file.rejected.select(pl.lit(file.path).alias("file"), pl.lit(file.feed).alias("feed"), pl.all())
        for file in judged
        if isinstance(file, FileChecked) and not file.rejected.is_empty()
    ]
    rows = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
    write_atomically(path, rows.write_csv(include_bom=True))
    typer.echo(f"{path}: {rows.height} rows with their reasons", err=True)


def _print(file: "FileChecked | Unreadable") -> None:
    from dashboard.cli.file_check import Unreadable

    if isinstance(file, Unreadable):
        typer.echo(f"cannot be read: {file.error}")
        return
    verdict = "holds its contract" if file.holds else "does not hold its contract"
    duplicates = f", {file.duplicates} repeated" if file.duplicates else ""
    typer.echo(
        f"{file.path}: {verdict} ({file.feed}): {file.rows} rows, {file.rows_accepted} accepted, "
        f"{file.rows_quarantined} would be quarantined{duplicates}"
    )
    for note in file.notes:
        typer.echo(f"  {note}")
    if file.broken:
        rows = [
            (rule.rule, rule.severity, str(rule.rows), _listed(rule.examples, rule.rows), rule.description)
            for rule in file.broken
        ]
        print_table(("rule", "severity", "rows", "first in data rows", "what it says"), rows, right=("rows",))
        for rule in file.broken:
            if rule.expected and (rule.values or rule.severity == "error"):
                typer.echo(f"  {rule.rule}: {_values(rule)}expected {rule.expected}")


def _values(rule: "RuleBroken") -> str:
    """The values found, the rows of each, and the nearest code."""
    values = [
        f"'{wrong.value}' in {wrong.rows} row{'s' if wrong.rows > 1 else ''}"
        + (f" (nearest is {wrong.nearest})" if wrong.nearest else "")
        for wrong in rule.values
    ]
    return f"{', '.join(values)}; " if values else ""


def _listed(examples: tuple[int, ...], rows: int) -> str:
    return ", ".join(map(str, examples)) + (" …" if rows > len(examples) else "")
