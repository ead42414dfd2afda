"""What the first visits to a build would compute, computed and kept on disk: `python -m dashboard.preparing ID`.

First what is suppressed of the tables that may be asked for; then the pages themselves are drawn, without a browser, so
that what is prepared is what they ask: first of the whole institution, then every goal of every faculty. Results do not
depend on the language: one is enough. Configuration and warehouse are those that the environment names.
"""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress

from filelock import FileLock, Timeout

from dashboard.access.current import of_request
from dashboard.access.person import Person
from dashboard.address import Address
from dashboard.builds import serving
from dashboard.pages import PAGES
from dashboard.pages.parts.view import View
from dashboard.prepared import is_prepared, note_prepared, prepared_for
from dashboard.result_cache.memory import Memory
from dashboard.topics import topics
from data_contracts.parent_process import end_with_parent
from models.disclosure.preparing import prepare_tables
from models.question import Viewer
from models.store import OpenBuild, open_build
from pipelines.warehouse import Warehouse

LOCK = "preparing.lock"
NICE = 10  # readers and builds come first
TABLES_SECONDS = 180.0  # for what is suppressed; pages decide the rest that they need
log = logging.getLogger("utsyn.preparing")


def main() -> None:
    """Prepare the build that the command names, unless another process does."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that waits, and with it this one
    with suppress(AttributeError, OSError):
        os.nice(NICE)
    logging.disable(logging.WARNING)  # Streamlit warns of each piece that is drawn for no browser
    warehouse = Warehouse(serving().warehouse)
    build = open_build(warehouse.find(sys.argv[1]).path, serving().config)
    folder = warehouse.results / build.id
    with suppress(Timeout, OSError):  # what cannot be kept is computed when it is asked for
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK).acquire(timeout=0):
            if not is_prepared(build):
                prepare(build)


def prepare(build: OpenBuild) -> None:
    """Draw what readers visit first, for each kind of reader, and note that it is done."""
    with suppress(OSError):  # what cannot be kept is decided when it is asked for
        prepare_tables(build, prepared_for(), TABLES_SECONDS)
    for viewer in prepared_for():
        _visit(build, viewer, [*_whole(build), *_of_faculties(build)])
        Memory.forget(lambda _build: True)
        _visit(build, viewer, _whole(build))  # read again, these are the first that a server takes into its memory
    note_prepared(build)


def _whole(build: OpenBuild) -> list[Address]:
    """The plan, of each faculty too, every topic and every goal."""
    home = Address()
    plans = [home, *(home.to(faculty=faculty) for faculty in _faculties(build))]
    return [*plans, *(home.topic_page(topic.id) for topic in topics()), *_goals(build)]


def _of_faculties(build: OpenBuild) -> Iterator[Address]:
    """Every goal of each faculty: where a click on a bar leads."""
    return (goal.to(faculty=faculty) for faculty in _faculties(build) for goal in _goals(build))


def _faculties(build: OpenBuild) -> list[str]:
    return list(build.labels.get("faculty", {}))


def _goals(build: OpenBuild) -> list[Address]:
    return [Address(goal=goal.id) for goal in build.plan.goals]


def _visit(build: OpenBuild, viewer: Viewer, addresses: list[Address]) -> None:
    """Draw pages for a reader."""
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


if __name__ == "__main__":
    main()
