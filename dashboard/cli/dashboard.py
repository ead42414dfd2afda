"""`utsyn dashboard`: the pages, served on this machine or behind a proxy."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import PORT, PortOption, WarehouseOption, config_file, configuration, examples

EXAMPLES = examples(
    "utsyn dashboard",
    "utsyn dashboard --port 8600 --warehouse demo/warehouse",
    "utsyn --config our.toml dashboard --host 0.0.0.0 --port 8501",
)
HOST = "127.0.0.1"


def dashboard(
    context: typer.Context,
    port: PortOption = PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; another needs sign-in.")
    ] = HOST,
    root_path: Annotated[
        str | None,
        typer.Option("--root-path", metavar="PATH", help="The path that a proxy serves it below, if not at the root."),
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Serve the dashboard until Ctrl-C. It notices a newly published build by itself.

    Without sign-in (`[access]` in utsyn.toml) it answers this machine alone, with the rights of `[dashboard] viewer`.
    """
    config = configuration(context)
    serve(config_file(context), warehouse or config.warehouse, port, host, root_path)


def serve(  # noqa: PLR0917  # what the command line takes
    config: Path,
    warehouse: Path,
    port: int,
    host: str = HOST,
    root_path: str | None = None,
    viewer: str | None = None,
) -> None:
    """Serve until interrupted; a person at a terminal gets a browser. Raises ServerError."""
    from dashboard.server import run

    run(config, warehouse, port, sys.stdout.isatty(), host=host, root_path=root_path, viewer=viewer, say=typer.echo)
