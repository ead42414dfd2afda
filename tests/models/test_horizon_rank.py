"""The rank among higher education institutions, on handfuls of grants."""

from typing import Any

import pytest

from models.question import Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST, answer, by_year
from tests.models.given import given, participation
from tests.models.judging import row_of


def granted(organisation: str, euros: float, **cells: Any) -> dict[str, Any]:
    """A grant of Horizon Europe to a higher education institution, in pillar 2, as a snapshot of late 2023 tells it."""
    by_name: dict[str, Any] = {
        "organisation_id": organisation, "is_own": organisation == "own", "organisation_type": "HES",
        "country": "NO" if organisation in ("own", "oslo") else "DE", "pillar": "global_challenges",
        "contribution_eur": euros, "snapshot_on": "2023-12-31",
    }  # fmt: skip
    return participation(**by_name | cells)


def ranks(*grants: dict[str, Any], indicator: str = "horizon_rank") -> dict[Any, float | None]:
    return by_year(given(eu_participations=list(grants)), indicator)


def test_the_rank_is_by_all_that_is_granted_up_to_the_year() -> None:
    assert ranks(
        granted("own", 10, signed_on="2021-06-01"),
        granted("aachen", 5, signed_on="2021-06-01"),
        granted("aachen", 6, signed_on="2022-06-01"),
        granted("berlin", 50, signed_on="2023-06-01"),
    ) == {2021: 1, 2022: 2, 2023: 3}


def test_equal_amounts_share_a_place_and_the_next_one_is_left_free() -> None:
    build = given(eu_participations=[granted("own", 5), granted("aachen", 5), granted("berlin", 9), granted("oslo", 1)])
    assert by_year(build, "horizon_rank")[2023] == 2
    rows = build.engine.rows("select organisation, rank_overall from facts.horizon_organisations where year = 2023")
    assert dict(rows) == {"berlin": 1, "own": 2, "aachen": 2, "oslo": 4}  # type: ignore[arg-type]


def test_only_higher_education_institutions_with_eu_money_in_horizon_europe_are_ranked() -> None:
    assert (
        ranks(
            granted("own", 5),
            granted("institute", 9, organisation_type="REC"),
            granted("aachen", 9, framework="H2020"),
            granted("berlin", 9, role="associated_partner"),
            granted("oslo", 4),
            granted("oslo", 2, role="third_party"),
        )[2023]
        == 2
    )


def test_an_organisation_listed_twice_in_a_project_is_one() -> None:
    assert ranks(granted("own", 5), granted("aachen", 3), granted("aachen/7", 3))[2023] == 2


def test_a_grant_without_a_signing_day_counts_from_the_year_of_its_call() -> None:
    assert ranks(granted("own", 5), granted("aachen", 9, signed_on=None, call_year=2022))[2022] is None
    assert ranks(granted("own", 5, signed_on="2022-01-01"), granted("aachen", 9, signed_on=None, call_year=2022)) == {
        2021: None,
        2022: 2,
        2023: 2,
    }


def test_pillar_2_is_ranked_by_its_own_money_and_norway_by_its_own_institutions() -> None:
    build = given(
        eu_participations=[
            granted("own", 5),
            granted("own", 100, pillar="excellent_science"),
            granted("oslo", 7),
            granted("aachen", 9),
        ]
    )
    by_name = {
        name: by_year(build, name)[2023] for name in ("horizon_rank", "horizon_rank_pillar_2", "horizon_rank_norway")
    }
    assert by_name == {"horizon_rank": 1, "horizon_rank_pillar_2": 3, "horizon_rank_norway": 2}


def test_without_money_in_pillar_2_there_is_no_rank_in_it() -> None:
    grants = (granted("own", 5, pillar="excellent_science"), granted("aachen", 9))
    assert ranks(*grants, indicator="horizon_rank_norway")[2023] is None


@pytest.mark.parametrize("indicator", ["horizon_rank", "horizon_rank_pillar_2", "horizon_rank_norway"])
def test_a_list_of_some_organisations_alone_ranks_nobody(indicator: str) -> None:
    """The Research Council's list holds Norwegian organisations: first among them is first of nothing."""
    build = given(eu_participations=[granted("own", 5, snapshot_on=None), granted("oslo", 3, snapshot_on=None)])

    assert by_year(build, indicator) == {2021: None}
    assert [row.value for row in answer(build, indicator).rows] == [None]


def test_without_a_year_it_is_the_rank_on_the_day_of_the_snapshot() -> None:
    build = given(eu_participations=[granted("own", 5, signed_on="2021-02-01"), granted("aachen", 9)])
    assert [row.value for row in answer(build, "horizon_rank").rows] == [2]
    assert build.engine.rows("select distinct snapshot from facts.horizon_organisations") == [("2023-12-31",)]


def test_a_project_told_by_two_lists_counts_once_as_the_list_of_some_has_it() -> None:
    build = given(
        eu_participations=[
            granted("own", 400.0, project_id="a"),
            participation(project_id="a", organisation_id="974767880", contribution_eur=500.0),
            granted("own", 70.0, project_id="b"),
        ]
    )
    assert by_year(build, "horizon_projects") == {2023: 2}
    assert by_year(build, "horizon_funding") == {2023: 570.0}


class TestGoal:
    """C4: among the top 20, and first in Norway in pillar 2."""

    def status(self, build: OpenBuild, viewer: Viewer = ANALYST) -> tuple[str, float | None]:
        row = row_of("C4", build, viewer)
        return row.status, row.value

    def test_both_ranks_reach_the_goal(self) -> None:
        assert self.status(given(eu_participations=[granted("own", 9), granted("oslo", 5)])) == ("reached", 1)

    def test_it_stands_as_the_weaker_of_the_two(self) -> None:
        grants = [granted("own", 5), granted("oslo", 9), granted("own", 1, signed_on="2021-05-01")]
        status, rank = self.status(given(eu_participations=grants))
        assert (status, rank) == ("behind_pace", 2)

    def test_without_a_snapshot_there_is_no_data(self) -> None:
        assert self.status(given(eu_participations=[participation()]))[0] == "no_data"
