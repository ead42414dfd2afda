"""Balance, priority countries and Erasmus+ from a handful of stays."""

import pytest

from tests.models.asked import by_year, fractions
from tests.models.given import Cell, given, stay, unit

pytestmark = pytest.mark.both_engines


def test_balance_is_incoming_over_outgoing() -> None:
    build = given(stays=[stay(direction="in") for _ in range(3)] + [stay() for _ in range(2)])
    assert fractions(build, "exchange_balance") == {2024: (3, 2)}
    assert by_year(build, "exchange_balance") == {2024: 1.5}


def test_balance_without_outgoing_stays_is_not_applicable() -> None:
    build = given(stays=[stay(direction="in")])
    assert by_year(build, "exchange_balance") == {2024: None}


def test_priority_countries_are_those_of_the_list() -> None:
    countries = ["BR", "CA", "IN", "JP", "CN", "RU", "ZA", "KR", "US", "DE", "AU"]
    build = given(stays=[stay(country=country) for country in countries] + [stay(country="US", direction="in")])
    assert fractions(build, "priority_country_share") == {2024: (9, 11)}


def test_long_and_short_erasmus_stays_are_never_merged() -> None:
    def erasmus(date_to: str, **cells: str) -> dict[str, Cell]:
        return stay(scheme="erasmus_plus", date_from="2024-01-01", date_to=date_to, **cells)

    build = given(
        stays=[
            erasmus("2024-01-04"),  # 4 days: neither
            erasmus("2024-01-05"),  # 5 days: short
            erasmus("2024-01-30"),  # 30 days: short
            erasmus("2024-01-31"),  # 31 days: neither
            erasmus("2024-02-28"),  # 59 days: neither
            erasmus("2024-02-29"),  # 60 days: long
            erasmus("2024-06-30"),  # long
            erasmus("2024-06-30", direction="in"),
            stay(scheme="erasmus_plus_global", date_from="2024-01-01", date_to="2024-06-30"),
            stay(scheme="bilateral", date_from="2024-01-01", date_to="2024-06-30"),
        ]
    )
    assert by_year(build, "erasmus_mobility_long") == {2024: 3}
    assert by_year(build, "erasmus_mobility_short") == {2024: 2}


def test_a_renamed_department_is_one_department() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty", name_en="Computing"),
            unit(unit_code="631000", name_en="Old name", valid_to="2019-12-31"),
            unit(unit_code="631000", name_en="New name", valid_from="2020-01-01"),
        ],
        stays=[stay(date_from="2019-08-15", date_to="2019-12-20"), stay()],
    )
    assert fractions(build, "outgoing_stays", "department") == {"631000": (2, None)}
    assert build.labels["department"]["631000"]["en"] == "New name"


def test_a_merged_department_counts_through_its_successor_from_the_day_after_it_ended() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty"),
            unit(unit_code="640000", unit_level="faculty"),
            unit(unit_code="631000", valid_to="2021-07-31", successor_code="641000"),
            unit(unit_code="641000"),
        ],
        stays=[
            stay(date_from="2021-02-01", date_to="2021-06-15"),
            stay(date_from="2021-08-01", date_to="2021-12-15"),
        ],
    )
    assert fractions(build, "outgoing_stays", "department") == {"631000": (1, None), "641000": (1, None)}
    assert fractions(build, "outgoing_stays", "faculty") == {"63": (1, None), "64": (1, None)}
    assert fractions(build, "outgoing_stays", "department", units="today") == {"641000": (2, None)}
    assert fractions(build, "outgoing_stays", "faculty", units="today", where={"faculty": ("64",)}) == {"64": (2, None)}


def test_an_orphan_is_kept_under_an_unknown_unit() -> None:
    build = given(stays=[stay(unit_code="999900"), stay()])
    assert fractions(build, "outgoing_stays", "faculty") == {"63": (1, None), "unknown": (1, None)}


def test_country_lists_hold_on_the_first_day_of_the_stay() -> None:
    build = given(
        stays=[
            stay(country="GB", date_from="2020-12-31", date_to="2021-06-15"),
            stay(country="GB", date_from="2021-01-01", date_to="2021-06-15"),
            stay(country="CH", date_from="2020-02-01", date_to="2020-06-15"),
            stay(country="VU", date_from="2020-12-31", date_to="2021-06-15"),
            stay(country="VU", date_from="2021-01-01", date_to="2021-06-15"),
        ]
    )
    assert fractions(build, "outgoing_stays", "is_eu_eea") == {"false": (4, None), "true": (1, None)}
    assert fractions(build, "outgoing_stays", "is_eu_eea_ch") == {"false": (3, None), "true": (2, None)}
    groups = {"ldc": (1, None), "lmic": (1, None), "not_listed": (3, None)}
    assert fractions(build, "outgoing_stays", "dac_group") == groups


def test_priority_countries_within_what_is_outside_the_eea_incoming_and_not_english_speaking() -> None:
    build = given(
        stays=[stay(country=country) for country in ("US", "CA", "ZA", "JP", "AU", "CH", "DE", "SE")]
        + [stay(country=country, direction="in") for country in ("US", "DE", "IN")]
    )
    assert fractions(build, "priority_country_share") == {2024: (4, 8)}
    assert fractions(build, "priority_country_share_outside_eea") == {2024: (4, 6)}
    assert fractions(build, "priority_country_share_incoming") == {2024: (2, 3)}
    assert fractions(build, "priority_country_share_not_english") == {2024: (2, 8)}


def test_a_stay_is_short_below_three_months_or_counted_and_never_two_of_them() -> None:
    def days_to(date_to: str, **cells: str) -> dict[str, Cell]:
        return stay(date_from="2024-01-01", date_to=date_to, **cells)

    build = given(
        stays=[
            days_to("2024-01-04"),  # 4 days: none
            days_to("2024-01-05"),  # 5 days: short
            days_to("2024-01-30"),  # 30 days: short
            days_to("2024-01-31"),  # 31 days
            days_to("2024-03-29"),  # 89 days of a leap year
            days_to("2024-03-30"),  # 90 days: counted
            days_to("2024-01-02", activity="short_blended"),
            days_to("2024-02-15", activity="short_doctoral"),
            days_to("2024-06-15", activity="short_doctoral"),  # long enough to count
            days_to("2024-01-20", status="withdrawn"),
            days_to("2024-01-20", direction="in"),
        ]
    )
    assert by_year(build, "short_stays_out") == {2024: 4}
    assert by_year(build, "stays_below_three_months") == {2024: 2}
    assert by_year(build, "outgoing_stays") == {2024: 2}


def test_balance_in_semesters_counts_each_stay_as_one_at_least() -> None:
    build = given(
        stays=[
            stay(direction="in", date_from="2024-01-01", date_to="2024-10-26"),  # 300 days: two semesters
            stay(direction="in", date_from="2024-01-01", date_to="2024-03-30"),  # 90 days: one
            stay(date_from="2024-01-01", date_to="2024-08-12"),  # 225 days: one and a half
            stay(date_from="2024-01-01", date_to="2024-03-29"),  # 89 days: none
        ]
    )
    assert fractions(build, "exchange_balance_semesters") == {2024: (3.0, 1.5)}
    assert by_year(build, "exchange_balance_semesters") == {2024: 2.0}


def test_the_top_up_is_a_share_of_the_erasmus_stays_of_any_length_that_tell_of_it() -> None:
    erasmus: dict[str, Cell] = {"scheme": "erasmus_plus"}
    build = given(
        stays=[
            stay(**erasmus, fewer_opportunities_top_up=True),
            stay(**erasmus, fewer_opportunities_top_up=True, date_to="2024-08-25"),
            stay(**erasmus, fewer_opportunities_top_up=False),
            stay(**erasmus, fewer_opportunities_top_up=None),
            stay(**erasmus, fewer_opportunities_top_up=True, status="withdrawn"),
            stay(**erasmus, fewer_opportunities_top_up=True, direction="in"),
            stay(scheme="nordplus", fewer_opportunities_top_up=True),
        ]
    )
    assert fractions(build, "fewer_opportunities_share") == {2024: (2, 3)}


def test_green_travel_is_a_share_of_the_journeys_on_record() -> None:
    build = given(
        stays=[
            stay(green_travel=True),
            stay(green_travel=False),
            stay(green_travel=None),
            stay(green_travel=True, status="planned"),
            stay(green_travel=True, direction="in"),
        ]
    )
    assert fractions(build, "green_travel_share") == {2024: (1, 2)}


def test_recognised_credits_are_weighed_by_what_was_planned_and_based_on_stays() -> None:
    build = given(
        stays=[
            stay(ects_planned=30.0, ects_recognised=30.0),
            stay(ects_planned=60.0, ects_recognised=15.0),
            stay(ects_planned=30.0, ects_recognised=None),  # not on record yet
            stay(ects_planned=None, ects_recognised=30.0),
            stay(ects_planned=30.0, ects_recognised=30.0, status="ongoing"),
        ]
    )
    assert fractions(build, "recognised_ects_share") == {2024: (0.5, 2)}
