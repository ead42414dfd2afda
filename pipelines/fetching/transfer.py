"""One attempt to bring a file: from where the last one ended, if it is still the same file."""

import re
import shutil
import time
from collections.abc import Callable
from http import HTTPStatus

import httpx

from pipelines.fetching.errors import FetchError, PassingError
from pipelines.fetching.part import Begun, Part, Version
from pipelines.fetching.wanted import Wanted
from pipelines.fetching.web import Web

Report = Callable[[str, int, int | None], None]  # name, bytes so far, bytes in all where known
CONTENT_RANGE = re.compile(r"^bytes (\d+)-\d+/(\d+|\*)$")
PACKED = ("gzip", "deflate")


def transfer(wanted: Wanted, part: Part, held: Version | None, web: Web, report: Report) -> bool:
    """Bring the part to its end. False where the server says that the content `held` is still the current one.

    Raises PassingError where another attempt may help (what has come stays, if it can be gone on with), FetchError
    where none can, OSError where it cannot be written.
    """
    begun = part.begun(wanted.url)
    with web.open(wanted.url, _conditions(begun, held), wanted.body) as response:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            if begun or not held:
                raise FetchError(f"{wanted.url}: the server says 'not modified' of a file we do not have.")
            return False
        begun, total = _agree(response, begun, wanted, part)
        already = begun.received if begun else 0
        _check_size(total, already, wanted, part)
        _write(response, already, total, wanted, part, report, web.patience.whole)
        come = already + response.num_bytes_downloaded
        if total is not None and come != total:
            raise PassingError(f"{wanted.url}: {come} of {total} bytes came.")
    return True


def version_of(response: httpx.Response) -> Version:
    """What the answer says about its content."""
    return Version(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))


def _conditions(begun: Begun | None, held: Version | None) -> dict[str, str]:
    if begun:
        return {"Range": f"bytes={begun.received}-", "If-Range": begun.version.exact}
    headers = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified} if held else {}
    return {header: value for header, value in headers.items() if value}


def _agree(
    response: httpx.Response, begun: Begun | None, wanted: Wanted, part: Part
) -> tuple[Begun | None, int | None]:
    """Whether the answer goes on with the part (else the part begins anew), and the bytes of the whole."""
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", *PACKED):
        raise FetchError(f"{wanted.url}: the content is packed as '{encoding}', which was not asked for.")
    if response.status_code == HTTPStatus.OK:
        total = _length(response)
        as_sent = encoding == "identity" and wanted.body is None
        part.begin(wanted.url, version_of(response), total, can_go_on=as_sent)
        return None, total
    match = CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
    total = int(match[2]) if match and match[2] != "*" else None
    now = version_of(response)
    if (
        begun is None
        or not match
        or encoding != "identity"
        or int(match[1]) != begun.received
        or total != begun.total
        or (now.exact and now.exact != begun.version.exact)
    ):
        part.discard()
        raise PassingError(f"{wanted.url}: what is left does not fit what has come; it is fetched anew.")
    part.version = begun.version
    return begun, total


def _length(response: httpx.Response) -> int | None:
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdigit() else None


def _check_size(total: int | None, already: int, wanted: Wanted, part: Part) -> None:
    if total is None:
        return
    if total > wanted.limit:
        part.discard()
        raise too_large(wanted)
    free = shutil.disk_usage(part.path.parent).free
    if total - already > free:
        raise FetchError(
            f"{part.path.parent}: {_megabytes(total - already)} are still to come and {_megabytes(free)} are free. "
            "Make room, then fetch again; what has come is kept."
        )


def _write(  # noqa: PLR0917
    response: httpx.Response, already: int, total: int | None, wanted: Wanted, part: Part, report: Report, whole: float
) -> None:
    received, until = already, time.monotonic() + whole
    with part.path.open("ab" if already else "wb") as file:
        for chunk in response.iter_bytes():
            received += len(chunk)
            if received > wanted.limit:
                break
            file.write(chunk)
            report(wanted.name, received, total)
            if time.monotonic() > until:
                raise FetchError(f"{wanted.url}: is too slow, {_megabytes(received)} came. Fetch again to go on.")
    if received > wanted.limit:
        part.discard()
        raise too_large(wanted)


def too_large(wanted: Wanted) -> FetchError:
    """What is said of a file that has more bytes than its source allows."""
    return FetchError(
        f"{wanted.url}: is larger than the {_megabytes(wanted.limit)} it may have. If that is right, raise limit_mb "
        f"in utsyn.toml, [sources.{wanted.source}]."
    )


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
