"""Which file exactly is asked for: a fixed address, or the links that a page holds today."""

import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.fetching.errors import FetchError
from pipelines.fetching.redirects import check_redirect
from pipelines.fetching.sources import Kind, Pages, RemoteFile, Source
from pipelines.fetching.web import Web

LARGEST_PAGE = 20_000_000  # bytes
UNFILLED = re.compile(r"\{(?:rors|nva)\}")  # what an address names of an institution
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # a name that leads nowhere else and that a build reads


@dataclass(frozen=True)
class Wanted:
    """One file: where it is, and what it is called and must be in the inbox."""

    source: str
    label: str
    url: str
    name: str
    kind: Kind
    limit: int
    body: dict[str, Any] | None = None
    request: str = ""
    unpack: str = ""
    checksum: str = ""
    pages: Pages | None = None


def wanted(source: Source, file: RemoteFile, web: Web) -> tuple[Wanted, ...]:
    """The files that a definition represents now. Raises FetchError where a page links to none."""
    if lacking := UNFILLED.search(file.url):
        raise FetchError(
            f"{source.name}: needs {lacking[0]} of the institution, which the configuration does not have."
        )
    if not file.link:
        return (_wanted(source, file, file.url, file.label),)
    page = html.unescape(web.patiently(lambda: _read(file.url, web)))
    urls: dict[str, str] = {}
    for link in re.finditer(file.link, page):
        url = urljoin(file.url, link[0])
        check_redirect(file.url, url)
        urls.setdefault(file.name.format(**link.groupdict()) or _last_part(url), url)
    if not urls:
        raise FetchError(f"{file.url}: no link on the page looks like `{file.link}`; the page may have changed.")
    return tuple(_wanted(source, file, url, name) for name, url in urls.items())


def _wanted(source: Source, file: RemoteFile, url: str, name: str) -> Wanted:
    if not PLAIN.fullmatch(name):
        raise FetchError(f"{url}: '{name}' is not a name for a file in the inbox. Give it one with `name`.")
    where = (source.name, file.label, url, name, source.kind, source.limit)
    return Wanted(*where, file.body, file.request, file.unpack, file.checksum, file.pages)


def _last_part(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).name


def _read(url: str, web: Web) -> str:
    content = bytearray()
    with web.open(url, {}) as response:
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > LARGEST_PAGE:
                raise FetchError(f"{url}: is larger than any page of links.")
    return content.decode("utf-8", "replace")
