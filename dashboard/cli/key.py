"""`utsyn key`: the key under which persons become hashes."""

import typer

from dashboard.cli.erase import print_done
from dashboard.cli.options import WarehouseOption, configuration, examples

EXAMPLES = examples("utsyn key rotate")
app = typer.Typer(no_args_is_help=True, help="Replace the key of the person hashes.")


@app.callback()
def key() -> None:
    """Replace the key of the person hashes."""


@app.command(epilog=examples("utsyn key rotate", "utsyn key rotate --warehouse demo/warehouse"))
def rotate(context: typer.Context, warehouse: WarehouseOption = None) -> None:
    """Replace the key of the person hashes, after it may have been seen, say.

    Kept builds keep their figures, and their rows can no longer be linked to persons; the next build reads the inbox
    under the new key.
    """
    from pipelines.erasure import rotate_key
    from pipelines.warehouse import Warehouse

    print_done(rotate_key(Warehouse(warehouse or configuration(context).warehouse)))
    typer.echo("Run `utsyn build` now, and `utsyn backup` after it.")
