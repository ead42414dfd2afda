"""The certifier's client: Great Expectations takes seconds to import and judges beside the rest of the build."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import data_contracts
from data_contracts.contract_parser import load_contract
from data_contracts.local import SETTINGS, local
from data_contracts.parent_process import named_as_parent
from data_contracts.value_counts import FeedCounts

COMMAND = (sys.executable, "-m", "data_contracts.certifier")
HOME = Path(data_contracts.__file__).parent.parent  # nothing of the user's current folder is imported
PATIENCE_SECONDS = 3600


@dataclass(frozen=True)
class Expectation:
    """One expectation of a feed's contract and how the loaded rows held it."""

    feed: str
    rule: str
    expectation: str
    success: bool
    unexpected_count: int


@dataclass(frozen=True)
class Certification:
    """What the certifier found. `reasons` say in words why it is not a success; it is one without any.

    `documents` has the suite and the validation of each feed, as Great Expectations keeps them.
    """

    expectations: tuple[Expectation, ...]
    reasons: tuple[str, ...]
    documents: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def success(self) -> bool:
        """Whether the build may be published."""
        return not self.reasons


class Certifier:
    """The certifying process, started on entering and ended on leaving, also after an error."""

    def __enter__(self) -> "Certifier":
        self._errors = tempfile.TemporaryFile()  # closed on leaving
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            COMMAND,
            cwd=HOME,
            env={**named_as_parent(), SETTINGS: local().to_json()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        with self._folder, self._process, self._errors:
            pass  # wait for it and close its pipes

    def judge(self, counted: FeedCounts) -> None:
        """Have a loaded feed judged while the build goes on. A pipe would keep it waiting until all is imported."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._folder.name, delete=False) as file:
            file.write(counted.to_json())
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # why it is gone, `certification` says
            self._process.stdin.write(f"{file.name}\n".encode())
            self._process.stdin.flush()

    def certification(self) -> Certification:
        """What was found in the feeds passed on; a failing certifier is a reason, not an error."""
        try:
            output, _ = self._process.communicate(timeout=PATIENCE_SECONDS)
            answer = json.loads(output.splitlines()[-1])
            expectations = tuple(Expectation(**result) for result in answer.get("results", ()))
        except (OSError, subprocess.TimeoutExpired, ValueError, IndexError, TypeError, AttributeError):
            return Certification((), (f"the certifier gave no answer: {self._last_error()}",))
        if "error" in answer or self._process.returncode:
            return Certification((), (f"the certifier failed: {answer.get('error', self._last_error())}",))
        failed = [result for result in expectations if not result.success and _stops(result)]
        return Certification(
            expectations,
            tuple(
                f"{result.feed}: {result.unexpected_count} loaded rows break {result.rule} ({result.expectation})"
                for result in failed
            ),
            answer.get("documents", {}),
        )

    def _last_error(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with exit code {self._process.poll()}"


def _stops(expectation: Expectation) -> bool:
    """An expectation without a rule of its own (a column's type, say) stops publication too."""
    severities = {rule.name: rule.severity for rule in load_contract(expectation.feed).rules}
    return severities.get(expectation.rule, "error") == "error"
