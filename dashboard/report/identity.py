"""What a pack was made from, in the pack itself: enough to see that making it again would change nothing."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from dashboard.report.opendata import Csv, sha256
from models.question import Viewer
from models.store import OpenBuild

PACK = "pack.json"
CHECKSUMS = "SHA256SUMS"


def question(build: OpenBuild, year: int, languages: Sequence[str], csv: Csv) -> dict[str, object]:
    """What was asked for, as the log notes it."""
    named = {} if build.asked is None else {"build_name": build.asked.name}
    return {"export": "annual-report", "year": year, "language": list(languages), "csv": csv, **named}


def identity(build: OpenBuild, viewer: Viewer, year: int, languages: Sequence[str], csv: Csv) -> dict[str, object]:
    """All that decides a pack's bytes: the question, rights, build, definitions, version of the program."""
    return {
        **question(build, year, languages, csv),
        "rights": str(viewer),
        "build": build.id,
        "origin": build.origin,
        "definitions": _definitions(build),
        "utsyn": version("utsyn"),
    }


def is_made(folder: Path, made_from: dict[str, object]) -> bool:
    """Whether the folder holds a pack made from just this, every file of it as it was written."""
    try:
        if json.loads((folder / PACK).read_text(encoding="utf-8")) != made_from:
            return False
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        return all(sha256(folder / name) == checksum for checksum, _, name in (line.partition("  ") for line in lines))
    except (OSError, ValueError):
        return False


def _definitions(build: OpenBuild) -> str:
    """SHA-256 (hex) over the plan, the indicators and the settings that the build is asked by."""
    config = build.config
    parts = [build.plan, *(build.indicators[name] for name in sorted(build.indicators)), config.institution]
    digest = hashlib.sha256(config.settings.model_dump_json().encode())
    for part in parts:
        digest.update(part.model_dump_json().encode())
    return digest.hexdigest()
