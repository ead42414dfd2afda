"""The scorecard as it was judged when a build was made, kept beside the build with the version of the rules."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from models.status.row import StatusRow
from models.store import OpenBuild

SCORECARD = "scorecard.json"
RULES_VERSION: Final = 2
"""Raised with every change that may give a goal another status from the same figures (see ADR 0011)."""
_ROWS: Final = TypeAdapter(tuple[StatusRow, ...])


def keep_scorecard(folder: Path, rows: Sequence[StatusRow]) -> None:
    """Write the rows of the whole institution, judged on exact counts, into a build's folder."""
    kept = {"rules": RULES_VERSION, "rows": _ROWS.dump_python(tuple(rows), mode="json")}
    (folder / SCORECARD).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def kept_scorecard(build: OpenBuild) -> tuple[StatusRow, ...] | None:
    """The rows that a build kept; None for a build that kept none, or kept what this version cannot read."""
    try:
        kept = json.loads((build.folder / SCORECARD).read_text(encoding="utf-8"))
        return _ROWS.validate_python(kept["rows"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def rules_version(build: OpenBuild) -> int:
    """The version of the rules that a build asked by name was judged by, else today's."""
    if build.asked is None:
        return RULES_VERSION
    try:
        return int(json.loads((build.folder / SCORECARD).read_text(encoding="utf-8"))["rules"])
    except (OSError, ValueError, KeyError, TypeError):
        return RULES_VERSION
