"""Serving the dashboard on this machine."""

import os
import socket
import threading
import webbrowser
from pathlib import Path

from dashboard.builds import CONFIG, WAREHOUSE

HOST = "127.0.0.1"
APP = Path(__file__).parent / "app.py"


class ServerError(Exception):
    """The dashboard cannot be served; the message says why and how to mend it."""


def run(config_path: Path, warehouse: Path, port: int, open_browser: bool) -> None:
    """Serve until interrupted, to this machine alone. Raises ServerError where the port is taken."""
    import uvicorn
    from streamlit.web.server.starlette.starlette_app import App

    os.environ[CONFIG] = str(config_path.resolve())
    os.environ[WAREHOUSE] = str(warehouse.resolve())
    _check_port(port)
    server = uvicorn.Server(uvicorn.Config(App(APP), host=HOST, port=port, log_level="warning", access_log=False))
    if open_browser:
        threading.Thread(target=_open_when_started, args=(server, port), daemon=True).start()
    server.run()


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ServerError(
                f"port {port} on {HOST} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _open_when_started(server: "object", port: int) -> None:
    import time

    while not getattr(server, "started", False):
        time.sleep(0.05)
    webbrowser.open(f"http://{HOST}:{port}/")
