"""The `utsyn` command: one module per command; what is heavy is imported only by the command that needs it."""

import sys
from collections.abc import Sequence

from dashboard.cli.quick_help import first_page
from dashboard.cli.quick_start import start_quickly


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `utsyn` with the arguments (the process's own without any) and exit with its code."""
    given = sys.argv[1:] if arguments is None else arguments
    if (page := first_page(given)) is not None:
        sys.stdout.write(page)
        sys.exit(0)
    start_quickly()
    from dashboard.cli.app import run

    run(given)
