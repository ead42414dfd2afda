"""Files of JSON, one object to a line, packed or not."""

import gzip
import json
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pipelines.reading.readers import ReadError

LONGEST = 200_000_000  # characters of a line; a work of 3,000 authors has some millions


def read_json_lines(path: Path, needed: Collection[str]) -> Iterator[dict[str, Any]]:
    """Each object of a file in its order, with the keys that are needed. Raises ReadError, which names the line."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix.lower() == ".gz"
            else path.open(encoding="utf-8") as file
        ):
            for number, line in enumerate(iter(lambda: file.readline(LONGEST), ""), start=1):
                if line.strip():
                    yield _object(line, number, needed, path)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ReadError(f"{path}: is not a complete gzip file ({error}). Fetch it again.") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}).") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def _object(line: str, number: int, needed: Collection[str], path: Path) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(f"{path}: line {number} is not whole JSON ({error}). Fetch the file again.") from error
    if not isinstance(read, dict) or (missing := [name for name in needed if name not in read]):
        lacks = "is not an object" if not isinstance(read, dict) else f"lacks {', '.join(missing)}"
        raise ReadError(f"{path}: line {number} {lacks}; expected one object a line, as the register gives them.")
    return read
