"""The synthetic institution: an inbox of files as a university of NTNU's size would hand them in."""

from pathlib import Path

import polars as pl

from pipelines.demo.agreements import agreements
from pipelines.demo.dbh import write_answers
from pipelines.demo.eu_participations import eu_participations
from pipelines.demo.files import canonical, write_csv
from pipelines.demo.graduates import graduates
from pipelines.demo.institution import stream
from pipelines.demo.partners import partners
from pipelines.demo.programmes import programmes
from pipelines.demo.stays import stays
from pipelines.demo.units import units


def write_demo(inbox: Path, scale: float = 1.0, seed: int = 2022) -> None:
    """Write the demo inbox, one folder per feed; equal seed and scale give equal bytes. Scale multiplies persons."""
    taught = programmes(stream(seed, "programmes"))
    agreed = agreements(stream(seed, "agreements"))
    finished = graduates(stream(seed, "graduates"), taught, scale)
    moved = stays(stream(seed, "stays"), taught, agreed, finished, scale)
    write_csv(canonical(units(), "units"), inbox / "units/units.csv", encoding="utf-8-sig")
    write_csv(canonical(taught, "programmes"), inbox / "programmes/programmes.csv", ";", "latin-1")
    write_csv(canonical(partners(), "partners"), inbox / "partners/partners.csv")
    write_csv(canonical(agreed, "agreements"), inbox / "agreements/agreements.csv", ";")
    for (year,), part in finished.sort("graduated_on", "person_id").group_by("year", maintain_order=True):
        write_csv(canonical(part, "graduates"), inbox / f"graduates/graduates_{year}.csv")
    starts = pl.col("date_from").dt.year().alias("begins")
    for (year,), part in moved.with_columns(starts).group_by("begins", maintain_order=True):
        write_csv(canonical(part, "stays"), inbox / f"stays/stays_{year}.csv")
    write_csv(
        canonical(eu_participations(stream(seed, "projects")), "eu_participations"),
        inbox / "eu_participations/eu_participations.csv",
    )
    write_answers(inbox / "dbh", stream(seed, "dbh"), moved)
