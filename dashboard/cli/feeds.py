"""`utsyn feeds`: what can be submitted, column by column, and a file to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import Shape, ShapeOption, configuration, examples
from dashboard.cli.output import print_json, print_table

if TYPE_CHECKING:
    from data_contracts.contract import Column, Contract

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None, help="Feeds: what can be submitted.")
EXAMPLES = examples(
    "utsyn feeds",
    "utsyn feeds show stays",
    "utsyn feeds show stays --format json",
    "utsyn feeds template stays --out stays.xlsx",
)
FeedArgument = Annotated[str, typer.Argument(metavar="FEED", help="Its name, such as stays.")]


@app.callback(epilog=EXAMPLES)
def feeds(context: typer.Context, form: ShapeOption = Shape.TABLE) -> None:
    """List the feeds: what one row is, how many columns there are, and which of them must be there."""
    if context.invoked_subcommand:
        return
    from data_contracts.contract import feeds as names

    contracts = [_contract(context, name) for name in names()]
    if form is Shape.JSON:
        print_json([_listed(contract) for contract in contracts])
        return
    rows = [
        (it["feed"], it["description"], str(it["columns"]), ", ".join(it["required"])) for it in map(_listed, contracts)
    ]
    print_table(("feed", "what it is", "columns", "must be there"), rows, right=("columns",))


@app.command("show", epilog=EXAMPLES)
def show(context: typer.Context, feed: FeedArgument, form: ShapeOption = Shape.TABLE) -> None:
    """Show a feed's columns: what each means, its form and codes, and an example of its values."""
    contract = _contract(context, feed)
    if form is Shape.JSON:
        print_json({**_listed(contract), "columns": [_column(column) for column in contract.columns]})
        return
    typer.echo(f"{contract.feed}: {contract.description}\nkey: {', '.join(contract.key)}\n")
    rows = [
        (it["column"], "yes" if it["required"] else "", it["form"], it["example"], it["description"])
        for it in map(_column, contract.columns)
    ]
    print_table(("column", "must be there", "form", "example", "what it means"), rows)
    for column in contract.columns:
        if column.code_list:
            typer.echo(f"\n{column.name}, codes of {column.code_list}: {', '.join(column.codes or ())}")


@app.command("template", epilog=EXAMPLES)
def template(
    context: typer.Context,
    feed: FeedArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="Where to write the workbook.")],
) -> None:
    """Write a workbook to fill in: a sheet with the headings, text columns for identifiers, and one of explanations."""
    from dashboard.cli.feed_template import template as workbook

    if out.suffix.lower() != ".xlsx":
        raise WrongUse(f"{out}: a template is a workbook, whose name ends in .xlsx.")
    if out.exists():
        raise WrongUse(f"{out}: is there already. Name another file, or remove it first.")
    out.write_bytes(workbook(_contract(context, feed)))
    typer.echo(f"{out}: fill in the sheet '{feed}', then try it with `utsyn check {out} --feed {feed}`")


def _contract(context: typer.Context, feed: str) -> "Contract":
    from data_contracts.contract import feeds as names
    from data_contracts.contract_parser import load_contract
    from data_contracts.local import using
    from pipelines.nearest import nearest

    if feed not in names():
        raise WrongUse(f"unknown feed '{feed}'; did you mean {nearest(feed, names())}? Known: {', '.join(names())}")
    with using(configuration(context).local_settings):
        return load_contract(feed)


def _listed(contract: "Contract") -> dict[str, Any]:
    return {
        "feed": contract.feed,
        "description": contract.description,
        "key": list(contract.key),
        "columns": len(contract.columns),
        "required": [column.name for column in contract.columns if column.required],
    }


def _column(column: "Column") -> dict[str, Any]:
    from dashboard.cli.feed_template import example, form

    return {
        "column": column.name,
        "required": column.required,
        "form": form(column),
        "example": example(column),
        "codes": list(column.codes) if column.codes else None,
        "description": column.description,
    }
