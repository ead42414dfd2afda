"""What every request meets first: allowed hosts and origins, who it is, a limit on downloads, and security headers."""

import ipaddress
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.current import SEEN_AT, of_request, person_of
from dashboard.access.person import Person
from dashboard.access.preview import SEEN_AS, previewing
from dashboard.environment import AUTH, DOWNLOAD, SEARCH, SIGN_IN
from models.access import Access
from models.question import Viewer

CLOSED = ("/_stcore/metrics",)
MINUTE = 60.0
MISSING = b"Not found"
LOOPBACK = ("127.0.0.1", "::1")
# Streamlit's own page has inline styles and scripts and loads components as blobs; nothing comes from elsewhere. A form
# may lead to the sign-in provider, where signing out ends.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self' {provider}; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


@dataclass
class Limit:
    """So many requests a minute for each client."""

    per_minute: int
    _times: dict[str, deque[float]] = field(default_factory=dict)

    def allows(self, client: str) -> bool:
        """Whether one more may pass now, which then counts."""
        now = time.monotonic()
        for name in [name for name, times in self._times.items() if times[-1] < now - MINUTE]:
            del self._times[name]
        times = self._times.setdefault(client, deque())
        while times and times[0] < now - MINUTE:
            times.popleft()
        if len(times) >= self.per_minute:
            return False
        times.append(now)
        return True


class Guard:
    """ASGI middleware around the whole server. `hosts` are the names it may be called by, without a port."""

    is_in_place: ClassVar[bool] = False  # of this process; no page is drawn without

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        warehouse: Path,
        viewer: Viewer,
        hosts: frozenset[str],
        downloads_per_minute: int,
    ) -> None:
        self._app, self._access, self._warehouse, self._viewer, self._hosts = app, access, warehouse, viewer, hosts
        self._downloads = Limit(downloads_per_minute)
        provider = urlsplit(access.oidc.issuer) if access.oidc else None
        policy = POLICY.format(provider=f"{provider.scheme}://{provider.netloc}" if provider else "")
        self._headers = {**HEADERS, "content-security-policy": policy}
        Guard.is_in_place = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with what is wrong with it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": self._without_forged(scope)}
        headers = Headers(scope=scope)
        person = previewing(self._person(headers), _parameter(scope, SEEN_AS))
        refusal = self._refusal(scope, headers, person)
        answer = self._with_headers(send)
        if refusal is not None:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refusal(scope, receive, answer)
            return
        token = of_request.set(person)
        try:
            await self._app(scope, receive, _found(scope, answer) if scope["type"] == "http" else send)
        finally:
            of_request.reset(token)

    def _with_headers(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return answer

    def _refusal(self, scope: Scope, headers: Headers, person: Person) -> ASGIApp | None:
        if _host(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This server does not answer by that name.", 421)
        origin = headers.get("origin")
        is_state_changing = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if is_state_changing and (origin is None or _host(urlsplit(origin).netloc) not in self._hosts):
            return PlainTextResponse("This request comes from another site.", 403)
        path = _path(scope)
        if path in CLOSED:
            return PlainTextResponse("Not found", 404)
        if path in (DOWNLOAD, SEARCH):
            return _data_refusal(headers, person) or (
                self._limited(scope, headers, person) if path == DOWNLOAD else None
            )
        if person.needs_sign_in and scope["type"] == "http" and path == "/":
            query = scope["query_string"].decode("ascii", "replace")
            return RedirectResponse(sign_in_address(scope.get("root_path", ""), query), 303)
        return None

    def _limited(self, scope: Scope, headers: Headers, person: Person) -> ASGIApp | None:
        client = person.who or self._client(scope, headers)
        if not self._downloads.allows(client):
            return PlainTextResponse("Too many downloads in a minute. Wait a little.", 429, {"retry-after": "60"})
        return None

    def _person(self, headers: Headers) -> Person:
        if self._access.sign_in == "none":
            return Person(self._viewer)
        return person_of(headers, _cookies(headers), self._access, self._warehouse)

    def _without_forged(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """The request's headers; what only the proxy may say is dropped where another says it."""
        set_here = {SEEN_AT.encode()}
        proxy = self._access.proxy
        if proxy is not None and not self._is_proxy(scope):
            set_here |= {name.lower().encode() for name in (proxy.user_header, proxy.name_header, proxy.groups_header)}
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in set_here]
        return [*kept, (SEEN_AT.encode(), str(time.time()).encode())]

    def _client(self, scope: Scope, headers: Headers) -> str:
        """The address that a request is counted by; a proxy on this machine, or the trusted one, says whose it is."""
        address = str((scope.get("client") or ("",))[0])
        forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return forwarded if forwarded and (address in LOOPBACK or self._is_proxy(scope)) else address

    def _is_proxy(self, scope: Scope) -> bool:
        proxy, client = self._access.proxy, scope.get("client")
        if self._access.sign_in != "proxy" or proxy is None or client is None:
            return False
        address = ipaddress.ip_address(client[0])
        return any(address in network for network in proxy.addresses)


def _data_refusal(headers: Headers, person: Person) -> ASGIApp | None:
    """What is answered to another site, and to whoever has to sign in first."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("This request comes from another site.", 403)
    return PlainTextResponse("Sign in first.", 401) if person.needs_sign_in else None


def _found(scope: Scope, send: Send) -> Send:
    """Streamlit answers a path that it does not know with its page: at any but the page's own that is not found."""
    path = _path(scope)
    if path in ("", "/") or path.startswith(f"{AUTH}/"):
        return send
    is_missing = False

    async def answer(message: Message) -> None:
        nonlocal is_missing
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                is_missing = True
                plain = [
                    (b"content-type", b"text/plain; charset=utf-8"),
                    (b"content-length", str(len(MISSING)).encode()),
                ]
                message = {**message, "status": 404, "headers": plain}
        elif is_missing:
            message = {**message, "body": b"" if message.get("more_body") else MISSING}
        await send(message)

    return answer


def _path(scope: Scope) -> str:
    return str(scope["path"].removeprefix(scope.get("root_path", "")))


def sign_in_address(root: str, query: str) -> str:
    """Where signing in begins, to come back to a page."""
    return f"{root}{SIGN_IN}?{urlencode({'next': query})}"


def _host(netloc: str) -> str:
    """A host's name without its port, an IPv6 address without brackets."""
    return (urlsplit(f"//{netloc}").hostname or "").lower() if netloc else ""


def _parameter(scope: Scope, name: str) -> str | None:
    return dict(parse_qsl(scope["query_string"].decode("ascii", "replace"))).get(name)


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    try:
        parsed = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in parsed.items()}
