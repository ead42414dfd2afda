"""The grants behind a doubling: counted by programme, year of signing, unit, and what dates them."""

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import given, participation

pytestmark = pytest.mark.both_engines


def test_grants_are_counted_by_programme_year_and_faculty() -> None:
    erc = {"action": "ERC-STG", "role": "coordinator"}
    build = given(
        eu_participations=[
            participation(**erc, framework="H2020", signed_on="2021-03-01", unit_code="631000"),
            participation(**erc, signed_on="2022-01-01", unit_code="631000"),
            participation(**erc, signed_on="2022-05-01", unit_code="641000"),
            participation(action="ERC-POC", role="coordinator", signed_on="2022-01-01"),
            participation(action="ERC-SYG", role="participant", signed_on="2022-01-01"),
        ]
    )
    assert by_year(build, "erc_grants", where={"framework": ("HORIZON",)}) == {2022: 2}
    assert by_year(build, "erc_grants", where={"framework": ("H2020",)}) == {2021: 1}
    assert fractions(build, "erc_grants", "faculty", where={"framework": ("HORIZON",)}) == {
        "63": (1, None),
        "64": (1, None),
    }


def test_what_dates_a_grant_is_told_apart() -> None:
    erc = {"action": "ERC-STG", "role": "coordinator"}
    build = given(
        eu_participations=[
            participation(**erc, signed_on="2022-01-01"),
            participation(**erc, signed_on=None, call_year=2022),
            participation(**erc, signed_on=None, call_year=None, starts_on="2023-01-01"),
        ]
    )
    assert fractions(build, "erc_grants", "dated_by") == {"signed": (1, None), "call": (1, None), "start": (1, None)}


def test_a_project_with_two_own_participations_is_one() -> None:
    pathfinder = {"action": "EIC-PATHFINDER", "project_id": "one"}
    build = given(
        eu_participations=[
            participation(**pathfinder, role="participant", organisation_id="own", contribution_eur=1.0),
            participation(**pathfinder, role="coordinator", organisation_id="own/2", contribution_eur=2.0),
            participation(action="FET", framework="H2020", signed_on="2015-01-01"),
        ]
    )
    assert fractions(build, "pathfinder_projects", "framework") == {"HORIZON": (1, None), "H2020": (1, None)}
    assert fractions(build, "pathfinder_projects", "role", where={"framework": ("HORIZON",)}) == {
        "coordinator": (1, None)
    }
