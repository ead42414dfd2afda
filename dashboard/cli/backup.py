"""`utsyn backup` and `utsyn restore`: what cannot be made again, as one archive, and back."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import WarehouseOption, config_file, configuration, examples

BACKUP_EXAMPLES = examples("utsyn backup utsyn-2026-11-29.tar.gz")
RESTORE_EXAMPLES = examples("utsyn restore utsyn-2026-11-29.tar.gz restored")


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
    _name_elsewhere(made.elsewhere)


def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE.tar.gz", help="What `utsyn backup` wrote.", dir_okay=False)],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not hold anything.")],
) -> None:
    """Make a project's folder of a backup, after checking every file of it.

    Put the other files of the inbox back, then run `utsyn build` in the folder. Until then readers see the newest
    frozen edition.
    """
    from pipelines.backup import restore as run

    made = run(archive, folder)
    typer.echo(f"{len(made.files)} files in {folder}")
    _name_elsewhere(made.elsewhere)


def _name_elsewhere(places: tuple[str, ...]) -> None:
    for place in places:
        typer.echo(f"not in the archive, back it up where it is: {place}", err=True)
