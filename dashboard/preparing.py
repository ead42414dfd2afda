"""What the first visits to a build would compute, computed and kept on disk while it is made, before it is published.

The pages themselves are drawn, without a browser, so that what is prepared is what they ask. Results do not depend on
the language: one is enough.
"""

import logging
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.environment import CONFIG, WAREHOUSE
from models.config import Config
from models.question import Viewer
from models.store import OpenBuild, open_build
from pipelines.warehouse import BuildRef

APP = Path(__file__).parent / "app.py"
PUBLIC, EMPLOYEE = Viewer("public"), Viewer("viewer")
log = logging.getLogger("utsyn.preparing")


def preparer(
    config: Config, config_path: Path, warehouse: Path, viewer: str | None = None
) -> Callable[[BuildRef], None]:
    """What prepares a build for its readers; `viewer` replaces the configured rights of all without sign-in."""
    without_sign_in = Viewer.parse(viewer or config.dashboard.viewer)
    viewers = (PUBLIC, without_sign_in if config.access.sign_in == "none" else EMPLOYEE)

    def prepare(ref: BuildRef) -> None:
        know_the_app()
        with _served(config_path, warehouse), _quiet():
            build = open_build(ref.path, config)
            for each in dict.fromkeys(viewers):
                _visit(build, each)

    return prepare


def know_the_app() -> None:
    """Let Streamlit read the settings beside the app when it first needs any: it reads them once in a process.

    Drawn without an app, pages would leave a server started afterwards (`utsyn demo`) with Streamlit's own settings,
    usage statistics among them.
    """
    import streamlit as st

    st.App(APP)


def _visit(build: OpenBuild, viewer: Viewer) -> None:
    """Draw the plan, of each faculty too, every topic and every goal."""
    from dashboard.access.current import of_request
    from dashboard.access.person import Person
    from dashboard.address import Address
    from dashboard.builds import serving
    from dashboard.pages import PAGES
    from dashboard.pages.parts.view import View
    from dashboard.topics import topics

    home = Address()
    addresses = [home, *(home.to(faculty=faculty) for faculty in build.labels.get("faculty", {}))]
    addresses += [home.topic_page(topic.id) for topic in topics()]
    addresses += [Address(goal=goal.id) for goal in build.plan.goals]
    token = of_request.set(Person(viewer))
    try:
        for address in addresses:
            try:
                PAGES[address.page](View(address, serving().config.languages[0], build))
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                # the build stands all the same; what the message quotes may be data
                log.error("%s cannot be drawn: %s (%s:%s)", address.href, type(error).__name__, at.filename, at.lineno)
    finally:
        of_request.reset(token)


@contextmanager
def _served(config_path: Path, warehouse: Path) -> Iterator[None]:
    """Let pages find what they are of as in a server; afterwards the environment is as it was."""
    from dashboard.builds import serving

    before = {name: os.environ.get(name) for name in (CONFIG, WAREHOUSE)}
    os.environ |= {CONFIG: str(config_path.resolve()), WAREHOUSE: str(warehouse.resolve())}
    serving.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
        serving.cache_clear()


@contextmanager
def _quiet() -> Iterator[None]:
    """Streamlit warns of each piece that is drawn for no browser."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
