"""What is in the inbox: one folder per feed or outside source, one or many files in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data_contracts.contract import feeds
from models.origin import FileOrigin
from pipelines.nearest import nearest
from pipelines.reading.origins import ORIGIN_FILE, read_origins
from pipelines.reading.read_error import ReadError, shown
from pipelines.sources import SOURCES


@dataclass(frozen=True)
class InboxFile:
    """A file to build from. `source` is the name of the inbox folder it is in, at any depth.

    `inbox` is the folder that its path is relative to, where that is not the inbox itself.
    """

    path: Path
    source: str
    origin: FileOrigin = "real"
    inbox: Path | None = None


def discover(inbox: Path) -> tuple[InboxFile, ...]:
    """Every submitted file, by source and path. Hidden files and READMEs are passed over.

    Raises ReadError, with all that is wrong: folders that are neither feed nor source, files outside any folder,
    links that lead out of the inbox, folders that cannot be read, an `origin.toml` that says what it cannot mean.
    """
    if not inbox.is_dir():
        raise ReadError(f"{inbox}: there is no such folder. Make it, or name another with --inbox FOLDER.")
    known_folders = (*feeds(), *SOURCES)
    origins = read_origins(inbox)
    problems: list[str] = []
    files = []
    for entry in _entries(inbox, inbox.resolve(), problems):
        if entry.name == ORIGIN_FILE:
            continue
        if not entry.is_dir():
            problems.append(f"{entry}: is outside any folder. Put it in the folder of its feed.")
        elif entry.name not in known_folders:
            problems.append(
                f"{entry}: no feed and no source is called '{entry.name}'; "
                f"the nearest is '{nearest(entry.name, known_folders)}'."
            )
        else:
            files += [
                InboxFile(path, entry.name, origins.of(path.relative_to(inbox).as_posix()))
                for path in _files(entry, inbox.resolve(), problems)
            ]
    if problems:
        raise ReadError("\n".join((*problems, f"Known folders: {', '.join(known_folders)}.")))
    return tuple(files)


def _files(folder: Path, inbox: Path, problems: list[str]) -> Iterator[Path]:
    for entry in _entries(folder, inbox, problems):
        if entry.is_dir():
            yield from _files(entry, inbox, problems)
        else:
            yield entry


def _entries(folder: Path, inbox: Path, problems: list[str]) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        problems.append(f"{folder}: cannot be read ({error.strerror}). Fix the folder's permissions.")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.stem.upper() == "README":
            continue
        if shown(entry.name) != entry.name:
            problems.append(f"{entry}: the name has characters that nobody can see or write. Rename it.")
        elif entry.is_symlink() and _leads_elsewhere(entry, inbox):
            problems.append(f"{entry}: is a link that leads elsewhere. Put the file itself into the inbox.")
        elif not entry.is_file() and not entry.is_dir():
            problems.append(f"{entry}: is a device, a pipe or a socket, no file. Remove it from the inbox.")
        else:
            yield entry


def _leads_elsewhere(link: Path, inbox: Path) -> bool:
    """A link out of the inbox, to a folder or to itself; one to a file of the inbox is a file of its own."""
    try:
        return link.is_dir() or not link.resolve(strict=True).is_relative_to(inbox)
    except (OSError, RuntimeError):
        return True
