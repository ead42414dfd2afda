"""Which files of an inbox are real and which are synthetic, as its `origin.toml` says; without one, all are real."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from models.origin import FileOrigin
from pipelines.reading.read_error import ReadError

ORIGIN_FILE = "origin.toml"
KNOWN: tuple[FileOrigin, ...] = get_args(FileOrigin)


@dataclass(frozen=True)
class Origins:
    """`paths` maps a file or folder, relative to the inbox, to its origin; `default` is that of all others."""

    default: FileOrigin = "real"
    paths: Mapping[str, FileOrigin] = field(default_factory=dict)

    def of(self, path: str) -> FileOrigin:
        """The origin of a file (path relative to the inbox): of the nearest of it and its folders that is named."""
        here = PurePosixPath(path)
        named = (self.paths[place] for place in map(str, (here, *here.parents)) if place in self.paths)
        return next(named, self.default)


def read_origins(inbox: Path) -> Origins:
    """Read `origin.toml` at the top of the inbox. Raises ReadError with all that is wrong with it."""
    file = inbox / ORIGIN_FILE
    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Origins()
    except OSError as error:
        raise ReadError(f"{file}: cannot be read ({error.strerror}). Fix the file's permissions.") from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise ReadError(f"{file}: is not valid TOML ({error}).") from error
    if problems := list(_problems(declared, inbox)):
        raise ReadError("\n".join(f"{file}: {problem}" for problem in problems))
    return Origins(**declared)


def write_origins(inbox: Path, paths: Mapping[str, FileOrigin]) -> None:
    """Write `origin.toml`, which names the origin of each of the paths."""
    lines = [f'"{path}" = "{origin}"' for path, origin in sorted(paths.items())]
    head = "# Where the files of this inbox come from: real or synthetic. Files that are not named are real."
    (inbox / ORIGIN_FILE).write_text("\n".join((head, "[paths]", *lines, "")), encoding="utf-8")


def _problems(declared: Mapping[str, Any], inbox: Path) -> Iterator[str]:
    known_names = " or ".join(f'"{origin}"' for origin in KNOWN)
    for key in declared.keys() - {"default", "paths"}:
        yield f"unknown key '{key}'; write default = {known_names}, and a table [paths]."
    if declared.get("default", "real") not in KNOWN:
        yield f"default is {declared['default']!r}; write {known_names}."
    paths = declared.get("paths", {})
    if not isinstance(paths, dict):
        yield f'paths is {paths!r}; make a table [paths] with lines such as stays = "synthetic".'
        return
    for path, origin in paths.items():
        if origin not in KNOWN:
            yield f"the origin of '{path}' is {origin!r}; write {known_names}."
        if not (inbox / path).exists():
            yield f"'{path}' is neither a file nor a folder of the inbox. Fix its name, or remove the line."
