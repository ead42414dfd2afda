"""Serving the dashboard on this machine."""

import contextlib
import gc
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.environment import CONFIG, DOWNLOAD, SCRIPT, WAREHOUSE

HOST = "127.0.0.1"
APP = Path(__file__).parent / "app.py"


class ServerError(Exception):
    """The dashboard cannot be served; the message says why and how to mend it."""


def run(config_path: Path, warehouse: Path, port: int, open_browser: bool) -> None:
    """Serve until interrupted or terminated, to this machine alone. Raises ServerError where the port is taken."""
    _check_port(port)
    os.environ[CONFIG] = str(config_path.resolve())
    os.environ[WAREHOUSE] = str(warehouse.resolve())
    server = uvicorn.Server(uvicorn.Config(_application(), host=HOST, port=port, log_level="warning", access_log=False))
    threading.Thread(target=_once_started, args=(server, port, open_browser), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as after Ctrl-C: nothing is left that a reader had begun
    with contextlib.suppress(KeyboardInterrupt):
        server.run()


def _application() -> st.App:
    return st.App(APP, routes=[Route(DOWNLOAD, _download), Route(SCRIPT, _script)])


def _download(request: Request) -> Response:
    from dashboard.downloads.route import download

    return download(request)


def _script(request: Request) -> Response:
    from dashboard.pages.parts.script import script

    return script(request)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServerError(
                f"port {port} on {HOST} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _once_started(server: uvicorn.Server, port: int, open_browser: bool) -> None:
    while not server.started:
        time.sleep(0.05)
    if open_browser:
        webbrowser.open(f"http://{HOST}:{port}/")
    _warm_up()


def _warm_up() -> None:
    """Import the landing page and judge the plan, so that the first reader waits for neither, or for a part of it."""
    import dashboard.pages.parts.frame
    import dashboard.pages.plan.page
    from dashboard.builds import BuildUnreadable, current_build, rows_of

    with contextlib.suppress(BuildUnreadable):  # the page says so to its reader
        build = current_build()
        if build is not None:
            rows_of(build)
    import dashboard.pages.goal.page
    import dashboard.pages.topic.page  # noqa: F401

    # Streamlit collects garbage after every click: not to look through all of this each time halves a click's time
    gc.collect()
    gc.freeze()
