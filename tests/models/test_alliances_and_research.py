"""Stays at alliance partners, and at partners that research joins us to."""

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import Cell, given, participation, partner, stay

pytestmark = pytest.mark.both_engines

PARTNERS = [
    partner(partner_id="berlin", alliances=["enhance"]),
    partner(partner_id="aalto", alliances=["n5t"]),
    partner(partner_id="chalmers", alliances=["enhance", "n5t"]),
    partner(partner_id="oxford", alliances=[]),
    partner(partner_id="lund"),
]


def test_a_partner_in_both_alliances_counts_once_in_any() -> None:
    build = given(
        partners=PARTNERS,
        stays=[
            stay(partner_id="berlin"),
            stay(partner_id="berlin", direction="in"),
            stay(partner_id="aalto"),
            stay(partner_id="chalmers"),
            stay(partner_id="oxford"),
            stay(partner_id="lund"),
            stay(partner_id=None),
            stay(partner_id="chalmers", status="withdrawn"),
            stay(partner_id="chalmers", date_to="2024-11-01"),  # 79 days
        ],
    )
    assert by_year(build, "alliance_stays") == {2024: 4}
    assert fractions(build, "alliance_share") == {2024: (4, 7)}
    assert by_year(build, "enhance_stays") == {2024: 3}
    assert by_year(build, "nordic_five_tech_stays") == {2024: 2}
    assert fractions(build, "outgoing_stays", "alliance") == {
        "both": (1, None),
        "enhance": (1, None),
        "n5t": (1, None),
        "none": (3, None),
    }


def test_a_stay_is_linked_to_research_while_a_joint_project_runs() -> None:
    joint: dict[str, Cell] = {"project_id": "GREEN", "starts_on": "2024-01-01", "ends_on": "2024-08-15"}
    build = given(
        partners=[partner(partner_id="berlin", pic="111111111"), partner(partner_id="oxford", pic="222222222")],
        eu_participations=[
            participation(**joint),
            participation(**joint, is_own=False, organisation_id="111111111/2"),
            participation(project_id="THEIRS", is_own=False, organisation_id="222222222", starts_on="2024-01-01"),
        ],
        stays=[
            stay(partner_id="berlin"),  # begins on the project's last day
            stay(partner_id="berlin", date_from="2024-08-16", direction="in"),
            stay(partner_id="berlin", date_from="2023-09-01", date_to="2024-01-01"),  # ends on its first day
            stay(partner_id="berlin", date_from="2023-09-01", date_to="2023-12-31"),
            stay(partner_id="oxford"),  # a project of theirs alone
            stay(partner_id=None),
            stay(partner_id="not on the list"),
        ],
    )
    assert fractions(build, "research_linked_share") == {2023: (0, 1), 2024: (2, 4)}
