"""Agreements, programmes and courses of the demo institution, counted a second time in another way."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from models.store import OpenBuild
from pipelines.demo.agreements import agreements
from pipelines.demo.courses import courses
from pipelines.demo.institution import stream
from pipelines.demo.programmes import programmes
from pipelines.demo.quality_assurances import quality_assurances
from pipelines.demo.units import units
from tests.models.asked import fractions
from tests.models.given import given

LEVELS = ["bachelor", "master", "integrated_master", "professional"]


@pytest.fixture(scope="module")
def made() -> dict[str, pl.DataFrame]:
    """The demo's own frames, before any file is written or read."""
    rng = stream(2022, "again")
    taught = programmes(rng)
    agreed = agreements(rng, taught)
    return {
        "units": units(),
        "quality_assurances": quality_assurances(rng, agreed),
        "agreements": agreed.with_columns(pl.col("unit_codes", "programme_codes").str.split("|")),
        "programmes": taught,
        "courses": courses(rng).filter(year=2024),
    }


@pytest.fixture(scope="module")
def build(made: dict[str, pl.DataFrame]) -> OpenBuild:
    def rows(feed: str, frame: pl.DataFrame) -> list[dict[str, Any]]:
        columns = [column.name for column in load_contract(feed).columns if column.name in frame.columns]
        return frame.select(columns).to_dicts()

    return given("2026-01-31", None, **{feed: rows(feed, frame) for feed, frame in made.items()})


def in_effect(agreements: pl.DataFrame, day: date) -> pl.DataFrame:
    """The agreements in effect on a day in the past."""
    without_end = pl.col("valid_to").is_null() & (pl.col("status") == "terminated")
    return agreements.filter(
        pl.col("status") != "draft",
        pl.lit(day).is_between("valid_from", pl.col("valid_to").fill_null(date.max)),
        ~without_end,
    )


def assured(made: dict[str, pl.DataFrame], day: date) -> list[str]:
    """The agreements with a quality assurance on a day."""
    rows = made["quality_assurances"].filter(pl.lit(day).is_between("assured_on", "valid_until"))
    return rows["agreement_id"].to_list()


@pytest.mark.parametrize("year", [2019, 2024])
def test_the_portfolio_of_earlier_years(build: OpenBuild, made: dict[str, pl.DataFrame], year: int) -> None:
    standing = in_effect(made["agreements"], date(year, 12, 31))
    shares = fractions(build, "agreements_quality_assured", years=(year, year))[year]
    kept = standing.filter(pl.col("agreement_id").is_in(assured(made, date(year, 12, 31))))
    assert shares == (kept.height, standing.height)
    assert standing.height > 400


def test_the_portfolio(build: OpenBuild, made: dict[str, pl.DataFrame]) -> None:
    standing = in_effect(made["agreements"], date(2025, 12, 31))
    counted = {
        "agreements_shared": standing.filter(pl.col("unit_codes").list.len().fill_null(99) > 1),
        "agreements_expiring": standing.filter(
            pl.col("valid_to") < date(2027, 1, 1), pl.col("renewal_started").fill_null(False).not_()
        ),
    }
    shares = {name: fractions(build, name, years=(2025, 2025))[2025] for name in counted}
    assert shares == {name: (frame.height, standing.height) for name, frame in counted.items()}


@pytest.mark.parametrize("year", [2018, 2019, 2024])
def test_the_programmes_of_each_faculty_that_an_agreement_names(
    build: OpenBuild, made: dict[str, pl.DataFrame], year: int
) -> None:
    day = date(year, 12, 31)
    standing = in_effect(made["agreements"], day)
    named = standing.filter(pl.col("agreement_id").is_in(assured(made, day)))["programme_codes"].explode().drop_nulls()
    offered = made["programmes"].filter(
        pl.col("degree_level").is_in(LEVELS), pl.col("valid_to").is_null() | (pl.col("valid_to") >= day.isoformat())
    )
    faculty = pl.col("unit_code").str.head(2)
    counted = offered.group_by(faculty.alias("faculty")).agg(
        pl.col("programme_code").is_in(named.implode()).sum(), pl.len()
    )
    shares = fractions(build, "programmes_with_own_agreement", "faculty", years=(year, year))
    assert shares == {code: (with_own, n) for code, with_own, n in counted.iter_rows()}


def test_the_courses(build: OpenBuild, made: dict[str, pl.DataFrame]) -> None:
    english = made["courses"].filter(teaching_language="en")
    local = english["students_local"] / (english["students_local"] + english["students_international"])
    mixed = english.filter(local.round(9).is_between(0.2, 0.8))
    assert fractions(build, "english_course_share") == {2024: (english.height, made["courses"].height)}
    assert fractions(build, "mixed_classrooms")[2024][0] == mixed.height
    packages = (
        english.filter(pl.col("level").is_in(["bachelor", "master"]))
        .group_by("unit_code", "level")
        .agg(pl.col("ects").sum())
        .filter(pl.col("ects") >= 30)
    )
    assert fractions(build, "english_packages")[2024][0] == packages.height
