"""Which stays count, and in which year: the rules of "Stay, counted", one small case each."""

import pytest

from models.config import load_config
from tests.models.asked import by_year
from tests.models.given import given, stay

pytestmark = pytest.mark.both_engines


def test_a_stay_counts_from_90_days_both_ends_included() -> None:
    build = given(
        stays=[
            stay(date_from="2024-01-01", date_to="2024-03-29"),  # 31 + 29 + 29 = 89 days
            stay(date_from="2024-01-01", date_to="2024-03-30"),  # 90 days
            stay(date_from="2024-01-01", date_to="2024-03-31"),  # 91 days
        ]
    )
    assert by_year(build, "outgoing_stays") == {2024: 2}


def test_the_90_days_are_a_setting() -> None:
    config = load_config()
    settings = config.settings.model_copy(update={"minimum_stay_days": 91})
    build = given(
        config=config.model_copy(update={"settings": settings}),
        stays=[
            stay(date_from="2024-01-01", date_to="2024-03-30"),
            stay(date_from="2024-01-01", date_to="2024-03-31"),
        ],
    )
    assert by_year(build, "outgoing_stays") == {2024: 1}


def test_a_stay_across_new_year_belongs_to_the_year_of_its_clock() -> None:
    build = given(stays=[stay(date_from="2023-09-01", date_to="2024-01-31")])
    assert by_year(build, "outgoing_stays") == {2024: 1}
    assert by_year(build, "outgoing_stays", dated_by="end") == {2024: 1}
    assert by_year(build, "outgoing_stays", dated_by="start") == {2023: 1}


def test_a_person_counts_once_per_agreement_and_academic_year_and_the_longest_stay_is_kept() -> None:
    same = {"person_id": "kari", "agreement_id": "A1", "partner_id": "P1"}
    build = given(
        stays=[
            stay(**same, country="DE", date_from="2023-08-15", date_to="2023-12-20"),  # 128 days
            stay(**same, country="FR", date_from="2024-01-10", date_to="2024-06-20"),  # 163 days, same academic year
            stay(**same, country="ES", date_from="2024-08-01", date_to="2024-12-20"),  # the next academic year
        ]
    )
    assert by_year(build, "outgoing_stays") == {2023: 0, 2024: 2}
    assert by_year(build, "outgoing_stays", where={"country": ("DE",)}) == {2023: 0}


def test_the_academic_year_turns_on_the_first_of_august() -> None:
    same = {"person_id": "ola", "agreement_id": "A1"}
    build = given(
        stays=[
            stay(**same, date_from="2024-04-01", date_to="2024-07-31"),
            stay(**same, date_from="2024-08-01", date_to="2024-12-01"),
        ]
    )
    assert by_year(build, "outgoing_stays") == {2024: 2}


def test_two_agreements_count_twice() -> None:
    build = given(
        stays=[
            stay(person_id="ola", agreement_id="A1", date_from="2023-08-15", date_to="2023-12-20"),
            stay(person_id="ola", agreement_id="A2", date_from="2024-01-10", date_to="2024-06-20"),
        ]
    )
    assert by_year(build, "outgoing_stays") == {2023: 1, 2024: 1}


def test_without_an_agreement_the_partner_stands_in_and_without_both_every_stay_counts() -> None:
    autumn = {"date_from": "2023-08-15", "date_to": "2023-12-20"}
    spring = {"date_from": "2024-01-10", "date_to": "2024-06-20"}
    build = given(
        stays=[
            stay(person_id="with partner", partner_id="P1", **autumn),
            stay(person_id="with partner", partner_id="P1", **spring),
            stay(person_id="without both", **autumn),
            stay(person_id="without both", **spring),
        ]
    )
    assert by_year(build, "outgoing_stays") == {2023: 1, 2024: 2}


def test_the_catch_all_agreement_of_individual_stays_is_no_agreement() -> None:
    individual = {"person_id": "eva", "scheme": "individual", "agreement_id": "9999"}
    build = given(
        stays=[
            stay(**individual, partner_id="P1", date_from="2023-08-15", date_to="2023-12-20"),
            stay(**individual, partner_id="P2", date_from="2024-01-10", date_to="2024-06-20"),
        ]
    )
    assert by_year(build, "outgoing_stays") == {2023: 1, 2024: 1}


def test_withdrawn_virtual_planned_and_domestic_stays_do_not_count() -> None:
    build = given(
        stays=[
            stay(status="withdrawn"),
            stay(status="planned"),
            stay(virtual=True),
            stay(country="NO"),
            stay(virtual=None),
            stay(status="ongoing"),
        ]
    )
    assert by_year(build, "outgoing_stays") == {2024: 2}


def test_a_withdrawn_row_after_a_changed_destination_leaves_the_stay_that_took_place() -> None:
    same = {"person_id": "kari", "agreement_id": "A1", "date_from": "2024-08-15"}
    build = given(
        stays=[
            stay(**same, country="US", date_to="2025-06-20", status="withdrawn"),
            stay(**same, country="CA", date_to="2024-12-20"),
        ]
    )
    assert by_year(build, "outgoing_stays", where={"country": ("CA",)}) == {2024: 1}
    assert by_year(build, "outgoing_stays", where={"country": ("US",)}) == {2025: 0}


def test_a_stay_without_an_end_has_no_length_and_does_not_count_yet() -> None:
    build = given(stays=[stay(status="ongoing", date_to=None), stay()])
    assert by_year(build, "outgoing_stays", dated_by="start") == {2024: 1}


def test_incoming_and_outgoing_are_counted_apart() -> None:
    build = given(stays=[stay(direction="in"), stay(direction="in"), stay(direction="out")])
    assert by_year(build, "outgoing_stays") == {2024: 1}
    assert by_year(build, "incoming_stays") == {2024: 2}
