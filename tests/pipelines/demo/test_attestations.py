"""Attestations: milestones of departments and the institution, some expired, each at its level."""

from pathlib import Path

import polars as pl
import pytest

from tests.pipelines.demo.read_demo import rows

MILESTONES = {"D2", "D5", "E1", "E3", "F2", "F4", "G1", "H1", "SG-F1", "SG-H1"}


@pytest.fixture
def attested(small: Path) -> pl.DataFrame:
    return rows(small, "attestations").filter(pl.col("level") < "5").with_columns(pl.col("level").cast(pl.Int64))


def latest(attested: pl.DataFrame) -> pl.DataFrame:
    return attested.sort("attested_on").group_by("goal_id", "unit_code").last()


def test_every_milestone_is_attested_by_the_institution_and_most_departments(attested: pl.DataFrame) -> None:
    assert set(attested.filter(unit_code="000000")["goal_id"]) >= MILESTONES
    for goal in MILESTONES:
        part = latest(attested).filter(goal_id=goal)
        assert part.height > 45
        assert set(part["level"]) >= {1, 2, 3}
    assert set(attested["level"]) == {0, 1, 2, 3, 4}


def test_some_have_expired_when_the_year_2025_ends(attested: pl.DataFrame) -> None:
    expired = latest(attested).filter(pl.col("valid_until") <= "2025-12-31").height
    assert 0.05 < expired / latest(attested).height < 0.3


def test_what_is_not_relevant_has_its_reason(attested: pl.DataFrame) -> None:
    goals = attested.filter(pl.col("not_relevant_reason").is_not_null())["goal_id"].unique()
    assert {"C3", "D2", "H1"} <= set(goals)
