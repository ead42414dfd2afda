"""Whether what came is what was asked for, regardless of what the server calls it: by its first bytes and its form."""

import hashlib
import html
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from pipelines.fetching.errors import FetchError
from pipelines.fetching.sources import Kind

BEGINNING = 65_536  # bytes looked at where the whole is too long
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def check_content(path: Path, kind: Kind, url: str) -> None:
    """Raises FetchError for an empty file, a web page, or a file that is not whole or not of the kind."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if not beginning and kind != "jsonl":  # a year may have no results yet
        raise FetchError(f"{url}: is empty.")
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        title = TITLE.search(text.decode("utf-8", "replace"))
        named = f" ('{html.unescape(title[1]).strip()}')" if title else ""
        raise FetchError(f"{url}: is a web page{named}, not the {kind} file that was expected.")
    if problem := CHECKS[kind](path, text):
        raise FetchError(f"{url}: {problem}.")


def check_sum(path: Path, checksum: str, url: str) -> None:
    """Raises FetchError unless the file has the checksum (`sha256:…`, `md5:…`), where there is one."""
    method, _, expected = checksum.partition(":")
    if checksum and digest(path, method) != expected:
        raise FetchError(f"{url}: does not have the {method} checksum it should have; it has been changed or damaged.")


def digest(path: Path, method: str = "sha256") -> str:
    """The checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, method).hexdigest()


def _zip(path: Path, _beginning: bytes, member: str = "") -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        return f"is not a complete zip file ({error})"
    return "" if names and (not member or member in names) else "is a zip file without what should be in it"


def _xlsx(path: Path, beginning: bytes) -> str:
    return _zip(path, beginning, "[Content_Types].xml")


def _csv(_path: Path, beginning: bytes) -> str:
    if b"\0" in beginning:
        return "is not text, and so not a csv file"
    heading = beginning.partition(b"\n")[0]
    if beginning[:1] in b"{[" or not any(separator in heading for separator in (b",", b";", b"\t")):
        return f"does not begin with a line of headings: '{heading[:60].decode('utf-8', 'replace').strip()}'"
    return ""


def _dbh(path: Path, _beginning: bytes) -> str:
    """An answer of DBH: a whole json list that begins with a status, and the status is good."""
    try:
        answer = json.loads(path.read_bytes())
        status = answer[0]["status"]
        code, message = status["returkode"], status.get("melding")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "is not a complete answer of DBH, a json list that begins with a status"
    return "" if str(code) == "0" else f"DBH refused the request: {message} (returkode {code})"


def _jsonl(_path: Path, beginning: bytes) -> str:
    return "" if beginning[:1] in (b"", b"{") else "does not begin with a line of JSON"


CHECKS: dict[Kind, Callable[[Path, bytes], str]] = {
    "zip": _zip,
    "xlsx": _xlsx,
    "csv": _csv,
    "dbh": _dbh,
    "jsonl": _jsonl,
}
