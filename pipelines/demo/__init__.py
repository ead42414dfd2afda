"""The synthetic institution: an inbox of files as a large university would hand them in."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.demo.again import with_stays_again
from pipelines.demo.agreements import agreements
from pipelines.demo.applications import applications
from pipelines.demo.attestations import attestations
from pipelines.demo.courses import courses
from pipelines.demo.dbh import write_answers
from pipelines.demo.degree_applications import degree_applications
from pipelines.demo.doctorates import doctorates
from pipelines.demo.enrolments import enrolments
from pipelines.demo.eu_applications import eu_applications
from pipelines.demo.eu_participations import EDUCATION, eu_participations
from pipelines.demo.files import canonical, typed, write_csv, write_parquet, write_xlsx
from pipelines.demo.graduates import graduates
from pipelines.demo.institution import stream
from pipelines.demo.measures import measures
from pipelines.demo.nominations import nominations
from pipelines.demo.partners import partners
from pipelines.demo.planting import plant
from pipelines.demo.programme_history import programme_history
from pipelines.demo.programmes import programmes
from pipelines.demo.publications import department_numbers, publications
from pipelines.demo.quality_assurances import quality_assurances
from pipelines.demo.staff import staff
from pipelines.demo.staff_mobility import staff_mobility
from pipelines.demo.stays import stays
from pipelines.demo.studies import studies
from pipelines.demo.units import units
from pipelines.demo.universities import university_participations
from pipelines.reading.origins import read_origins, write_origins

# The day the institution submits its year: the attestations of 2025 still hold, next spring's stays are planned.
AS_OF = date(2026, 1, 31)
# Horizon Europe is submitted as a list of every organisation, taken on this day; only such a list ranks them.
SNAPSHOT_ON = date(2026, 1, 15)
# Applicants are submitted as they were when 2025 ended: nothing is known of who left or came in January.
EXTRACTED_AT = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
LAST_SEMESTER = "2025-autumn"
PLANNED = "2026"
SEMICOLONS_FROM = "2021"


def write_demo(inbox: Path, scale: float = 1.0, seed: int = 2022) -> None:
    """Write the demo inbox, one folder per feed; equal seed and scale give equal bytes.

    Scale multiplies persons; units, programmes, partners, agreements, projects, publications and courses stay as they
    are. Below 0.02 there are too few persons to bear every planted fault. `origin.toml` says of every file that it is
    synthetic.
    """
    taught = programmes(stream(seed, "programmes"))
    agreed = agreements(stream(seed, "agreements"), taught)
    finished = graduates(stream(seed, "graduates"), taught, scale)
    moved = stays(stream(seed, "stays"), taught, agreed, finished, scale)
    studied = studies(stream(seed, "studies"), taught, finished, moved, scale)

    others = {path for path in _files(inbox) if read_origins(inbox).of(path) == "real"}
    _write_structure(inbox, taught, agreed)
    _write(inbox, "programme_history", programme_history(stream(seed, "programme_history"), taught), ";")
    _write(inbox, "measures", measures())
    _write(inbox, "quality_assurances", quality_assurances(stream(seed, "quality_assurances"), agreed))
    all_stays = with_stays_again(stream(seed, "again"), moved, scale)
    _write_research(inbox, seed, all_stays)
    _write_staff(inbox, seed, finished, scale)
    for year, part in _by_year(finished.sort("graduated_on", "person_id"), "graduates", "graduated_on"):
        write_csv(part, inbox / f"graduates/graduates_{year}.csv")
    for year, part in _by_year(all_stays, "stays", "date_from"):
        if year >= PLANNED:
            write_xlsx(part, inbox / f"stays/stays_planned_{year}.xlsx")
        else:
            write_csv(part, inbox / f"stays/stays_{year}.csv", ";" if year >= SEMICOLONS_FROM else ",")
    for semester, registered in enrolments(stream(seed, "enrolments"), studied):
        if semester == LAST_SEMESTER:
            _write(inbox, "enrolments", registered, ";", name=f"enrolments_{semester}")
        else:
            write_parquet(typed(registered, "enrolments"), inbox / f"enrolments/enrolments_{semester}.parquet")
    _write(inbox, "applications", applications(stream(seed, "applications"), moved, taught, studied), ";")
    _write(inbox, "nominations", nominations(stream(seed, "nominations"), moved))
    _write(inbox, "degree_applications", degree_applications(stream(seed, "degree_applications"), studied))
    for feed in ("applications", "nominations", "degree_applications"):
        os.utime(inbox / feed / f"{feed}.csv", (EXTRACTED_AT, EXTRACTED_AT))
    write_origins(inbox, dict.fromkeys(set(_files(inbox)) - others, "synthetic"))


def _files(inbox: Path) -> Iterator[str]:
    return (path.relative_to(inbox).as_posix() for path in inbox.glob("*/**/*") if path.is_file())


def _write_structure(inbox: Path, taught: pl.DataFrame, agreed: pl.DataFrame) -> None:
    """Units, programmes, partners, agreements."""
    write_csv(canonical(units(), "units"), inbox / "units/units.csv", encoding="utf-8-sig")
    write_csv(plant(canonical(taught, "programmes"), "programmes"), inbox / "programmes/programmes.csv", ";", "latin-1")
    _write(inbox, "partners", partners())
    _write(inbox, "agreements", agreed, ";")


def _write_research(inbox: Path, seed: int, stays: pl.DataFrame) -> None:
    """Projects, proposals, publications, courses, attestations, and answers of the database for higher education."""
    projects = pl.concat(
        [
            eu_participations(stream(seed, "projects")),
            eu_participations(stream(seed, "erasmus"), EDUCATION),
            university_participations(stream(seed, "universities")),
        ],
        how="diagonal",
    ).with_columns(pl.when(framework="HORIZON").then(SNAPSHOT_ON).alias("snapshot_on"))
    numbers = department_numbers(stream(seed, "dbh"))
    _write(inbox, "eu_participations", projects)
    _write(inbox, "eu_applications", eu_applications(stream(seed, "eu_applications"), projects))
    _write(inbox, "publications", publications(stream(seed, "publications"), numbers))
    _write(inbox, "courses", courses(stream(seed, "courses")), ";")
    _write(inbox, "attestations", attestations(stream(seed, "attestations")))
    write_answers(inbox / "dbh", numbers, stays, stream(seed, "reported"))


def _write_staff(inbox: Path, seed: int, finished: pl.DataFrame, scale: float) -> None:
    """Employees, their stays and guests, and doctorates."""
    employed = staff(stream(seed, "staff"), scale)
    _write(inbox, "staff", employed)
    _write(inbox, "staff_mobility", staff_mobility(stream(seed, "staff_mobility"), employed, scale), ";")
    _write(inbox, "doctorates", doctorates(stream(seed, "doctorates"), finished, scale))


def _write(inbox: Path, feed: str, frame: pl.DataFrame, separator: str = ",", name: str | None = None) -> None:
    """A feed's rows with its faults, as one csv file named after the feed."""
    write_csv(plant(canonical(frame, feed), feed), inbox / feed / f"{name or feed}.csv", separator)


def _by_year(frame: pl.DataFrame, feed: str, on: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """A feed's canonical columns with its faults, one frame per year of the date; a fault stays in its row's year."""
    text = canonical(frame, feed)
    planted = plant(text.with_columns(pl.col(on).str.head(4).alias("file")), feed)
    for (year,), part in planted.group_by("file", maintain_order=True):
        yield str(year), part.drop("file")
