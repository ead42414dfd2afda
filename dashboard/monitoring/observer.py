"""Gives every request an id, counts it, and writes a line about it."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.environment import AUTH, DOWNLOAD, HEALTH, READY
from dashboard.monitoring.logs import request_id
from dashboard.monitoring.metrics import DOWNLOADS, REQUEST_SECONDS, REQUESTS

HEADER = "x-request-id"
FROM_A_PROXY = re.compile(r"[A-Za-z0-9-]{8,64}")  # anything else could forge a log line
KINDS = {DOWNLOAD: "download", HEALTH: "health", READY: "health", AUTH: "sign_in", "/static": "static"}
SERVER_FAULT = 500
log = logging.getLogger("utsyn.requests")


class Observer:
    """ASGI middleware, the outermost: what it lets through it also sees answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with an id, the proxy's where it gave one, and answer with it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_ids = given if FROM_A_PROXY.fullmatch(given) else secrets.token_hex(8)
        others = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER.encode()]
        scope = {**scope, "headers": [*others, (HEADER.encode(), request_ids.encode())]}  # a page reads it there
        token = request_id.set(request_ids)
        begun, status = time.perf_counter(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).setdefault(HEADER, request_ids)
            elif message["type"] == "websocket.accept":
                status = 101
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            status = SERVER_FAULT
            raise
        finally:
            _note(scope, status, time.perf_counter() - begun)
            request_id.reset(token)


def _note(scope: Scope, status: int, seconds: float) -> None:
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    kind = _kind(scope["type"], path)
    REQUESTS.labels(kind, str(status)).inc()
    if kind == "download":
        DOWNLOADS.labels(str(status)).inc()
    if scope["type"] == "http":  # a websocket lasts as long as its reader stays
        REQUEST_SECONDS.labels(kind).observe(seconds)
    event = {"kind": kind, "method": scope.get("method", "GET"), "status": status, "seconds": round(seconds, 4)}
    log.log(logging.ERROR if status >= SERVER_FAULT else logging.INFO, "request", extra={"event": event})


def _kind(scope_type: str, path: str) -> str:
    if scope_type == "websocket":
        return "websocket"
    if path == "/":
        return "page"
    return next((kind for prefix, kind in KINDS.items() if path.startswith(prefix)), "other")
