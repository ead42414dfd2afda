"""`search?q=…`: what matches, as JSON, for the field that opens on every page; with the rights of whoever asks."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.address import Address
from dashboard.builds import BuildUnreadable, chosen_build
from dashboard.pages.parts.frame import language_of
from dashboard.pages.search.index import index
from dashboard.text import text

MOST = 20
LONGEST = 80  # letters; nobody searches for more
FRESH = {"cache-control": "private, no-store"}


def search(request: Request) -> Response:
    """`{"matches": [{"kind", "name", "note", "href"}], "says": how many there are, in words}`."""
    parameters = dict(request.query_params)
    address = Address.read(parameters)
    language = language_of(address)
    typed = parameters.get("q", "")[:LONGEST]
    try:
        build = chosen_build(address.build)
        matches = index(build, language, address.lang).matches(typed, MOST) if build else []
    except BuildUnreadable:
        matches = []
    key = "search.none" if not matches else "search.most" if len(matches) == MOST else "search.count"
    rows = [{"kind": each.kind, "name": each.name, "note": each.note, "href": each.href} for each in matches]
    return JSONResponse({"matches": rows, "says": text(key, language, n=len(rows))}, headers=FRESH)
