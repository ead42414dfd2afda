"""EU projects, money and the doubling of the ERC portfolio."""

from tests.models.asked import answer, by_year, fractions
from tests.models.given import given, participation


def test_projects_are_distinct_own_ones_as_coordinator_or_participant() -> None:
    build = given(
        eu_participations=[
            participation(project_id="a", role="coordinator"),
            participation(project_id="b", organisation_id="own"),
            participation(project_id="b", organisation_id="own/2"),  # twice in one project
            participation(project_id="c", role="associated_partner"),
            participation(project_id="d", role="third_party"),
            participation(project_id="e", is_own=False, role="coordinator"),
            participation(project_id="f", framework="ERASMUS2021"),
        ]
    )
    assert by_year(build, "horizon_projects") == {2023: 2}
    assert fractions(build, "horizon_projects", "role") == {
        "coordinator": (1, None),
        "participant": (1, None),
    }


def test_funding_keeps_its_cents_and_its_corrections() -> None:
    build = given(
        eu_participations=[
            participation(contribution_eur=0.1),
            participation(contribution_eur=0.2),
            participation(contribution_eur=-0.05),
        ]
    )
    assert by_year(build, "horizon_funding") == {2023: 0.25}


def test_years_of_eu_projects_are_years_of_signing_unless_the_call_is_asked_for() -> None:
    build = given(eu_participations=[participation(signed_on="2022-11-01", call_year=2021)])
    assert by_year(build, "horizon_projects") == {2022: 1}
    assert by_year(build, "horizon_projects", dated_by="call") == {2021: 1}


def test_the_erc_portfolio_grows_with_each_signing_against_the_whole_of_horizon_2020() -> None:
    erc = {"action": "ERC-STG", "role": "coordinator"}
    build = given(
        as_of="2024-06-01",
        eu_participations=[
            participation(**erc, framework="H2020", signed_on="2015-01-01"),
            participation(**erc, framework="H2020", signed_on="2021-03-01"),
            participation(**erc, signed_on="2022-01-01"),
            participation(**erc, signed_on="2024-01-01"),
            participation(action="ERC-POC", role="coordinator", signed_on="2022-01-01"),  # shown apart
            participation(action="ERC-SYG", role="participant", signed_on="2022-01-01"),  # not hosted
        ],
    )
    assert fractions(build, "erc_portfolio_ratio") == {2021: (0, 2), 2022: (1, 2), 2023: (1, 2), 2024: (2, 2)}


def test_a_stock_without_a_year_is_that_of_the_last_year_asked_for() -> None:
    erc = {"action": "ERC-STG", "role": "coordinator"}
    build = given(
        as_of="2024-06-01",
        eu_participations=[
            participation(**erc, framework="H2020", signed_on="2015-01-01"),
            participation(**erc, signed_on="2022-01-01"),
            participation(**erc, signed_on="2024-01-01"),
        ],
    )
    assert answer(build, "erc_portfolio_ratio").rows[0].value == 2.0
    assert answer(build, "erc_portfolio_ratio", years=(2021, 2023)).rows[0].value == 1.0


def test_a_portfolio_without_a_former_one_is_not_applicable() -> None:
    build = given(as_of="2023-06-01", eu_participations=[participation(action="ERC-STG", role="coordinator")])
    assert by_year(build, "erc_portfolio_ratio") == {2023: None}


def test_projects_are_told_apart_by_their_main_part_of_the_programme() -> None:
    parts = [
        ("a", "HORIZON.2.5", True, "Climate"),
        ("a", "HORIZON.1.1", False, "ERC"),
        ("b", "HORIZON.1.1", True, "ERC"),
    ]
    build = given(
        eu_participations=[participation(project_id=one) for one in ("a", "b", "c")],
        project_programmes=[
            {"project_id": one, "programme_part": part, "is_main_part": is_main, "title": title}
            for one, part, is_main, title in parts
        ],
    )
    assert fractions(build, "horizon_projects", "programme_part") == {
        "HORIZON.1.1": (1, None),
        "HORIZON.2.5": (1, None),
        "unknown": (1, None),
    }
    assert build.labels["programme_part"]["HORIZON.2.5"]["en"] == "Climate"
