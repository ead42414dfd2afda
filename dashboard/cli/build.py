"""`utsyn build`: everything in the inbox becomes one new, certified build."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.build_tables import print_dataset_rules, print_difference, print_files, print_files_origin
from dashboard.cli.options import (
    IfChangedOption,
    InboxOption,
    Shape,
    ShapeOption,
    WarehouseOption,
    config_file,
    configuration,
    examples,
)
from dashboard.cli.output import print_table
from dashboard.cli.progress import progress
from data_contracts.errors import REFUSED, UNCHANGED

if TYPE_CHECKING:
    from pipelines.building.report import BuildReport

EXAMPLES = examples(
    "utsyn build",
    "utsyn build --hold",
    "utsyn build --as-of 2026-01-31",
    "utsyn build --if-changed",
    "utsyn --config our.toml build --inbox exports/2025 --format json",
)


def build(  # noqa: PLR0917  # typer makes the options of them
    context: typer.Context,
    inbox: InboxOption = None,
    warehouse: WarehouseOption = None,
    hold: Annotated[
        bool, typer.Option("--hold", help="Publish nothing yet; show what would change against the published build.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day the build describes; today unless given."),
    ] = None,
    if_changed: IfChangedOption = False,
    form: ShapeOption = Shape.TABLE,
) -> None:
    """Build from the inbox, certify, and publish.

    The published build stays as it is until the new one is whole and certified. Files that did not change are not read
    again. With --if-changed it ends with 4 where files, definitions and settings are those of the published build; that
    a day has passed is not a change.
    """
    from dashboard.served import preparer
    from pipelines.build import Unchanged
    from pipelines.build import build as run

    config = configuration(context)
    home = warehouse or config.warehouse
    with progress() as show:
        day = as_of.date() if as_of else None
        try:
            report = run(
                config,
                inbox or config.inbox,
                home,
                show,
                hold=hold,
                as_of=day,
                if_changed=if_changed,
                prepare=preparer(config_file(context), home),
            )
        except Unchanged as published:
            typer.echo(f"nothing has changed: build {published} was made from just these files and definitions")
            raise typer.Exit(UNCHANGED) from published
    if form is Shape.JSON:
        typer.echo(report.to_json())
    else:
        print_report(report)
    if report.reasons:
        raise typer.Exit(REFUSED)


def print_report(report: "BuildReport") -> None:
    """Files with what became of their rows, rules that were broken, what changed, and whether it was published."""
    print_files([file.model_dump() for file in report.files])
    if report.broken_rules:
        typer.echo()
        print_table(("feed", "rule", "severity", "rows", "files"), _by_rule(report), right=("rows", "files"))
    print_dataset_rules(report.dataset_rules)
    typer.echo()
    if report.difference is not None:
        print_difference(report.difference, report.compared_with)
    certified = "certified (its contracts hold)" if report.certified else "not certified (a contract is broken)"
    print_files_origin(report.files)
    typer.echo(f"build {report.build}: {certified}, {'published' if report.published else 'not published'}")
    if not report.published and not report.reasons:
        typer.echo(f"publish it with `utsyn builds publish {report.build}`")
    for reason in report.reasons:
        typer.echo(f"  {reason}", err=True)


def _by_rule(report: "BuildReport") -> list[tuple[str, ...]]:
    """Each rule once, errors before warnings within a feed, the rows of all its files added up."""
    rows_by_rule: dict[tuple[str, str, str], list[int]] = {}
    for broken in report.broken_rules:
        rows_by_rule.setdefault((broken.feed, broken.severity, broken.rule), []).append(broken.rows)
    return [
        (feed, rule, severity, str(sum(rows)), str(len(rows)))
        for (feed, severity, rule), rows in sorted(rows_by_rule.items())
    ]
