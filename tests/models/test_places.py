"""Places in agreements against the stays that use them."""

from typing import Any

from tests.models.asked import answer, fractions
from tests.models.given import agreement, given, partner, stay

AUTUMN_2024 = {"date_from": "2024-08-15", "date_to": "2024-12-20"}
SPRING_2025 = {"date_from": "2025-01-10", "date_to": "2025-06-10"}


def used(*stays: dict[str, Any], as_of: str = "2026-01-15", **cells: Any) -> dict[Any, Any]:
    """Stays out over places out per academic year, under one agreement of four places."""
    agreements = [agreement(**{"agreement_id": "a", "places_out": 4, "places_in": 4, **cells})]
    return fractions(given(as_of=as_of, agreements=agreements, stays=list(stays)), "use_of_places_out")


def test_stays_are_held_against_the_places_of_their_academic_year() -> None:
    stays = [
        stay(agreement_id="a", **AUTUMN_2024),
        stay(agreement_id="a", **SPRING_2025),
        stay(agreement_id="a", date_from="2025-08-01", date_to="2025-12-20"),  # the next one, not yet over
        stay(agreement_id="a", date_from="2024-07-31", date_to="2024-12-20"),  # the one before
        stay(agreement_id="a", direction="in", **AUTUMN_2024),
        stay(agreement_id="a", scheme="individual", **AUTUMN_2024),  # the catch-all number
        stay(agreement_id="a", status="withdrawn", **AUTUMN_2024),
        stay(agreement_id="b", **AUTUMN_2024),
        stay(**AUTUMN_2024),
    ]
    assert used(*stays) == {2023: (1, 4), 2024: (2, 4)}
    assert used(*stays, as_of="2026-07-31") == {2023: (1, 4), 2024: (2, 4), 2025: (1, 4)}
    assert used(*stays, as_of="2026-07-30") == {2023: (1, 4), 2024: (2, 4)}


def test_an_agreement_has_places_in_the_academic_years_on_whose_31_december_it_is_in_effect() -> None:
    stays = [stay(agreement_id="a", **AUTUMN_2024)]
    assert used(*stays, valid_to="2024-12-31") == {2024: (1, 4)}
    assert used(*stays, valid_to="2024-12-30") == {}  # an agreement that ran out and is still used has no places


def test_without_a_number_of_places_its_stays_are_left_out() -> None:
    build = given(
        agreements=[agreement(agreement_id="a", places_out=2), agreement(agreement_id="b", places_in=3)],
        stays=[stay(agreement_id="a"), stay(agreement_id="b"), stay(agreement_id="b", direction="in")],
    )
    assert fractions(build, "use_of_places_out") == {2024: (1, 2)}
    assert fractions(build, "use_of_places_in") == {2024: (1, 3)}


def test_balance_is_seen_per_partner() -> None:
    build = given(
        partners=[partner(partner_id="kth"), partner(partner_id="dtu")],
        agreements=[
            agreement(agreement_id="a", partner_id="kth", places_out=2, places_in=2),
            agreement(agreement_id="b", partner_id="kth", places_out=1, places_in=1),
            agreement(agreement_id="c", partner_id="dtu", places_out=0, places_in=2),
        ],
        stays=[
            *(stay(agreement_id="a") for _ in range(4)),
            stay(agreement_id="b", direction="in"),
            *(stay(agreement_id="c", direction="in") for _ in range(2)),
        ],
    )
    assert fractions(build, "use_of_places_out", "partner") == {"dtu": (0, 0), "kth": (4, 3)}
    assert fractions(build, "use_of_places_in", "partner") == {"dtu": (2, 2), "kth": (1, 3)}
    assert {row.value for row in answer(build, "use_of_places_out", by=("partner",)).rows} == {None, 4 / 3}
