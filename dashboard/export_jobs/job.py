"""A pack in the making: its process, how far it has come, and what it leaves: one zip, or nothing."""

import json
import secrets
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Literal, NamedTuple
from weakref import WeakValueDictionary, finalize

import dashboard
from dashboard.export_jobs.order import ZIP, Order
from data_contracts.parent_process import named_as_parent

WORKER = (sys.executable, "-m", "dashboard.export_jobs.worker")

HOME = Path(dashboard.__file__).parent.parent  # nothing of the server's current folder is imported
KEPT_SECONDS = 3600
MOST_AT_ONCE = 2  # in this process: each takes a core for a minute
State = Literal["running", "done", "failed", "gone"]


class Step(NamedTuple):
    """How far a stage has come."""

    stage: str
    done: int
    total: int


class Job:
    """Started when made. Whoever holds it keeps it: once nobody does, its process and its files are gone.

    One that was begun KEPT_SECONDS ago is ended when another begins, whoever still holds it.
    """

    def __init__(self, order: Order, command: tuple[str, ...] = WORKER) -> None:
        self.order = order
        self._begun = monotonic()
        for earlier in tuple(_jobs.values()):
            if self._begun - earlier._begun > KEPT_SECONDS:
                earlier.cancel()
        self.token = secrets.token_urlsafe(24)
        self._folder = Path(mkdtemp(prefix="utsyn-pack-"))
        with self._said.open("wb") as output, self._problem.open("wb") as problem:
            self._process = subprocess.Popen(
                (*command, str(self._folder)),
                cwd=HOME,
                env=named_as_parent(),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=problem,
            )
        self._end = finalize(self, _end, self._process, self._folder)
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as request:  # one that ended at once says why
            request.write(order.to_json().encode())
        _jobs[self.token] = self

    @property
    def state(self) -> State:
        """Where it stands; `gone` once it was cancelled."""
        if not self._end.alive:
            return "gone"
        code = self._process.poll()
        return "running" if code is None else "done" if code == 0 else "failed"

    @property
    def step(self) -> Step | None:
        """The last step that the worker reported; None before the first."""
        whole, _, _ = self._said.read_text(encoding="utf-8").rpartition("\n")
        return Step(*json.loads(whole.splitlines()[-1])) if whole else None

    @property
    def problem(self) -> str:
        """What prevented it, in the last line that the worker left."""
        lines = self._problem.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self._process.poll()}"

    @property
    def zip(self) -> Path | None:
        """The pack, whole; None unless it is done."""
        return self._folder / ZIP if self.state == "done" else None

    def cancel(self) -> None:
        """End it and remove everything it made."""
        self._end()

    @property
    def _said(self) -> Path:
        return self._folder / "progress"

    @property
    def _problem(self) -> Path:
        return self._folder / "problem"


_jobs: WeakValueDictionary[str, Job] = WeakValueDictionary()


def may_begin(who: str | None) -> bool:
    """Whether another job fits beside those that are running: so many at once, and one for each person who is known."""
    running = [job for job in tuple(_jobs.values()) if job.state == "running"]
    return len(running) < MOST_AT_ONCE and (who is None or all(job.order.who != who for job in running))


def job_of(token: str) -> Job | None:
    """The job that was given this token, while its reader's session holds it."""
    return _jobs.get(token)


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
