"""What a fault is, and the small good files that faults are made from."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

Make = Callable[[Path], None]
Becomes = Literal["refused", "quarantined", "loaded", "stopped"]

STAY = {
    "stay_id": "S1",
    "person_id": "P1",
    "direction": "out",
    "scheme": "erasmus_plus",
    "activity": "study",
    "country": "DE",
    "unit_code": "631000",
    "degree_level": "master",
    "date_from": "2025-01-10",
    "date_to": "2025-05-10",
    "status": "completed",
    "citizenship": "NO",
}
HEADINGS = tuple(STAY)
ROW = ",".join(STAY.values())
HEADING_ROW = ",".join(HEADINGS)
GOOD = f"{HEADING_ROW}\n{ROW}\n"


@dataclass(frozen=True)
class Fault:
    """One bad input. `make` writes it into an empty inbox.

    refused: `says` are words of the message, and nothing is staged. quarantined: `says` is the rule, and
    `quarantined` of the `rows` are kept out. loaded: `says` is what to know about it, every row is accepted, and
    the last one holds `cells`. stopped: every row is accepted, and `says` is the rule about the feed as a whole for
    which the build is not published. `meddle` is what happens around the reading.
    """

    name: str
    what: str
    make: Make
    becomes: Becomes
    says: str
    rows: int = 1
    quarantined: int = 1
    cells: Mapping[str, object] = field(default_factory=dict)
    meddle: Callable[[pytest.MonkeyPatch, Path], None] | None = None
    slow: bool = False


def stays(*rows: Mapping[str, str]) -> str:
    """A csv of stays, one per mapping: the good stay, numbered, with what the mapping says instead."""
    text = io.StringIO()
    numbered = [{**STAY, "stay_id": f"S{number}", **row} for number, row in enumerate(rows, start=1)]
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in numbered for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(numbered)
    return text.getvalue()


def file(name: str, content: bytes | str) -> Make:
    """Write one file, text as UTF-8."""

    def make(inbox: Path) -> None:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def a_cell(column: str, *values: str) -> Make:
    """Stays, each with one of the values in one column, below as many good ones."""
    return file("stays/2025.csv", stays(*({} for _ in values), *({column: value} for value in values)))


def all_of(*makers: Make) -> Make:
    """One after the other."""

    def make(inbox: Path) -> None:
        for maker in makers:
            maker(inbox)

    return make
