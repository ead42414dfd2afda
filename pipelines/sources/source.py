"""What a module of an outside format offers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from models.config import Config


def _nothing(_path: Path) -> tuple[Path, ...]:
    return ()


@dataclass(frozen=True)
class SourceReader:
    """Reads a file of an outside format into canonical frames of text, one row per row of the file.

    Where a row of the file holds several (a project and its partners, side by side), each is a row of its own, and
    the rows read are those that came of it: staging counts the rows of the frames. None is left out on the way.
    `beside` names the files next to a file that also decide what its rows say.
    """

    feeds: tuple[str, ...]
    read: Callable[[Path, Config], dict[str, pl.DataFrame]]
    beside: Callable[[Path], tuple[Path, ...]] = _nothing

    def __call__(self, path: Path, config: Config) -> dict[str, pl.DataFrame]:
        """Feed → frame. Raises ReadError."""
        return self.read(path, config)
