"""Balance, priority countries and Erasmus+ from a handful of stays."""

from tests.models.asked import by_year, fractions
from tests.models.given import given, stay, unit


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
    def erasmus(date_to: str, **cells: str) -> dict[str, object]:
        return stay(scheme="erasmus_plus", date_from="2024-01-01", date_to=date_to, **cells)  # type: ignore[return-value]

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
        ]  # type: ignore[list-item]
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
