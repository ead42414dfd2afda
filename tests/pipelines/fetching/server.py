"""A real server on this machine that does to a client what servers on the way do."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """`replies` are given in their order, the last one for good; `asked` is what arrived."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the next reply."""

    protocol_version = "HTTP/1.1"
    site: Server

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.site.asked.append(Asked(self.command, self.path, dict(self.headers), self.rfile.read(length)))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
            self.site.next_reply()(self)
        self.close_connection = True

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def head(self, status: int, length: int | None, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port of 127.0.0.1, for as long as the block lasts."""
    site = Server("")
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    http.daemon_threads = True
    site.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def gives(content: bytes, **headers: str) -> Reply:
    """All of it, as it should be."""

    def reply(to: Handler) -> None:
        to.head(200, len(content), **headers)
        to.wfile.write(content)

    return reply


def gives_ranges(content: bytes, etag: str, breaks_after: int | None = None) -> Reply:
    """What is asked for, from where it is asked for while the ETag fits; the line breaks after some bytes."""

    def reply(to: Handler) -> None:
        if to.headers.get("If-None-Match") == etag:
            to.head(304, None, ETag=etag)
            return
        asked = to.headers.get("Range")
        if asked and to.headers.get("If-Range", etag) == etag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {start}-{len(content) - 1}/{len(content)}"
            to.head(206, len(content) - start, ETag=etag, Content_Range=span)
        else:
            start = 0
            to.head(200, len(content), ETag=etag)
        to.wfile.write(content[start:][:breaks_after])
        to.wfile.flush()
        to.connection.shutdown(socket.SHUT_RDWR)

    return reply


def answers(status: int, content: bytes = b"", **headers: str) -> Reply:
    """A status, with whatever else."""

    def reply(to: Handler) -> None:
        to.head(status, len(content), **headers)
        to.wfile.write(content)

    return reply


def stalls(content: bytes, until: threading.Event, etag: str = '"stalls"') -> Reply:
    """The beginning, then nothing until the test is over."""

    def reply(to: Handler) -> None:
        to.head(200, len(content), ETag=etag)
        to.wfile.write(content[: len(content) // 2])
        to.wfile.flush()
        until.wait(5)

    return reply
