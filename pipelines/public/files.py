"""Public files of a folder, into the inbox: known by their names, and only where they say whose figures they are."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data_contracts.yaml_text import parse_yaml

DEFINITIONS = Path(__file__).with_name("files.yaml")
WHOSE = "Institusjonskode"


@dataclass(frozen=True)
class Taken:
    """A file of the folder: the source it belongs to, and why it was left out (None: it was taken)."""

    source: str
    path: Path
    left_out: str | None = None


def take(folder: Path, inbox: Path) -> tuple[Taken, ...]:
    """Copy the public files of a folder into the inbox, with their dates; those of an earlier run are replaced.

    Raises OSError.
    """
    taken = tuple(known_files(folder))
    for one in taken:
        if one.left_out is None:
            (inbox / one.source).mkdir(parents=True, exist_ok=True)
            shutil.copy2(one.path, inbox / one.source / one.path.name)
    return taken


def known_files(folder: Path) -> Iterator[Taken]:
    """The public files below a folder, by source and path."""
    for source in _definitions():
        paths = {path for pattern in names_of(source) for path in folder.rglob(pattern) if path.is_file()}
        for path in sorted(paths):
            yield Taken(source, path, _names_nobody(path) if source == "dbh" else None)


def names_of(source: str) -> tuple[str, ...]:
    """The patterns of a source's files; none for one that is not public."""
    return tuple(_definitions().get(source, {}).get("names", ()))


def tried_on(source: str) -> str:
    """`real` where reading the source was tried on its publisher's own files, else `local_server`."""
    return str(_definitions()[source]["tried"]) if source in _definitions() else "local_server"


def _names_nobody(path: Path) -> str | None:
    """Why an answer of DBH is left out: it does not say whose figures they are. A request is never left out."""
    request = path.with_name(path.name.replace("table_", "request_", 1))
    if path.name.startswith("request_") or request.is_file():
        return None
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # the build says what is wrong with it
        return None
    named = isinstance(rows, list) and all(WHOSE in row for row in rows[1:] if isinstance(row, dict))
    return None if named else f"names no institution ({WHOSE}), and no {request.name} beside it does"


@cache
def _definitions() -> Mapping[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = parse_yaml(DEFINITIONS.read_text(encoding="utf-8"))
    return read
