"""`utsyn erase` removes named persons from all that is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import WarehouseOption, configuration, examples

if TYPE_CHECKING:
    from pipelines.erasure import Done

EXAMPLES = examples("utsyn erase persons.txt", "utsyn erase persons.txt --warehouse demo/warehouse")


def erase(
    context: typer.Context,
    persons: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An identifier a line, as in the files.")
    ],
    warehouse: WarehouseOption = None,
) -> None:
    """Remove named persons from staging, quarantine and builds. Take them out of the inbox and build before.

    Frozen editions keep their figures, and say so: rows of these persons can no longer be linked to them. Other
    builds that hold them are removed. Ends with 1, and changes nothing, while the published build has rows of them.
    """
    from pipelines.erasure import erase as run
    from pipelines.warehouse import Warehouse

    lines = persons.read_text(encoding="utf-8-sig").splitlines()
    identifiers = [line.strip() for line in lines if line.strip()]
    if not identifiers:
        raise WrongUse(f"{persons}: names nobody; write an identifier a line")
    print_done(run(Warehouse(warehouse or configuration(context).warehouse), identifiers))
    typer.echo(
        "Restart the dashboard, which may have files of before open; backups, reports and files taken out before hold "
        f"what they held. Then remove {persons}."
    )


def print_done(done: "Sequence[Done]") -> None:
    """A line for each thing that was done."""
    for one in done:
        typer.echo(f"{one.what}: {one.done}")
    if not done:
        typer.echo("nothing that is kept holds these persons")
