"""docs/faults.md from the table of faults: `python -m tests.faults.document` writes it anew."""

from pathlib import Path

from data_contracts.contract import LEAST_LOADED
from tests.faults.fault import Fault
from tests.faults.table import CHAPTERS, FAULTS

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "faults.md"
BEGINNING = """\
# What becomes of bad input
Each of these {number} bad inputs goes through the inbox in a test (`tests/faults/`), and this page is made from their
table: `python -m tests.faults.document`. None of them ends the program, loses a row or publishes half a build.

- **Refused**: the build names the file, what is wrong and how to fix it, here by the words in italics; nothing is
  built, and the last published build stays.
- **Quarantined**: the row is left out under the name of the rule that it breaks and given back with it; others load.
  Where no row of a feed is loaded, or more than three are not and those loaded or repeated are less than {least} % (a
  setting, `least_loaded_percent`), the build is not published, under the name `rows_are_loaded`.
- **Loaded**: every row is accepted, with what to know about it.
- **Not published**: every row is accepted, the build is kept to look at under the name of the rule about the whole feed
  that it breaks, and the last published build stays.

Reading also holds against random damage: mutated csv, workbooks, parquet, JSON, XML and zip files give rows or a
refusal (`tests/faults/test_fuzzing.py`). A disk that is full while rows are staged or the database is written is
refused, too.
"""


def document() -> str:
    """The text of docs/faults.md."""
    chapters = "".join(_chapter(title, faults) for title, faults in CHAPTERS.items())
    return BEGINNING.format(number=len(FAULTS), least=LEAST_LOADED) + chapters


def _chapter(title: str, faults: tuple[Fault, ...]) -> str:
    rows = "".join(f"| {_cell(fault.what)} | {_becomes(fault)} |\n" for fault in faults)
    return f"\n## {title}\n| Submitted | What becomes of it |\n|---|---|\n{rows}"


def _becomes(fault: Fault) -> str:
    if fault.becomes == "quarantined":
        quarantined = f" ({fault.quarantined} of {fault.rows} rows)" if fault.rows > 1 else ""
        return f"Quarantined: `{fault.says}`{quarantined}"
    if fault.becomes == "stopped":
        return f"Not published: `{fault.says}`"
    return f"Refused: *{_cell(fault.says)}*" if fault.becomes == "refused" else f"Loaded: {_cell(fault.says)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
