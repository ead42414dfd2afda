"""The `utsyn` command: one module per command; what is heavy is imported only by the command that needs it."""

from collections.abc import Sequence

from dashboard.cli.quick_start import start_quickly


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `utsyn` with the arguments (the process's own without any) and exit with its code."""
    start_quickly()
    from dashboard.cli.app import run

    run(arguments)
