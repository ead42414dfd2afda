"""`utsyn contracts`: what the feeds must hold, for other tools."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import configuration, examples

EXAMPLES = examples("utsyn contracts export contracts")
app = typer.Typer(no_args_is_help=True)


@app.callback()
def contracts() -> None:
    """Contracts of the feeds, for tools that know the Open Data Contract Standard."""


@app.command(epilog=EXAMPLES)
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write them.", file_okay=False)],
) -> None:
    """Write self-contained ODCS contracts: one of each feed, and utsyn.odcs.yaml with all of them.

    Codes are spelled out and the institution's settings filled in, so that other tools need nothing of Utsyn: they
    describe csv files with our headings, in folders named after the feeds. Rules that read other feeds are in
    utsyn.odcs.yaml alone.
    """
    from data_contracts.local import using
    from data_contracts.self_contained import contracts as written
    from pipelines.durable import write_atomically

    folder.mkdir(parents=True, exist_ok=True)
    with using(configuration(context).local_settings):
        files = written()
    for name, text in files.items():
        write_atomically(folder / name, text)
    typer.echo(f"{len(files)} contracts in {folder}")
