"""The log of exports beside the warehouse: who took out what, with which rights, from which build. Only ever longer."""

import getpass
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from models.question import Viewer

LOG = "exports.jsonl"


def note_export(
    warehouse: Path, viewer: Viewer, build: str, question: Mapping[str, object], who: str | None = None
) -> None:
    """Add one line of JSON: at, who (without a name the account that runs the program), rights, build, question."""
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who or _account(),
        "rights": str(viewer),
        "build": build,
        "question": question,
    }
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    handle = os.open(warehouse / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())  # one write, so that lines of two exports never mix
        os.fsync(handle)
    finally:
        os.close(handle)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return str(os.getuid())
