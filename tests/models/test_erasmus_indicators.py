"""Erasmus+: cooperation projects, money, and how many departments take part."""

from typing import Any

import pytest

from models.store import OpenBuild
from tests.models.asked import answer, by_year, fractions
from tests.models.given import UNITS, given, participation, unit

pytestmark = pytest.mark.both_engines


def project(**cells: Any) -> dict[str, Any]:
    """An own cooperation project (KA2) of the department of Computer Science, signed in 2023."""
    return participation(**{"framework": "ERASMUS2021", "action": "KA2", "unit_code": "631000"} | cells)


def in_2014(**cells: Any) -> dict[str, Any]:
    """The same, of the former programme, signed in 2016."""
    return project(**{"framework": "ERASMUS2014", "signed_on": "2016-05-01", "call_year": 2016} | cells)


def test_cooperation_projects_are_own_ones_beside_mobility() -> None:
    build = given(
        eu_participations=[
            *(project(action=action, role="coordinator") for action in ("KA2", "KA3", "JEAN-MONNET", "MUNDUS")),
            project(action="KA1"),
            project(action="OTHER"),
            project(role="associated_partner"),
            project(is_own=False),
            participation(),
        ]
    )
    assert by_year(build, "erasmus_projects") == {2023: 4}


def test_centralised_projects_are_those_said_to_be() -> None:
    centralised = [project(centralised=True), project(centralised=False), project(centralised=None)]
    build = given(eu_participations=centralised)
    assert by_year(build, "erasmus_projects_centralised") == {2023: 1}


def test_projects_of_the_results_platform_have_no_day_of_signing_and_count_in_the_year_of_their_call() -> None:
    build = given(
        eu_participations=[
            project(signed_on="2023-02-01", call_year=2022),
            project(signed_on=None, call_year=2022, organisation_id="name:ntnu, NO", contribution_eur=0.0),
        ]
    )
    assert by_year(build, "erasmus_projects") == {2022: 1, 2023: 1}
    assert by_year(build, "erasmus_projects", dated_by="call") == {2022: 2}


def test_a_project_on_the_platform_and_the_own_list_counts_once_with_the_own_money() -> None:
    build = given(
        eu_participations=[
            project(project_id="a", contribution_eur=40.0),
            project(project_id="a", contribution_eur=300.0, signed_on=None, organisation_id="name:ntnu, NO"),
        ]
    )
    assert by_year(build, "erasmus_projects") == {2023: 1}
    assert by_year(build, "erasmus_funding") == {2023: 40.0}


def test_money_is_that_of_every_action_also_of_mobility() -> None:
    build = given(eu_participations=[project(action="KA1", contribution_eur=0.5), project(contribution_eur=0.25)])
    assert by_year(build, "erasmus_funding") == {2023: 0.75}


class TestBreadth:
    """The small university has three departments: 631000, 632000 and 641000."""

    def breadth(self, build: OpenBuild, framework: str = "ERASMUS2021") -> dict[Any, Any]:
        return fractions(build, "erasmus_breadth", where={"framework": (framework,)})

    def test_departments_stay_once_they_have_had_a_project_in_the_programme(self) -> None:
        build = given(
            eu_participations=[
                project(unit_code="631000", signed_on="2021-05-01"),
                project(unit_code="641000", signed_on="2023-05-01"),
            ]
        )
        assert self.breadth(build) == {2021: (1, 3), 2022: (1, 3), 2023: (2, 3)}

    def test_each_programme_begins_anew_and_the_former_has_all_its_years(self) -> None:
        build = given(eu_participations=[in_2014(), project(unit_code="641000", signed_on="2021-05-01")])
        former = self.breadth(build, "ERASMUS2014")
        assert former == {2014: (0, 3), 2015: (0, 3), **dict.fromkeys(range(2016, 2022), (1, 3))}
        assert self.breadth(build) == {2021: (1, 3)}

    def test_what_the_former_programme_signs_in_the_year_after_its_last_calls_counts_in_that_year(self) -> None:
        build = given(eu_participations=[in_2014(signed_on="2021-03-01"), project(signed_on="2021-03-01")])
        former = self.breadth(build, "ERASMUS2014")
        assert (former[2020], former[2021]) == ((0, 3), (1, 3))

    def test_what_it_signs_even_later_counts_in_the_year_after_its_last_calls(self) -> None:
        build = given(eu_participations=[in_2014(signed_on="2022-03-01"), project(signed_on="2022-03-01")])
        former = self.breadth(build, "ERASMUS2014")
        assert (max(former), former[2021]) == (2021, (1, 3))

    def test_a_programme_that_the_data_does_not_know_has_no_years(self) -> None:
        assert self.breadth(given(eu_participations=[project()]), "ERASMUS2014") == {}

    def test_mobility_and_other_programmes_are_no_such_projects(self) -> None:
        build = given(eu_participations=[project(action="KA1"), participation(unit_code="631000")])
        assert self.breadth(build)[2023] == (0, 3)

    def test_a_project_of_a_merged_department_counts_for_its_successor(self) -> None:
        merged = {"valid_to": "2021-12-31", "successor_code": "632000"}
        units = [unit(**cells | (merged if cells["unit_code"] == "631000" else {})) for cells in UNITS]
        build = given(units=units, eu_participations=[project(signed_on="2021-05-01"), project(unit_code="632000")])
        assert self.breadth(build) == {2021: (1, 3), 2022: (1, 2), 2023: (1, 2)}

    def test_projects_of_unknown_units_and_of_faculties_are_of_no_department(self) -> None:
        build = given(eu_participations=[project(unit_code=None), project(unit_code="630000")])
        assert self.breadth(build)[2023] == (0, 3)

    def test_faculties_have_their_own_departments(self) -> None:
        build = given(eu_participations=[project()])
        assert fractions(build, "erasmus_breadth", "faculty") == {"63": (1, 2), "64": (0, 1)}

    def test_spread_is_one_less_the_sum_of_squared_shares(self) -> None:
        """Two, one and one of four projects: 1 − (4 + 1 + 1) / 16 = 10 / 16."""
        units = ("631000", "631000", "632000", "641000")
        build = given(eu_participations=[project(unit_code=code) for code in units])
        assert fractions(build, "erasmus_concentration")[2023] == (10, 16)
        assert answer(build, "erasmus_concentration").rows[0].value == 0.625

    def test_without_projects_there_is_no_spread(self) -> None:
        build = given(eu_participations=[project(unit_code=None)])
        assert by_year(build, "erasmus_concentration")[2023] is None
