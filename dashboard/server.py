"""Serving the dashboard on this machine."""

import contextlib
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

from dashboard.builds import CONFIG, WAREHOUSE, BuildUnreadable, current_build, rows_of

HOST = "127.0.0.1"
APP = Path(__file__).parent / "app.py"


class ServerError(Exception):
    """The dashboard cannot be served; the message says why and how to mend it."""


def run(config_path: Path, warehouse: Path, port: int, open_browser: bool) -> None:
    """Serve until interrupted or terminated, to this machine alone. Raises ServerError where the port is taken."""
    os.environ[CONFIG] = str(config_path.resolve())
    os.environ[WAREHOUSE] = str(warehouse.resolve())
    _check_port(port)
    _warm_up()
    server = uvicorn.Server(uvicorn.Config(_application(), host=HOST, port=port, log_level="warning", access_log=False))
    if open_browser:
        threading.Thread(target=_open_when_started, args=(server, port), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as after Ctrl-C: nothing is left that a reader had begun
    with contextlib.suppress(KeyboardInterrupt):
        server.run()


def _application() -> st.App:
    from starlette.routing import Route

    from dashboard.downloads.route import PATH, download
    from dashboard.pages.parts import script

    return st.App(APP, routes=[Route(PATH, download), Route(script.PATH, script.script)])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServerError(
                f"port {port} on {HOST} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _warm_up() -> None:
    """Import the landing page and judge the plan before the first reader comes."""
    import dashboard.pages.parts.frame
    import dashboard.pages.plan.page  # noqa: F401

    with contextlib.suppress(BuildUnreadable):  # the page says so to its reader
        build = current_build()
        if build is not None:
            rows_of(build)


def _open_when_started(server: uvicorn.Server, port: int) -> None:
    while not server.started:
        time.sleep(0.05)
    webbrowser.open(f"http://{HOST}:{port}/")
