"""`utsyn partners propose`: which partners and outside records may be one, for a person to decide."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import WarehouseOption, configuration, examples

if TYPE_CHECKING:
    import polars as pl

    from models.config import Config

EXAMPLES = examples("utsyn partners propose --out merges.csv")
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback(epilog=EXAMPLES)
def partners() -> None:
    """Partners: one across Erasmus code, PIC, OID, ROR, SCHAC and names."""


@app.command("propose", epilog=EXAMPLES)
def propose(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Where to write the proposals; else printed.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Propose partners and outside records of the current build that may be one, with the evidence.

    Write `accepted` or `rejected` in the column decision, and a note where a name is all the evidence; then name the
    file in utsyn.toml: partner_merges = "FILE.csv". Rows decided there are not proposed again. Identifiers that
    contradict each other are in FILE.conflicts.csv.
    """
    from pipelines.identity.proposals import propose as proposals
    from pipelines.identity.records import records

    conflicts_out = out.with_suffix(".conflicts.csv") if out else None
    for file in (out, conflicts_out):
        if file is not None and file.exists():
            raise WrongUse(f"{file}: is there already, and may hold decisions. Name another file, or remove it first.")
    config = configuration(context)
    proposed = proposals(records(_database(config, warehouse)))
    merges = _undecided(proposed.merges, config)
    if out is None or conflicts_out is None:
        typer.echo(merges.write_csv(), nl=False)
    else:
        _write(out, merges)
        _write(conflicts_out, proposed.conflicts)
    typer.echo(f"{merges.height} merges proposed, {proposed.conflicts.height} conflicts between identifiers", err=True)


def _database(config: "Config", warehouse: Path | None) -> Path:
    from pipelines.warehouse import Warehouse, WarehouseError

    root = warehouse or config.warehouse
    current = Warehouse(root).current()
    if current is None:
        raise WarehouseError(f"{root}: nothing has been built here yet. Run `utsyn build` first.")
    return current.database


def _undecided(merges: "pl.DataFrame", config: "Config") -> "pl.DataFrame":
    """Without the rows that the file of decisions has settled."""
    from pipelines.identity.decisions import decisions

    if config.partner_merges is None:
        return merges
    return merges.join(decisions(config.partner_merges), on=["partner_id", "other_feed", "other_id"], how="anti")


def _write(file: Path, table: "pl.DataFrame") -> None:
    from pipelines.durable import write_atomically

    write_atomically(file, "\ufeff" + table.write_csv())  # the mark lets a spreadsheet read the letters right
