"""Erasmus+ mobility and its links to research, counted in the public files alone."""

from pathlib import Path

import polars as pl
import pytest

from data_contracts.codes import code_table
from models.status import StatusRow
from models.store import OpenBuild
from pipelines.sources.eche import charter_holders
from tests.models.asked import ANALYST, by_year, fractions
from tests.models.given import Cell, given, mobility, participation, stay
from tests.models.judging import row_of


def judged(build: OpenBuild, goal: str) -> StatusRow:
    """The goal's row of the whole institution."""
    return row_of(goal, build, ANALYST)


def came(**cells: Cell) -> dict[str, Cell]:
    """One student who came from Aachen."""
    here: dict[str, Cell] = {"receiving_country": "NO", "receiving_erasmus_code": "N TRONDHE01"}
    return mobility(**{"sending_country": "DE", "sending_erasmus_code": "D AACHEN01", **here, **cells})


@pytest.mark.both_engines
class TestMobility:
    """B1, A1 and A3."""

    def test_participants_are_added_up_by_length_and_no_row_is_counted(self) -> None:
        build = given(
            erasmus_flows=[
                *(mobility(participants=40), mobility(participants=40)),
                mobility(duration_days=60.0, participants=7),
                mobility(duration_days=59.0, participants=500),
                mobility(duration_days=30.0, participants=3),
                mobility(duration_days=None, participants=900),
            ]
        )
        assert by_year(build, "erasmus_mobility_long_public") == {2024: 87}
        assert by_year(build, "erasmus_mobility_short_public") == {2024: 3}

    def test_staff_other_sectors_other_institutions_and_stays_within_are_not_in_it(self) -> None:
        build = given(
            erasmus_flows=[
                mobility(profile="staff", activity="Staff mobility for teaching"),
                mobility(sector="Vocational Education and Training"),
                mobility(sending_erasmus_code="N OSLO01"),
                mobility(receiving_erasmus_code="N TRONDHE01"),
                mobility(sending_erasmus_code=None),
                came(),
                mobility(),
            ]
        )
        assert by_year(build, "erasmus_mobility_long_public") == {2024: 1}

    def test_both_halves_are_judged_each_by_its_own_substitute(self) -> None:
        years = [("2019", 300, 10), ("2021", 250, 10), ("2024", 400, 60)]
        build = given(
            erasmus_flows=[
                row
                for year, long, short in years
                for row in (
                    mobility(start_month=f"{year}-09", participants=long),
                    mobility(start_month=f"{year}-09", participants=short, duration_days=10.0),
                )
            ]
        )
        row = judged(build, "B1")
        assert [(half.status, half.substitute_for) for half in row.halves] == [
            ("improving", "erasmus_mobility_long"),
            ("improving", "erasmus_mobility_short"),
        ]

    def test_universities_of_the_alliances_count_in_both_directions(self) -> None:
        build = given(
            erasmus_flows=[
                mobility(participants=2),
                came(participants=3),
                mobility(receiving_erasmus_code="S GOTEBOR02", receiving_country="SE", participants=5),
                mobility(receiving_erasmus_code="D MUNCHEN01", participants=100),
                mobility(receiving_erasmus_code=None, participants=100),
            ]
        )
        assert by_year(build, "alliance_stays_public") == {2024: 10}
        assert fractions(build, "alliance_stays_public", "alliance") == {
            "both": (5, None),
            "enhance": (5, None),
            "none": (0, None),
        }

    def test_countries_on_the_dac_list_of_the_day(self) -> None:
        build = given(erasmus_flows=[mobility(receiving_country="IN", participants=4), came(), mobility()])
        assert by_year(build, "low_middle_income_activity_public") == {2024: 4}
        assert judged(build, "A3").substitute_for == "low_middle_income_activity"

    def test_own_stays_come_first(self) -> None:
        build = given(erasmus_flows=[mobility()], stays=[stay(scheme="erasmus_plus")])
        assert judged(build, "A1").indicator == "alliance_stays"


@pytest.mark.both_engines
def test_stays_are_linked_to_research_where_a_joint_project_ran_when_they_began() -> None:
    joint: dict[str, Cell] = {"project_id": "J", "starts_on": "2024-01-01", "ends_on": "2024-12-31"}
    aachen: dict[str, Cell] = {"is_own": False, "organisation_id": "999983962/2", "country": "DE"}
    build = given(
        institutions=[
            {"erasmus_code": "D AACHEN01", "pic": "999983962", "listed_on": "2024-09-12"},
            {"erasmus_code": "D MUNCHEN01", "pic": "999983962", "listed_on": "2022-07-01"},
        ],
        eu_participations=[participation(**joint), participation(**(joint | aachen))],
        erasmus_flows=[
            *(mobility(participants=3), came(participants=2)),
            mobility(start_month="2025-01", participants=4),
            mobility(receiving_erasmus_code="D MUNCHEN01", participants=5),
            mobility(receiving_erasmus_code=None, participants=100),
        ],
    )
    assert fractions(build, "research_linked_share_public") == {2024: (5, 10), 2025: (0, 4)}
    assert judged(build, "D3").indicator == "research_linked_share_public"


def test_without_projects_or_charters_nothing_is_said_of_links() -> None:
    build = given(erasmus_flows=[mobility()])
    assert judged(build, "D3").status == "no_data"
    assert judged(build, "D3").indicator == "research_linked_share"


@pytest.mark.real_data
def test_the_universities_of_the_alliances_are_in_the_list_of_charter_holders(shared_data: Path) -> None:
    listed = charter_holders(shared_data / "eche" / "eche_2024-09-12.xlsx", {})
    members = code_table("alliance_universities")
    assert set(members["code"]) <= set(listed["erasmus_code"])
    assert members.filter(pl.col("alliance") == "both")["code"].to_list() == ["S GOTEBOR02"]
