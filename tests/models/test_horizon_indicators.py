"""Horizon Europe: success, MSCA, Pathfinder, pillar 3, research infrastructures, and ERC beside the portfolio."""

from typing import Any

import pytest

from tests.models.asked import answer, by_year, fractions
from tests.models.given import eu_application, given, participation

pytestmark = pytest.mark.both_engines


def test_success_is_funded_over_decided_by_year_of_submission() -> None:
    build = given(
        eu_applications=[
            *(eu_application(outcome=outcome) for outcome in ("funded", "rejected", "reserve", "rejected")),
            eu_application(outcome="pending"),
            eu_application(outcome="withdrawn"),
            eu_application(outcome="funded", framework="ERASMUS2021", action="KA2"),
            eu_application(outcome="funded", submitted_on="2024-12-31"),
        ]
    )
    assert fractions(build, "horizon_success_rate") == {2023: (1, 4), 2024: (1, 1)}


def test_without_a_decision_there_is_no_success_rate() -> None:
    build = given(eu_applications=[eu_application(outcome="pending")])
    assert by_year(build, "horizon_success_rate") == {2023: None}


def test_msca_projects_are_of_every_type_in_either_programme() -> None:
    build = given(
        eu_participations=[
            participation(action="MSCA-DN"),
            participation(action="MSCA-PF", role="coordinator"),
            participation(action="MSCA-ITN", framework="H2020", signed_on="2016-01-01"),
            participation(action="ERC-STG"),
        ]
    )
    assert fractions(build, "msca_projects", "action") == dict.fromkeys(("MSCA-DN", "MSCA-ITN", "MSCA-PF"), (1, None))
    assert by_year(build, "msca_projects", where={"framework": ("H2020",)}) == {2016: 1}


def test_msca_applications_count_whatever_became_of_them_and_their_reviews_where_registered() -> None:
    build = given(
        eu_applications=[
            eu_application(action="MSCA-PF", internally_reviewed=True, outcome="withdrawn"),
            eu_application(action="MSCA-PF", internally_reviewed=False),
            eu_application(action="MSCA-DN", internally_reviewed=None),
            eu_application(action="RIA", internally_reviewed=True),
        ]
    )
    assert fractions(build, "msca_applications", "action") == {"MSCA-DN": (1, None), "MSCA-PF": (2, None)}
    assert fractions(build, "msca_internally_reviewed") == {2023: (1, 3)}


FORMER = {"framework": "H2020", "signed_on": "2018-01-01"}


class TestPathfinder:
    """Doubled against FET and the Pathfinder pilot of Horizon 2020."""

    def test_awards_of_both_roles_grow_against_the_whole_of_horizon_2020(self) -> None:
        build = given(
            eu_participations=[
                participation(**FORMER, action="FET"),
                participation(**FORMER, action="EIC-PATHFINDER", role="coordinator"),
                participation(action="EIC-PATHFINDER", signed_on="2022-02-01"),
                participation(action="EIC-PATHFINDER", signed_on="2023-02-01", role="coordinator"),
                participation(action="EIC-TRANSITION", signed_on="2022-02-01"),
                participation(action="FET", signed_on="2022-02-01"),
            ]
        )
        assert fractions(build, "pathfinder_ratio") == {2021: (0, 2), 2022: (1, 2), 2023: (2, 2)}
        assert [row.value for row in answer(build, "pathfinder_ratio").rows] == [1.0]

    def test_a_project_with_two_own_rows_is_one(self) -> None:
        twice: dict[str, Any] = {"project_id": "a", "action": "EIC-PATHFINDER", "signed_on": "2021-02-01"}
        build = given(
            eu_participations=[
                participation(**FORMER, action="FET"),
                participation(**twice),
                participation(**twice, organisation_id="own/2"),
            ]
        )
        assert fractions(build, "pathfinder_ratio") == {2021: (1, 1)}

    def test_applications_are_those_to_either_programmes_form_of_it(self) -> None:
        build = given(
            eu_applications=[
                eu_application(action="EIC-PATHFINDER"),
                eu_application(action="FET", framework="H2020", submitted_on="2017-01-01"),
                eu_application(action="EIC-PATHFINDER", framework="H2020", submitted_on="2020-01-01"),
                eu_application(action="EIC-ACCELERATOR"),
            ]
        )
        assert by_year(build, "pathfinder_applications") == {2017: 1, 2020: 1, 2023: 1}


def test_pillar_3_beside_pathfinder_is_transition_accelerator_eit_and_ecosystems() -> None:
    actions = ("EIC-TRANSITION", "EIC-ACCELERATOR", "EIT", "EIE", "EIC-PATHFINDER", "RIA")
    pilot = participation(action="EIC-ACCELERATOR", framework="H2020")
    build = given(eu_participations=[pilot, *(participation(action=action) for action in actions)])
    assert by_year(build, "pillar3_participations", years=(2023, 2023)) == {2023: 4}


def test_a_year_of_horizon_europe_without_a_project_of_pillar_3_stands_with_none() -> None:
    build = given(eu_participations=[participation(action="EIE", signed_on="2022-01-01"), participation()])
    assert by_year(build, "pillar3_participations") == {2021: 0, 2022: 1, 2023: 0}
    instruments = fractions(build, "pillar3_participations", "action")
    assert instruments == dict.fromkeys(("EIC-ACCELERATOR", "EIC-TRANSITION", "EIT"), (0, None)) | {"EIE": (1, None)}


def test_infrastructure_projects_are_those_of_the_action() -> None:
    other = participation(action="RIA", signed_on="2022-01-01")
    build = given(eu_participations=[participation(action="INFRA"), participation(action="RIA"), other])
    assert by_year(build, "infrastructure_projects_signed") == {2022: 0, 2023: 1}


def test_an_infrastructure_project_counts_in_every_year_in_which_it_runs() -> None:
    build = given(
        eu_participations=[
            participation(action="INFRA", starts_on="2022-12-01", ends_on="2024-01-31"),
            participation(action="INFRA", starts_on="2024-01-01", ends_on="2027-12-31"),
            participation(action="INFRA", signed_on="2021-05-01"),  # without its days: the year of the award alone
            participation(action="INFRA", starts_on="2022-01-01"),  # without a last day: its first year alone
            participation(action="INFRA", starts_on="2022-01-01", ends_on="2025-12-31", role="associated_partner"),
            participation(action="RIA", starts_on="2020-01-01", ends_on="2026-12-31"),
        ]
    )
    assert by_year(build, "infrastructure_participation") == {
        2020: 0, 2021: 1, 2022: 2, 2023: 1, 2024: 2, 2025: 1, 2026: 1,
    }  # fmt: skip


def test_a_list_that_ends_with_horizon_2020_says_nothing_of_what_runs_later() -> None:
    """Else a project that ends in 2025 would be all that runs then, and the portfolio would seem to shrink."""
    former = participation(
        action="INFRA", framework="H2020", signed_on="2019-05-01", starts_on="2020-01-01", ends_on="2025-12-31"
    )
    last = participation(action="RIA", framework="H2020", signed_on="2021-05-01", starts_on="2022-01-01")
    erasmus = participation(action="KA2", framework="ERASMUS2021", signed_on="2024-05-01")
    build = given(eu_participations=[former, last, erasmus])
    assert by_year(build, "infrastructure_participation") == {2020: 1, 2021: 1}
    later = participation(action="RIA", signed_on="2023-05-01", starts_on="2024-01-01")
    build = given(eu_participations=[former, later])
    assert by_year(build, "infrastructure_participation") == dict.fromkeys(range(2020, 2026), 1)


def test_a_running_project_of_two_departments_is_one() -> None:
    days = {"action": "INFRA", "starts_on": "2023-01-01", "ends_on": "2023-12-31", "project_id": "e"}
    both = [participation(**days, unit_code="631000"), participation(**days, organisation_id="o", unit_code="641000")]
    build = given(eu_participations=both)
    assert by_year(build, "infrastructure_participation") == {2023: 1}
    assert fractions(build, "infrastructure_participation", "faculty") == {"63": (1, None), "64": (1, None)}


class TestErc:
    """The portfolio, and what is shown beside it."""

    def test_the_portfolio_has_years_up_to_the_newest_that_the_data_tells_of(self) -> None:
        """Without a row of Horizon Europe there is no portfolio to compare, rather than one of none."""
        former = participation(action="ERC-STG", role="coordinator", framework="H2020", signed_on="2015-01-01")
        assert by_year(given(eu_participations=[former]), "erc_portfolio_ratio") == {}
        signed = given(eu_participations=[former, participation(signed_on="2022-01-01")])
        assert by_year(signed, "erc_portfolio_ratio") == {2021: 0, 2022: 0}
        listed = participation(signed_on="2022-01-01", is_own=False, snapshot_on="2024-03-01")
        assert by_year(given(eu_participations=[former, listed]), "erc_portfolio_ratio") == dict.fromkeys(
            range(2021, 2025), 0
        )

    def test_a_grant_whose_day_of_signing_is_unknown_stands_from_the_year_of_its_call(self) -> None:
        erc = {"action": "ERC-STG", "role": "coordinator"}
        build = given(
            eu_participations=[
                participation(**erc, framework="H2020", signed_on="2015-01-01"),
                participation(**erc, signed_on=None, call_year=2022),
                participation(signed_on="2023-01-01"),
            ]
        )
        assert fractions(build, "erc_portfolio_ratio") == {2021: (0, 1), 2022: (1, 1), 2023: (1, 1)}

    def test_proof_of_concept_and_grants_hosted_elsewhere_are_shown_apart(self) -> None:
        build = given(
            eu_participations=[
                participation(action="ERC-POC", role="coordinator"),
                participation(action="ERC-SYG"),
                participation(action="ERC-SYG", role="coordinator"),
            ]
        )
        assert by_year(build, "erc_proof_of_concept") == {2023: 1}
        assert by_year(build, "erc_as_participant") == {2023: 1}
