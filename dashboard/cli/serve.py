"""`utsyn dashboard`: the pages, on this machine."""

import sys
from pathlib import Path

import typer

from dashboard.cli.failures import WrongUse
from dashboard.cli.options import PORT, PortOption, WarehouseOption, config_file, configuration, examples

EXAMPLES = examples("utsyn dashboard", "utsyn dashboard --port 8600 --warehouse demo/warehouse")


def dashboard(context: typer.Context, port: PortOption = PORT, warehouse: WarehouseOption = None) -> None:
    """Serve the dashboard on this machine until Ctrl-C. It notices a newly published build by itself."""
    config = configuration(context)
    serve(config_file(context), warehouse or config.warehouse, port)


def serve(config: Path, warehouse: Path, port: int) -> None:
    """Say the address and serve until interrupted; a person at a terminal gets a browser. Raises WrongUse."""
    from dashboard.server import HOST, ServerError, run

    typer.echo(f"The dashboard is at http://{HOST}:{port} (Ctrl-C ends it)")
    try:
        run(config, warehouse, port, open_browser=sys.stdout.isatty())
    except ServerError as error:
        raise WrongUse(str(error)) from error
