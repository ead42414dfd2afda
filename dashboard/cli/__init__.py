"""The `utsyn` command."""

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
