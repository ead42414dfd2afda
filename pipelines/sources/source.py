"""What a module of an outside format offers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from models.config import Config


def _nothing(_path: Path) -> tuple[Path, ...]:
    return ()


@dataclass(frozen=True)
class Snapshot:
    """How the files of a source take each other's place: of those that cover the same, the newest alone counts.

    `subject` (SQL over the accepted rows of `feed`) is what a row is about, `edition` (SQL, over all of them) how new
    their file is: larger is newer, null oldest. Files of one edition add up, unless the later name is the newer one.
    """

    feed: str
    subject: str
    edition: str
    then_by_name: bool = True


@dataclass(frozen=True)
class SourceReader:
    """Reads a file of an outside format into canonical frames of text, one row per row of the file.

    Where a row of the file holds several (a project and its partners, side by side), each is a row of its own, and
    the rows read are those that came of it: staging counts the rows of the frames. None is left out on the way.
    `headings` gives our column → its published headings, which the configuration may add to (`[headings.eche]`); a
    source whose files have no headings gives none.
    `beside` names the files next to a file that also decide what its rows say; `snapshot` says which of its files
    take the place of which, where they are more than parts of one whole.
    """

    feeds: tuple[str, ...]
    read: Callable[[Path, Config], dict[str, pl.DataFrame]]
    beside: Callable[[Path], tuple[Path, ...]] = _nothing
    snapshot: Snapshot | None = None
    headings: Callable[[], Mapping[str, Sequence[str]]] = dict

    def __call__(self, path: Path, config: Config) -> dict[str, pl.DataFrame]:
        """Feed → frame. Raises ReadError."""
        return self.read(path, config)
