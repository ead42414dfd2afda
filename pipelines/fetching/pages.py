"""An interface that answers in pages: one after the other, as lines of JSON, and on from where the last run ended."""

import json
import os
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.durable import write_atomically
from pipelines.fetching.errors import FetchError, PassingError
from pipelines.fetching.part import Part
from pipelines.fetching.redirects import check_redirect
from pipelines.fetching.sources import Pages
from pipelines.fetching.transfer import Report, too_large
from pipelines.fetching.wanted import Wanted
from pipelines.fetching.web import Web

LARGEST_PAGE = 200_000_000  # bytes


@dataclass(frozen=True)
class _Progress:
    """What has come: bytes of whole pages, and the address of the next one; empty after the last."""

    url: str
    next: str
    bytes: int


def transfer_pages(wanted: Wanted, pages: Pages, part: Part, web: Web, report: Report) -> None:
    """Bring the pages that are left, a result to a line. What has come stays where one cannot be had.

    Raises FetchError, and OSError where it cannot be written.
    """
    progress, visited = _begun(wanted, part), set[str]()
    with part.path.open("ab") as file:
        file.truncate(progress.bytes)  # of a page that was being written when the machine stopped
        while progress.next:
            address = progress.next
            if address in visited:
                raise FetchError(f"{address}: the pages lead back to this one; the interface may have changed.")
            visited.add(address)
            page = web.patiently(partial(_page, address, pages, wanted, web))
            results = _of(page, pages.results, address)
            file.write(b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in results))
            file.flush()
            os.fsync(file.fileno())
            if file.tell() > wanted.limit:
                raise too_large(wanted)
            progress = _Progress(wanted.url, _next(page, pages, wanted.url) if results else "", file.tell())
            write_atomically(_state(part), json.dumps(asdict(progress)))
            report(wanted.name, progress.bytes, None)
            if progress.next:
                web.pause(pages.pause)


def _begun(wanted: Wanted, part: Part) -> _Progress:
    """Where the last run ended, if it asked for the same and its lines are there; else the beginning."""
    try:
        progress = _Progress(**json.loads(_state(part).read_text(encoding="utf-8")))
        if progress.url == wanted.url and part.path.stat().st_size >= progress.bytes and progress.next:
            return progress
    except (OSError, ValueError, TypeError):
        pass
    part.discard()
    return _Progress(wanted.url, wanted.url, 0)


def _state(part: Part) -> Path:
    return part.path.with_name(f"{part.path.name}.json")


def _page(address: str, pages: Pages, wanted: Wanted, web: Web) -> dict[str, Any]:
    key = os.environ.get(pages.key_from, "") if pages.key_from else ""
    url = _with(address, pages.key_parameter, key) if key else address
    content = bytearray()
    try:
        with web.open(url, {"Accept": "application/json"}) as response:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > LARGEST_PAGE:
                    raise FetchError(f"{wanted.url}: a page is larger than any page should be.")
    except PassingError as error:
        raise PassingError(_without(str(error), key), error.wait) from None
    except FetchError as error:
        raise FetchError(_without(str(error), key)) from None
    try:
        page = json.loads(content)
    except ValueError as error:
        raise FetchError(f"{address}: is not a page of JSON ({error}).") from error
    if not isinstance(page, dict):
        raise FetchError(f"{address}: is not a page of results.")
    return page


def _of(page: dict[str, Any], name: str, address: str) -> list[Any]:
    results = page.get(name)
    if not isinstance(results, list):
        raise FetchError(f"{address}: has no list of {name}; the interface may have changed.")
    return results


def _next(page: dict[str, Any], pages: Pages, url: str) -> str:
    """The address of the next page: as the page gives it, or the first one with the page's cursor in it."""
    given: Any = page
    for name in pages.next.split("."):
        given = given.get(name) if isinstance(given, dict) else None
    if not given:
        return ""
    if pages.cursor:
        return _with(url, pages.cursor, str(given))
    check_redirect(url, str(given))
    return str(given)


def _with(address: str, parameter: str, value: str) -> str:
    parts = urlsplit(address)
    query = [(name, old) for name, old in parse_qsl(parts.query, keep_blank_values=True) if name != parameter]
    return urlunsplit(parts._replace(query=urlencode([*query, (parameter, value)], safe=":,|*/")))


def _without(text: str, key: str) -> str:
    return text.replace(key, "…") if key else text
