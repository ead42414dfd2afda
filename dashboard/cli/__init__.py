"""The `utsyn` command: one module per command; what is heavy is imported only by the command that needs it."""

from dashboard.cli.main import main

__all__ = ["main"]
