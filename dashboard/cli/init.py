"""`utsyn init`: a project of one's own, begun in a folder."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import examples

EXAMPLES = examples("utsyn init our-university", "mkdir utsyn && cd utsyn && utsyn init .")
PROJECT = Path(__file__).parent / "project"


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or an empty one.", file_okay=False)],
) -> None:
    """Begin a project: a short utsyn.toml, a folder for your files, and a README that says what to do next."""
    if folder.is_dir() and any(
        not path.name.startswith(".") for path in folder.iterdir()
    ):  # .venv and .git may be there
        raise WrongUse(f"{folder}: is not empty. Name a new folder, or an empty one.")
    (folder / "inbox").mkdir(parents=True)
    for path in sorted(PROJECT.iterdir()):
        shutil.copyfile(path, folder / path.name)
    typer.echo(
        f"{folder / 'utsyn.toml'}: written. Say in it who you are: your names, and your country in the place of XX, "
        f"without which nothing is built. {folder / 'README.md'} says what comes next."
    )
