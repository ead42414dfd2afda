"""Streamlit's page as a browser first gets it, which names what it will need: our style, our script, and the parts of
Streamlit that draw them. Otherwise a browser learns of these only when the first piece of a page has come.
"""

from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import Address
from dashboard.pages.parts.script import script_address, style_address
from dashboard.streamlit_marks import DRAWS_CHARTS, DRAWS_MARKUP, scripts_of

OF_CHARTS = ("goal", "indicator", "topic")  # pages that begin with one, or soon have one
CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
OF_A_FILE = ("etag", "last-modified", "accept-ranges", "content-encoding")


class Shell:
    """ASGI middleware that adds to the page at `/`. The style comes last, after Streamlit's own, which it overrules."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page is answered whole, as it is another one than Streamlit's file."""
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or scope["method"] != "GET" or path not in ("", "/"):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in CONDITIONS]
        start: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            if start["status"] == 200 and _is_html(start):  # noqa: PLR2004
                query = scope["query_string"].decode("ascii", "replace")
                body = _named(body, has_charts=Address.parse(f"?{query}").page in OF_CHARTS)
                changed = MutableHeaders(scope=start)
                changed["content-length"] = str(len(body))
                for name in OF_A_FILE:
                    del changed[name]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app({**scope, "headers": headers}, receive, answer)


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")


@lru_cache(2)
def _named(page: bytes, *, has_charts: bool) -> bytes:
    """The page with what it does not name itself."""
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
