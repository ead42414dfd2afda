"""The script behind our markup: fetched once by a browser, not sent with each piece of a page."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dashboard.environment import SCRIPT
from dashboard.streamlit_marks import with_marks

SCRIPTS = ("theme.js", "streamlit_chrome.js", "picture.js", "search.js", "linked.js")
YEAR = 365 * 24 * 3600


def loader() -> str:
    """What each piece of markup carries: it fetches the script with the first, and hands the piece to it."""
    address = f"{SCRIPT.lstrip('/')}?v={sha256(_script()).hexdigest()[:12]}"
    return f"""
    export default (component) => {{
      window.utsynScript ??= import(new URL("{address}", document.baseURI));
      window.utsynScript.then((script) => script.default(component));
    }}
    """


def script(request: Request) -> Response:  # noqa: ARG001  # the same for everybody
    """The script; its address changes with it, so that a browser may keep it."""
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(_script(), media_type="text/javascript", headers=headers)


@cache
def _script() -> bytes:
    folder = Path(__file__).parent
    return with_marks("".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)).encode()
