"""Serving the dashboard: what every request meets, the pages, the files behind them, sign-in and health."""

import contextlib
import gc
import ipaddress
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from dashboard.access.guard import Guard
from dashboard.builds import Serving, serving
from dashboard.environment import AUTH, CONFIG, DOWNLOAD, HEALTH, READY, SCRIPT, SEARCH, STYLE, VIEWER, WAREHOUSE
from dashboard.monitoring.logs import write_json_lines
from dashboard.monitoring.metrics import serve_metrics
from dashboard.monitoring.observer import Observer
from dashboard.shell import Shell
from data_contracts.errors import UtsynError
from models.config import Config

if TYPE_CHECKING:
    from dashboard.following import Follower

APP = Path(__file__).parent / "app.py"
FOLLOWED_EVERY = 1.0  # seconds
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class ServerError(UtsynError):
    """The dashboard cannot be served; the message says why and how to fix it."""


def run(  # what the command line takes
    config_path: Path,
    warehouse: Path,
    port: int,
    open_browser: bool,
    *,
    host: str = "127.0.0.1",
    root_path: str | None = None,
    viewer: str | None = None,
    say: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve until interrupted or terminated. `viewer` replaces the configured rights of all without sign-in.

    Raises ServerError where the port is taken, or where everybody on a network would be let in without sign-in.
    """
    os.environ[CONFIG] = str(config_path.resolve())
    os.environ[WAREHOUSE] = str(warehouse.resolve())
    if viewer is not None:
        os.environ[VIEWER] = viewer
    serving.cache_clear()
    _check_host(host, serving().config)
    _check_port(host, port)
    _monitor(serving())
    settings = uvicorn.Config(
        application(host),
        host=host,
        port=port,
        root_path=root_path if root_path is not None else _path_of(serving().config),
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # the guard needs the address of the proxy itself
    )
    server = uvicorn.Server(settings)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    notice = f"The dashboard is at {serving().config.dashboard.address or url} (Ctrl-C ends it)"
    then = (lambda: say(notice), *([lambda: webbrowser.open(url)] if open_browser else []))
    threading.Thread(target=_once_started, args=(server, then), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as after Ctrl-C: nothing is left that a reader had begun
    with contextlib.suppress(KeyboardInterrupt):
        server.run()


def application(host: str = "127.0.0.1") -> st.App:
    """The ASGI application for what the environment names, answering at the address `host` too."""
    served = serving()
    settings = served.config.dashboard
    named = {urlsplit(settings.address).hostname or ""} if settings.address else set()
    guard = Middleware(
        Guard,
        access=served.config.access,
        warehouse=served.warehouse,
        viewer=served.without_sign_in,
        hosts=THIS_MACHINE | named | {name.lower() for name in settings.allowed_hosts} | {host},
        downloads_per_minute=settings.downloads_per_minute,
    )
    routes = [
        Route(DOWNLOAD, _download),
        Route(SCRIPT, _script),
        Route(STYLE, _style),
        Route(SEARCH, _search),
        Route(HEALTH, _health),
        Route(READY, _ready),
    ]
    return st.App(APP, routes=[*routes, *_sign_in(served)], middleware=[Middleware(Observer), guard, Middleware(Shell)])


def _sign_in(served: Serving) -> list[BaseRoute]:
    access, address = served.config.access, served.config.dashboard.address
    if access.sign_in != "oidc" or access.oidc is None:
        return []
    if address is None:
        raise ServerError("sign-in needs [dashboard] address, the address that readers reach the dashboard by")
    from dashboard.access.oidc import SignIn

    sign_in = SignIn(access, access.oidc, served.warehouse, address, served.config.languages)
    return [Mount(AUTH, sign_in.application())]


def _download(request: Request) -> Response:
    from dashboard.pages.download_route import download

    return download(request)


def _search(request: Request) -> Response:
    from dashboard.pages.search.route import search

    return search(request)


def _script(request: Request) -> Response:
    from dashboard.pages.parts.script import script

    return script(request)


def _style(request: Request) -> Response:
    from dashboard.pages.parts.script import style

    return style(request)


def _health(_request: Request) -> Response:
    from dashboard.health import health

    return health()


def _ready(_request: Request) -> Response:
    from dashboard.health import ready

    return ready()


def _path_of(config: Config) -> str:
    """The path of the address that readers use."""
    return urlsplit(config.dashboard.address or "").path.rstrip("/")


def _monitor(served: Serving) -> None:
    """Write log lines as JSON, and serve metrics where a port is configured. Raises ServerError."""
    monitoring = served.config.monitoring
    write_json_lines(monitoring.log_level)
    if monitoring.metrics_port is not None:
        try:
            serve_metrics(served.warehouse, monitoring.metrics_address, monitoring.metrics_port)
        except OSError as error:
            raise ServerError(
                f"monitoring.metrics_port {monitoring.metrics_port} cannot be used ({error.strerror}). Choose another; "
                "each process needs one of its own (UTSYN_MONITORING__METRICS_PORT)."
            ) from error


def _check_host(host: str, config: Config) -> None:
    try:
        is_local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = host in THIS_MACHINE
    if not is_local and config.access.sign_in == "none":
        raise ServerError(
            f"--host {host} would let everybody on the network in without sign-in. Configure [access] in utsyn.toml "
            "(docs/sign-in.md), or listen at 127.0.0.1 behind a proxy that signs people in."
        )


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServerError(
                f"port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _once_started(server: uvicorn.Server, then: Iterable[Callable[[], object]]) -> None:
    """Wait until the server listens, then do these, and prepare what its first reader needs."""
    while not server.started:
        time.sleep(0.05)
    for act in then:
        act()
    follower = _warm_up()
    while not server.should_exit:
        time.sleep(FOLLOWED_EVERY)
        follower.look()


def _warm_up() -> "Follower":
    """Import the landing page and judge the plan, so that the first reader waits for neither, or for a part of it."""
    import dashboard.pages.parts.frame
    import dashboard.pages.plan.page
    from dashboard.access.current import of_request
    from dashboard.access.person import Person
    from dashboard.builds import BuildUnreadable, current_build, rows_of

    of_request.set(Person(serving().without_sign_in))
    with contextlib.suppress(BuildUnreadable):  # the page says so to its reader
        build = current_build()
        if build is not None:
            rows_of(build)
    from dashboard.following import Follower

    follower = Follower()
    follower.look()
    import dashboard.pages.goal.page
    import dashboard.pages.topic.page  # noqa: F401

    # not to be looked through whenever garbage is collected
    gc.collect()
    gc.freeze()
    return follower
