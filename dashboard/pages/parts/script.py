"""The script behind our markup and the style of all pages: fetched once by a browser, not sent with every page."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dashboard.environment import SCRIPT, STYLE
from dashboard.streamlit_marks import with_marks
from dashboard.theme.tokens import style_rules

SCRIPTS = ("theme.js", "streamlit_chrome.js", "picture.js", "search.js", "linked.js")
SHEETS = ("style.css", "parts.css", "lists.css")
YEAR = 365 * 24 * 3600
HERE = Path(__file__).parent
THEME = HERE.parent.parent / "theme"


def loader() -> str:
    """What each piece of markup carries: it fetches the script with the first, and hands the piece to it."""
    return f"""
    export default (component) => {{
      window.utsynScript ??= import(new URL("{script_address()}", document.baseURI));
      window.utsynScript.then((script) => script.default(component));
    }}
    """


def script_address() -> str:
    """Where the script is, from the page; another whenever it changes, so that a browser may keep it."""
    return _address(SCRIPT, _script())


def style_address() -> str:
    """Where the style is."""
    return _address(STYLE, _style())


def script(request: Request) -> Response:  # noqa: ARG001  # the same for everybody
    """The script."""
    return _kept(_script(), "text/javascript")


def style(request: Request) -> Response:  # noqa: ARG001  # the same for everybody
    """The style."""
    return _kept(_style(), "text/css")


def _address(path: str, content: bytes) -> str:
    return f"{path.lstrip('/')}?v={sha256(content).hexdigest()[:12]}"


def _kept(content: bytes, media_type: str) -> Response:
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(content, media_type=media_type, headers=headers)


@cache
def _script() -> bytes:
    return with_marks("".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)).encode()


@cache
def _style() -> bytes:
    sheets = "".join((THEME / name).read_text(encoding="utf-8") for name in SHEETS)
    return f"{style_rules()}{with_marks(sheets)}".encode()
