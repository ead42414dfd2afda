"""Student mobility of 2008 to 2014, one row per student, under the headings that mobility files have had since.

Those files give institutions by their Erasmus codes and no names, placements in enterprises without a code, and Belgium
by its communities (BEFR). The academic year is in the name of the file, as in `SM_2012_13_20141103_01.csv`.
"""

import re
from functools import cache
from pathlib import Path

import polars as pl

from data_contracts.yaml_text import parse_yaml
from pipelines.sources.headings import folded

HEADINGS = Path(__file__).with_suffix(".yaml")
CODES = ("Sending Organisation Erasmus Code", "Receiving Organisation Erasmus Code")
NAMES = ("Sending Organisation", "Receiving Organisation")
COUNTRIES = ("Sending Country", "Receiving Country", "Participant Nationality")
ACTIVITIES = {"S": "Student mobility for studies", "P": "Student mobility for traineeships", "C": "Combined mobility"}
YEARS = re.compile(r"(?<!\d)((?:20)\d{2})[-_. ]?((?:20)?\d{2})(?!\d)")
MONTHS = {name: f"{number:02}" for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip
NAMED_MONTH = r"^(?:\d{1,2}-)?([A-Za-z]{3})[a-z]*-(?:20)?(\d{2})$"  # Sep-12, 17-Sep-2012
DAY_FIRST = r"^\d{1,2}[./](\d{1,2})[./](\d{4})"


def is_before_2014(headings: list[str]) -> bool:
    """Whether a table has the headings of those files: both institutions' countries, by one of their names."""
    present = {folded(heading) for heading in headings}
    return all(present & {folded(name) for name in _headings()[side]} for side in COUNTRIES[:2])


def as_later(table: pl.DataFrame, path: Path) -> pl.DataFrame:
    """The same rows under the headings of later files, each one participant of higher education."""
    ours = {folded(theirs): name for name, all_theirs in _headings().items() for theirs in all_theirs}
    names = {heading: ours[folded(heading)] for heading in table.columns if folded(heading) in ours}
    rows = table.select(pl.col(heading).cast(pl.String).alias(name) for heading, name in names.items())
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in _headings() if name not in names.values())
    kind = pl.col("mobility_type").str.to_uppercase()
    return rows.with_columns(
        *(pl.col(name).str.replace(r"^BE(DE|FR|NL)$", "BE") for name in COUNTRIES),
        *(pl.col(code).alias(name) for code, name in zip(CODES, NAMES, strict=True)),
        kind.replace_strict(ACTIVITIES, default=pl.col("mobility_type")).alias("Activity (mob)"),
        _month(pl.coalesce("study_start", "placement_start")).alias("Mobility Start Month"),
        pl.col("Participant Gender").str.to_lowercase().replace({"f": "Female", "m": "Male"}),
        pl.lit(_academic_year(path), pl.String).alias("Academic Year"),
        pl.lit("Higher Education").alias("Field"),
        pl.lit("Learners").alias("Participant Profile"),
        pl.lit("1").alias("Participants"),
    ).drop("mobility_type", "study_start", "placement_start")


def _month(cell: pl.Expr) -> pl.Expr:
    """`Sep-12`, `17-Sep-2012` and `17/09/2012` → `2012-09`; anything else stays."""
    month = cell.str.extract(NAMED_MONTH, 1).str.to_lowercase().replace_strict(MONTHS, default=None)
    named = pl.concat_str(pl.lit("20") + cell.str.extract(NAMED_MONTH, 2), month, separator="-")
    numbered = pl.concat_str(cell.str.extract(DAY_FIRST, 2), cell.str.extract(DAY_FIRST, 1).str.zfill(2), separator="-")
    return pl.coalesce(named, numbered, cell)


def _academic_year(path: Path) -> str | None:
    """`SM_2012_13` → `2012-2013`; None where the name has no two years that follow each other."""
    for match in YEARS.finditer(path.stem):
        first, last = int(match[1]), int(match[2]) % 100
        if (first + 1) % 100 == last:
            return f"{first}-{first + 1}"
    return None


def headings_before_2014() -> list[str]:
    """Every heading that those files have had."""
    return [theirs for all_theirs in _headings().values() for theirs in all_theirs]


@cache
def _headings() -> dict[str, list[str]]:
    read: dict[str, list[str]] = parse_yaml(HEADINGS.read_text(encoding="utf-8"))
    return read


OF_EARLIER_FILES = frozenset(folded(heading) for heading in _headings()["Sending Country"])  # a table has one of them
