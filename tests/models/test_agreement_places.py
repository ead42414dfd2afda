"""Stays under agreements against each other and against the places agreed."""

from tests.models.asked import by_year, fractions
from tests.models.given import Cell, agreement, given, partner, stay


def test_stays_are_set_against_the_places_of_their_agreement_by_academic_year() -> None:
    spring: dict[str, Cell] = {"date_from": "2025-01-10", "date_to": "2025-06-01"}
    build = given(
        partners=[partner(partner_id="berlin"), partner(partner_id="tokyo", country="JP")],
        agreements=[
            agreement(agreement_id="B", partner_id="berlin", places_out=4, places_in=2),
            agreement(agreement_id="T", partner_id="tokyo", places_out=None, places_in=1),
            agreement(agreement_id="NOW", partner_id="tokyo", places_out=5, places_in=5, valid_from="2025-01-01"),
        ],
        stays=[
            stay(agreement_id="B"),
            stay(agreement_id="B", **spring),
            stay(agreement_id="B", direction="in", **spring),
            stay(agreement_id="B", status="withdrawn"),
            stay(agreement_id="B", scheme="individual"),  # the catch-all number
            stay(agreement_id="T"),
            stay(agreement_id="T", direction="in"),
            stay(agreement_id="T", direction="in"),
            stay(agreement_id="NOW", **spring),  # in effect in December 2025, not in that of 2024
            stay(),
        ],
    )
    last: dict[str, object] = {"years": (2024, 2024)}
    assert fractions(build, "agreement_balance", "partner", **last) == {"berlin": (1, 2), "tokyo": (2, 1)}
    assert fractions(build, "places_used_out", "partner", **last) == {"berlin": (2, 4)}
    assert fractions(build, "places_used_in", "partner", **last) == {"berlin": (1, 2), "tokyo": (2, 1)}
    assert by_year(build, "places_used_out", **last) == {2024: 50.0}
    assert by_year(build, "places_used_in", **last) == {2024: 100.0}
