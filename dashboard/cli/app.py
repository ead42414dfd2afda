"""The command line as a whole: its commands, and how it ends."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.lazy import LazyCommands
from dashboard.cli.options import examples

# Help without boxes: rich would take longer to import than the help to read.
app = typer.Typer(
    name="utsyn",
    cls=LazyCommands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(requested: bool) -> None:
    if requested:
        from importlib.metadata import version

        typer.echo(f"utsyn {version('utsyn')}")
        raise typer.Exit


@app.callback(
    epilog=examples(
        "utsyn demo",
        "utsyn --config our.toml build",
        "utsyn ask outbound_share --by year --by faculty",
    )
)
def utsyn(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The configuration; else UTSYN_CONFIG, utsyn.toml of this folder, the shipped one."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001  # its callback ends the command
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """The indicators of a university's international strategy, from its files to its goals.

    Every command ends with 0 when it is done, 1 when something in the data forbids it, 2 when it was called wrongly,
    3 at a fault of its own, 4 when nothing has changed since last time, 5 when a mail has not reached everybody.
    """
    context.obj = config


def run(arguments: Sequence[str]) -> None:
    """Run `utsyn` with these arguments and exit with its code."""
    try:
        code = app(args=_named(arguments), prog_name="utsyn", standalone_mode=False)
    except Exception as error:
        from dashboard.cli.failures import report

        code = report(error)
    sys.exit(code or 0)


def _named(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--json`, as some commands once had it, as what every command understands."""
    return [part for one in arguments for part in (("--format", "json") if one == "--json" else (one,))]
