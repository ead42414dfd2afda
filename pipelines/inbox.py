"""What lies in the inbox: one folder per feed or outside source, one or many files in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data_contracts.reading import feeds
from pipelines.conform import nearest
from pipelines.readers import ReadError
from pipelines.sources import SOURCES


@dataclass(frozen=True)
class InboxFile:
    """A file handed in. `source` is the name of the inbox folder it lies in, at whatever depth."""

    path: Path
    source: str


def discover(inbox: Path) -> tuple[InboxFile, ...]:
    """Every file handed in, by source and path. Hidden files and READMEs are passed over.

    Raises ReadError for a folder that is no feed and no source, a file outside any folder, a link that leads
    out of the inbox.
    """
    if not inbox.is_dir():
        raise ReadError(f"{inbox}: there is no such folder. Make it, or name another with --inbox FOLDER.")
    known = (*feeds(), *SOURCES)
    found = []
    for entry in _entries(inbox, inbox.resolve()):
        if not entry.is_dir():
            raise ReadError(f"{entry}: lies outside any folder. Put it in the folder of its feed: {', '.join(known)}.")
        if entry.name not in known:
            raise ReadError(
                f"{entry}: no feed and no source is called '{entry.name}'; "
                f"the nearest is '{nearest(entry.name, known)}'. Known: {', '.join(known)}."
            )
        found += [InboxFile(path, entry.name) for path in _files(entry, inbox.resolve())]
    return tuple(found)


def _files(folder: Path, inbox: Path) -> Iterator[Path]:
    for entry in _entries(folder, inbox):
        if entry.is_dir():
            yield from _files(entry, inbox)
        else:
            yield entry


def _entries(folder: Path, inbox: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or entry.stem.upper() == "README":
            continue
        if entry.is_symlink() and (entry.is_dir() or not entry.resolve().is_relative_to(inbox)):
            raise ReadError(f"{entry}: is a link that leads elsewhere. Put the file itself into the inbox.")
        yield entry
