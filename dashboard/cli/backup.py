"""`utsyn backup`: what cannot be made again, as one archive."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import WarehouseOption, config_file, configuration, examples

EXAMPLES = examples("utsyn backup utsyn-2026-11-29.tar.gz")


def backup(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="FILE.tar.gz", help="The archive to write.", dir_okay=False)],
    warehouse: WarehouseOption = None,
) -> None:
    """Back up what cannot be made again: keys, frozen builds, the log of exports, configuration, what is typed by hand.

    The other builds are made again from the inbox. The archive holds the keys: only its owner can read it, and it
    belongs in a safe place apart from the inbox.
    """
    from dashboard.export_log import note_export
    from models.question import Viewer
    from pipelines.backup import back_up
    from pipelines.warehouse import Warehouse

    config = configuration(context)
    home = Warehouse(warehouse or config.warehouse)
    for ref in home.builds():
        if ref.names:
            note_export(home.root, Viewer(), ref.id, {"export": "backup", "frozen_as": list(ref.names)})
    made = back_up(config_file(context), config, home.root, archive)
    typer.echo(f"{len(made.files)} files in {archive}")
    name_elsewhere(made.elsewhere)


def name_elsewhere(places: tuple[str, ...]) -> None:
    """Say what the archive does not hold."""
    for place in places:
        typer.echo(f"not in the archive, back it up where it is: {place}", err=True)
