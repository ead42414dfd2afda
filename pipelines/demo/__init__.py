"""The synthetic institution: an inbox of files as a university of NTNU's size would hand them in."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.demo.agreements import agreements
from pipelines.demo.dbh import write_answers
from pipelines.demo.enrolments import enrolments
from pipelines.demo.eu_participations import eu_participations
from pipelines.demo.files import canonical, typed, write_csv, write_parquet, write_xlsx
from pipelines.demo.graduates import graduates
from pipelines.demo.institution import stream
from pipelines.demo.partners import partners
from pipelines.demo.planting import plant
from pipelines.demo.programmes import programmes
from pipelines.demo.stays import stays
from pipelines.demo.studies import studies
from pipelines.demo.units import units

LAST_SEMESTER = "2025-autumn"
PLANNED = "2026"
SEMICOLONS_FROM = "2021"


def write_demo(inbox: Path, scale: float = 1.0, seed: int = 2022) -> None:
    """Write the demo inbox, one folder per feed; equal seed and scale give equal bytes.

    Scale multiplies persons; units, programmes, partners, agreements and projects stay as they are. Below 0.02
    there are too few persons to bear every planted fault.
    """
    taught = programmes(stream(seed, "programmes"))
    agreed = agreements(stream(seed, "agreements"))
    finished = graduates(stream(seed, "graduates"), taught, scale)
    moved = stays(stream(seed, "stays"), taught, agreed, finished, scale)
    studied = studies(stream(seed, "studies"), taught, finished, moved, scale)
    projects = eu_participations(stream(seed, "projects"))

    write_csv(canonical(units(), "units"), inbox / "units/units.csv", encoding="utf-8-sig")
    write_csv(plant(canonical(taught, "programmes"), "programmes"), inbox / "programmes/programmes.csv", ";", "latin-1")
    write_csv(plant(canonical(partners(), "partners"), "partners"), inbox / "partners/partners.csv")
    write_csv(canonical(agreed, "agreements"), inbox / "agreements/agreements.csv", ";")
    write_csv(canonical(projects, "eu_participations"), inbox / "eu_participations/eu_participations.csv")
    write_answers(inbox / "dbh", stream(seed, "dbh"), moved)
    for year, part in _by_year(finished.sort("graduated_on", "person_id"), "graduates", "graduated_on"):
        write_csv(part, inbox / f"graduates/graduates_{year}.csv")
    for year, part in _by_year(moved, "stays", "date_from"):
        if year >= PLANNED:
            write_xlsx(part, inbox / f"stays/stays_planned_{year}.xlsx")
        else:
            write_csv(part, inbox / f"stays/stays_{year}.csv", ";" if year >= SEMICOLONS_FROM else ",")
    for semester, registered in enrolments(stream(seed, "enrolments"), studied):
        if semester == LAST_SEMESTER:
            part = plant(canonical(registered, "enrolments"), "enrolments")
            write_csv(part, inbox / f"enrolments/enrolments_{semester}.csv", ";")
        else:
            write_parquet(typed(registered, "enrolments"), inbox / f"enrolments/enrolments_{semester}.parquet")


def _by_year(frame: pl.DataFrame, feed: str, on: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """A feed's canonical columns with its faults, one frame per year of the date; a fault stays in its row's year."""
    text = canonical(frame, feed)
    planted = plant(text.with_columns(pl.col(on).str.head(4).alias("file")), feed)
    for (year,), part in planted.group_by("file", maintain_order=True):
        yield str(year), part.drop("file")
