"""Streamlit's page as a browser first gets it, which names what it will need: our style, our script, and the parts of
Streamlit that draw them. Otherwise a browser learns of these only when the first piece of a page has come. The landing
page has its markup in it, to be read before Streamlit has started.
"""

from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import Address
from dashboard.pages.parts.script import script_address, style_address
from dashboard.streamlit_marks import DRAWS_CHARTS, DRAWS_MARKUP, ENTRY, FONT, FONT_FAMILY, LANGUAGE, scripts_of

OF_CHARTS = ("goal", "indicator", "topic")  # pages that begin with one, or soon have one
CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
OF_A_FILE = ("etag", "last-modified", "accept-ranges", "content-encoding")
SMALLEST = 500  # bytes that are worth compressing


class Shell:
    """ASGI middleware that adds to the page at `/`, and compresses it for browsers that take it so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed = GZipMiddleware(self._page, minimum_size=SMALLEST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page is answered whole, as it is another one than Streamlit's file."""
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        is_page = scope["type"] == "http" and scope["method"] == "GET" and path in ("", "/")
        await (self._compressed if is_page else self._app)(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in CONDITIONS]
        start: Message = {}
        body = b""

        async def gathered(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")

        await self._app({**scope, "headers": headers}, receive, gathered)
        if start["status"] == 200 and _is_html(start):  # noqa: PLR2004
            query = scope["query_string"].decode("ascii", "replace")
            body = _named(body, has_charts=Address.parse(f"?{query}").page in OF_CHARTS)
            changed = MutableHeaders(scope=start)
            body = await run_in_threadpool(_with_first_view, body, query, changed)
            changed["content-length"] = str(len(body))
            for name in OF_A_FILE:
                del changed[name]
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


@lru_cache(2)
def _named(page: bytes, *, has_charts: bool) -> bytes:
    """The page with what it does not name itself. The style comes last, after Streamlit's own, which it overrules."""
    components = (DRAWS_MARKUP, DRAWS_CHARTS) if has_charts else (DRAWS_MARKUP,)
    scripts = dict.fromkeys(f"static/js/{name}" for component in components for name in scripts_of(component))
    links = [f'<link rel="preload" as="style" href="./{style_address()}">']
    links += [
        f'<link rel="modulepreload" crossorigin href="./{one}">'
        for one in (script_address(), *scripts)
        if one.encode() not in page
    ]
    style = f'<link rel="stylesheet" href="./{style_address()}">'
    page = page.replace(b"</head>", f"{''.join(links)}</head>".encode(), 1)
    return page.replace(b"</body>", f"{style}</body>".encode(), 1)


def _with_first_view(page: bytes, query: str, headers: MutableHeaders) -> bytes:
    """The page with the landing page in it, which is this reader's alone; any other page as it is."""
    from dashboard.first_view import first_view, theme_script  # the server answers before it has imported the pages

    view = first_view(query)
    if view is None:
        return page
    headers["cache-control"] = "private, no-store"
    head = f"<script>{theme_script()}</script>{_font(page)}</head>"
    page = page.replace(b"</head>", head.encode(), 1)
    page = LANGUAGE.sub(f'<html lang="{view.language}"'.encode(), page, count=1)
    page, start = _started_later(page)
    return page.replace(b"</body>", f"{view.html}{start}</body>".encode(), 1)


def _started_later(page: bytes) -> tuple[bytes, str]:
    """The page without Streamlit's start, and a script that starts it once the browser has shown what is there."""
    script = ENTRY.search(page)
    if script is None:
        return page, ""
    entry = script[1].decode()
    page = page.replace(script[0], f'<link rel="modulepreload" crossorigin href="{entry}">'.encode(), 1)
    after_paint = "document.hidden ? start() : requestAnimationFrame(() => setTimeout(start));"
    return page, f'<script>{{ const start = () => import("{entry}"); {after_paint} }}</script>'


def _font(page: bytes) -> str:
    """Streamlit's own font of text, which its script would name later: letters would be set anew, in other places."""
    font = FONT.search(page)
    if font is None:
        return ""
    source = f"url({font[1].decode()}) format('woff2')"
    return f"<style>@font-face{{font-family:'{FONT_FAMILY}';src:{source};font-weight:200 900}}</style>"
