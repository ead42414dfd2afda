"""The log of exports beside the warehouse: who took out what, with which rights, from which build."""

import getpass
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from models.question import Viewer
from pipelines.warehouse import EXPORTS, EXPORTS_LOCK


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
    with FileLock(warehouse / EXPORTS_LOCK):  # nobody shortens the log meanwhile
        handle = os.open(warehouse / EXPORTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())  # one write, so that half a line is never read
            os.fsync(handle)
        finally:
            os.close(handle)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return str(os.getuid())
