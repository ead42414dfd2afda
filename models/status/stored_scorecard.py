"""The scorecard as it was judged when a build was made, kept beside the build with all that it was judged by."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import models
from models.definitions import definitions_digest
from models.status.row import StatusRow
from models.store import OpenBuild

SCORECARD = "scorecard.json"
EARLIER: Final = {"clock": "dated_by"}  # what version 0.1 called a field
RULES_VERSION: Final = 3
"""Raised with every change that may give a goal another status from the same figures (see ADR 0011)."""


def keep_scorecard(build: OpenBuild, rows: Sequence[StatusRow]) -> None:
    """Write the rows of the whole institution, judged on exact counts, into the build's folder."""
    judged = {"rules": RULES_VERSION, "judged_by": judged_by(build)}
    content = {**judged, "rows": _rows().dump_python(tuple(rows), mode="json")}
    (build.folder / SCORECARD).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def kept_scorecard(build: OpenBuild) -> tuple[StatusRow, ...] | None:
    """The rows that a build kept; None for a build that kept none, or kept what this version cannot read.

    Of a build that is not asked for by name only rows that would be judged the same today.
    """
    try:
        content = json.loads((build.folder / SCORECARD).read_text(encoding="utf-8"))
        if build.asked is None and content["judged_by"] != judged_by(build):
            return None
        rows: tuple[StatusRow, ...] = _rows().validate_python([_of_today(row) for row in content["rows"]])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rows if build.asked or tuple(row.goal for row in rows) == build.plan.goals else None


def judged_by(build: OpenBuild) -> str:
    """SHA-256 (hex) over what decides the statuses beside the build's rows: definitions, settings and program."""
    return hashlib.sha256(f"{definitions_digest(build.config)} {_program()}".encode()).hexdigest()


def rules_version(build: OpenBuild) -> int:
    """The version of the rules that a build asked by name was judged by, else today's."""
    if build.asked is None:
        return RULES_VERSION
    try:
        return int(json.loads((build.folder / SCORECARD).read_text(encoding="utf-8"))["rules"])
    except (OSError, ValueError, KeyError, TypeError):
        return RULES_VERSION


def _of_today(row: dict[str, Any]) -> dict[str, Any]:
    """A row, and those of its halves, with the names that fields have now."""
    named = {EARLIER.get(name, name): value for name, value in row.items()}
    return named | {"halves": [_of_today(half) for half in named.get("halves", ())]}


@cache
def _rows() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[StatusRow, ...])


@cache
def _program() -> str:
    """Fingerprint of the code that asks and judges."""
    digest = hashlib.sha256()
    for path in sorted(Path(models.__path__[0]).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
