"""`utsyn restore`: a project's folder from what `utsyn backup` wrote."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.backup import name_elsewhere
from dashboard.cli.options import examples

EXAMPLES = examples("utsyn restore utsyn-2026-11-29.tar.gz restored")


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
    name_elsewhere(made.elsewhere)
