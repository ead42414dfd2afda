"""A server follows what is published: each build is opened, prepared and read before a reader asks for it."""

import subprocess
import time
from contextlib import suppress

from dashboard.builds import BuildUnreadable, current_build, seen, serving
from dashboard.earlier_builds import earlier_build
from dashboard.prepared import is_prepared
from dashboard.result_cache.kept import load
from dashboard.served import note_served, start_helper
from models.store import OpenBuild

NOTED_EVERY = 10.0  # seconds


class Follower:
    """Looks at the warehouse whenever it is asked to."""

    def __init__(self) -> None:
        self._noted = float("-inf")
        self._seen: str | None = None
        self._awaited: OpenBuild | None = None
        self._helper: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Open a build that is new, and read what is kept of it; have it prepared where nobody did."""
        if time.monotonic() - self._noted > NOTED_EVERY:
            self._noted = time.monotonic()
            note_served(serving().warehouse)
        if (now := seen()) != self._seen:
            self._seen = now
            self._meet(_current())
        elif self._awaited is not None and is_prepared(self._awaited):
            self._read(self._awaited)
            self._awaited = None
        if self._helper is not None and self._helper.poll() is not None:
            self._helper = None

    def _meet(self, build: OpenBuild | None) -> None:
        self._end_helper()
        self._awaited = None
        if build is None:
            return
        self._read(build)
        if not is_prepared(build):
            self._awaited = build
            self._helper = start_helper(build.id)

    def _end_helper(self) -> None:
        """What it prepares is no longer read."""
        if self._helper is not None:
            self._helper.kill()
            self._helper.wait()
            self._helper = None

    @staticmethod
    def _read(build: OpenBuild) -> None:
        load(serving().warehouse, build)
        earlier_build(None, build)  # the plan compares with it: opened here, no reader waits for that


def _current() -> OpenBuild | None:
    with suppress(BuildUnreadable):  # the page says so to its reader
        return current_build()
    return None
