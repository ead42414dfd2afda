"""Results on disk, shared by all processes that serve a warehouse.

`cache/<build>/` holds a file for each. Its first line is the SHA-256 of the rest, its second the key: which function,
which definitions, whose rights, which question. A file that is damaged, or another's, is as if it were not there. They
may be removed at any time; without room, or without the right to write, results are computed as if there were no cache.
"""

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pipelines.durable import DRAFT

MOST_BYTES = 200_000_000  # of a build
LEFT_OVER = 0.8  # of these, once there are more
SUFFIX = ".json"
LOOKS = 50  # a folder is measured once in so many parts of what it may hold
log = logging.getLogger("utsyn.cache")


class SharedResults:
    """The results of one build; those used last stay within `most_bytes`."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most, self._unmeasured = folder, most_bytes, most_bytes

    def read(self, key: str) -> bytes | None:
        """The result of a key; None where there is none that is sound."""
        entry = _entry(self._path(key))
        if entry is None or entry[0] != key:
            return None
        with suppress(OSError):
            os.utime(self._path(key))  # what is read stays longest
        return entry[1]

    def last(self, most: int) -> Iterator[tuple[str, bytes]]:
        """The keys and results of the files used last."""
        for _, _, path in sorted(self._files(), reverse=True)[:most]:
            if path.suffix == SUFFIX and (entry := _entry(path)) is not None:
                yield entry

    def write(self, key: str, result: bytes) -> None:
        """Keep a result: others find the whole of it, or nothing."""
        rest = key.encode() + b"\n" + result
        draft = self._folder / f"{DRAFT}{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(sha256(rest).hexdigest().encode() + b"\n" + rest)
            draft.replace(self._path(key))
        except OSError as error:
            log.warning("a result cannot be kept in the cache", extra={"event": {"errno": error.errno}})
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return
        self._unmeasured += len(rest)
        if self._unmeasured > self._most / LOOKS:
            self._unmeasured = 0
            self._shrink()

    def _path(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode()).hexdigest()}{SUFFIX}"

    def _shrink(self) -> None:
        """Remove the files used longest ago where all are too many; another process may do so at the same time."""
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        if total <= self._most:
            return
        for _, size, path in files:
            if total <= LEFT_OVER * self._most:
                return
            with suppress(OSError):
                path.unlink()
            total -= size

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    state = entry.stat()
                    yield state.st_mtime, state.st_size, Path(entry.path)


def _entry(path: Path) -> tuple[str, bytes] | None:
    """The key and the result in a file; None where it is missing or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    checksum, _, rest = content.partition(b"\n")
    if checksum != sha256(rest).hexdigest().encode():
        log.warning("a damaged file of the cache is passed over")
        return None
    key, _, result = rest.partition(b"\n")
    return key.decode(), result
