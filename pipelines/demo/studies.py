"""Who studies what from when to when: graduates, students with a stay, international masters, and all others."""

import numpy as np
import polars as pl

from pipelines.demo import semesters
from pipelines.demo.citizens import pays_no_fee
from pipelines.demo.fees import with_fee_status
from pipelines.demo.graduates import CAME_SHARE
from pipelines.demo.institution import Generator, scaled, series, some
from pipelines.demo.newcomers import entrants, fill
from pipelines.demo.people import ABROAD

PERSON = ("person_id", "gender", "birth_year", "citizenship", "international_degree_student")
COLUMNS = (*PERSON, "programme_code", "first", "last")
FROM_EU = [code for code in ABROAD if code in {"SE", "DE", "PL", "LT", "DK", "IT"}]
COUNTRIES = {"other": [code for code in ABROAD if code not in FROM_EU], "eu_eea": FROM_EU}


def studies(
    rng: Generator, programmes: pl.DataFrame, graduates: pl.DataFrame, stays: pl.DataFrame, scale: float
) -> pl.DataFrame:
    """One row per person and programme: who, `first` and `last` semester (numbers), fee status, the programme's.

    Graduates study until they graduate; who graduates in no year 2016–2025 leaves, or has not finished by then. Each
    autumn has as many students as published.
    """
    of_programme = programmes.select(
        "programme_code", "degree_level", "campus", "faculty", pl.col("unit_code").alias("department")
    )
    known_studies = pl.concat(
        [_graduates(graduates), _with_stay(rng, stays), _masters(rng, programmes, graduates, scale)]
    )
    target = {year: scaled(number, scale) for year, number in series()["registered_autumn"].items()}
    others = fill(rng, programmes, known_studies, target)
    pays = (pl.col("degree_level") == "master") & ~pays_no_fee()
    came = (pl.col("citizenship") != "NO") & ~pays & pl.Series(some(rng, others.height, CAME_SHARE))
    others = others.with_columns(came.fill_null(False).alias("international_degree_student")).select(COLUMNS)
    every = pl.concat([known_studies, others]).join(
        of_programme, on="programme_code", how="left", maintain_order="left"
    )
    return with_fee_status(rng, every)


def _graduates(graduates: pl.DataFrame) -> pl.DataFrame:
    """Registered in the semester of the graduation where that is two months into it."""
    last = semesters.semester_of(pl.col("graduated_on").dt.offset_by("-2mo"), autumn_from=8)
    first = semesters.autumn(pl.col("start_year"))
    return graduates.with_columns(first.alias("first"), last.alias("last")).select(COLUMNS)


def _with_stay(rng: Generator, stays: pl.DataFrame) -> pl.DataFrame:
    """Students abroad who are not among the graduates; they go on for some semesters after the stay."""
    abroad = stays.filter(pl.col("direction") == "out", ~pl.col("person_id").str.starts_with("G"))
    after = pl.Series(rng.integers(1, 4, abroad.height))
    return abroad.with_columns(
        semesters.autumn(pl.col("start_year")).alias("first"),
        (semesters.semester_of(pl.col("date_to")) + after).alias("last"),
        pl.lit(False).alias("international_degree_student"),
    ).select(COLUMNS)


def _masters(rng: Generator, programmes: pl.DataFrame, graduates: pl.DataFrame, scale: float) -> pl.DataFrame:
    """Who came for a master's degree and is not among its graduates, so that each year has its published number."""
    english = programmes.filter(degree_level="master", teaching_language="en")
    came = graduates.filter(pl.col("degree_level") == "master", "international_degree_student")
    frames = []
    for (group, countries), prefix in zip(COUNTRIES.items(), "IJ", strict=True):
        arrived = dict(came.filter(pays_no_fee() == (group == "eu_eea"))["start_year"].value_counts().iter_rows())
        wanted = {year: scaled(number, scale) for year, number in series()["new_masters_abroad"][group].items()}
        missing = [max(number - arrived.get(year, 0), 0) for year, number in wanted.items()]
        begun = entrants(rng, english, np.repeat(list(wanted), missing), prefix)
        citizenship = np.array(countries)[rng.integers(0, len(countries), begun.height)]
        frames.append(
            begun.with_columns(
                pl.Series("citizenship", citizenship), pl.lit(True).alias("international_degree_student")
            ).select(COLUMNS)
        )
    return pl.concat(frames)
