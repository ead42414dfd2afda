"""Rules that look into other feeds, on a handful of rows in DuckDB."""

import duckdb
import pytest

from data_contracts.contract import feeds
from tests.data_contracts.given import row
from tests.data_contracts.loaded import broken, load

RENAMED = {"unit_code": "631000", "valid_to": "2023-12-31", "successor_code": "632000"}


@pytest.mark.parametrize("feed", feeds())
def test_nothing_is_broken_while_the_other_feeds_are_empty(feed: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, feed, row(feed))

    assert broken(warehouse, feed) == {}


def test_everything_holds_where_all_feeds_fit_each_other(warehouse: duckdb.DuckDBPyConnection) -> None:
    for feed in feeds():
        load(warehouse, feed, row(feed))
    load(warehouse, "units", row("units"), row("units", unit_code="632000"))

    assert {feed: broken(warehouse, feed) for feed in feeds()} == {feed: {} for feed in feeds()}


@pytest.mark.parametrize(
    ("agreement", "stay", "breaks"),
    [
        ({"valid_to": "2024-08-14"}, {}, 1),  # expired the day before
        ({"valid_to": "2024-08-15"}, {}, 0),
        ({"valid_from": "2024-08-16"}, {}, 1),
        ({"valid_to": None}, {}, 0),
        ({"status": "draft"}, {}, 1),
        ({"valid_to": "2024-08-14"}, {"scheme": "individual"}, 0),  # named by individual_stay_names_no_agreement
        ({"valid_to": "2024-08-14"}, {"agreement_id": None}, 0),
    ],
)
def test_agreement_is_in_effect_on_the_first_day(
    agreement: dict[str, str | None], stay: dict[str, str | None], breaks: int, warehouse: duckdb.DuckDBPyConnection
) -> None:
    load(warehouse, "agreements", row("agreements", **agreement))
    load(warehouse, "stays", row("stays", **stay))

    assert broken(warehouse, "stays").get("agreement_is_in_effect", 0) == breaks


def test_country_is_the_partners(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, "partners", row("partners", country="AT"))
    load(warehouse, "stays", row("stays"), row("stays", country="AT"), row("stays", partner_id=None))

    assert broken(warehouse, "stays") == {"country_is_the_partners": 1}


def test_unit_that_was_renamed_before_the_stay_is_counted(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, "units", row("units", **RENAMED), row("units", unit_code="632000", valid_from="2024-01-01"))
    load(warehouse, "stays", row("stays"), row("stays", date_from="2023-12-31"), row("stays", unit_code="632000"))

    assert broken(warehouse, "stays") == {"unit_is_valid_on_the_date": 1}


def test_unit_with_several_periods_is_valid_in_each(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, "units", row("units", valid_to="2020-12-31"), row("units", valid_from="2021-01-01"))
    load(warehouse, "graduates", row("graduates"), row("graduates", graduated_on="2020-12-31"))

    assert "unit_is_valid_on_the_date" not in broken(warehouse, "graduates")


def test_programme_that_is_no_longer_offered(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, "programmes", row("programmes", valid_to="2024-08-14"))
    load(warehouse, "stays", row("stays"), row("stays", date_from="2024-08-14"))

    assert broken(warehouse, "stays") == {"programme_is_valid_on_the_date": 1}


def test_double_degree_is_two_rows_of_one_person_and_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(
        warehouse,
        "graduates",
        row("graduates"),
        row("graduates", programme_code="MTIOT", graduated_on="2025-01-31"),
        row("graduates", programme_code="BIT", graduated_on="2023-06-15"),
        row("graduates", person_id="b7", programme_code="MTIOT"),
    )

    assert broken(warehouse, "graduates") == {"person_graduates_once_a_year": 2}


def test_lists_of_an_agreement_name_units_and_programmes_that_exist(warehouse: duckdb.DuckDBPyConnection) -> None:
    load(warehouse, "units", row("units"))
    load(warehouse, "programmes", row("programmes"))
    load(
        warehouse,
        "agreements",
        row("agreements", unit_codes="631000|699900"),
        row("agreements", unit_codes=None, programme_codes="MTDT|GONE"),
        row("agreements", unit_codes="631000"),
    )

    assert broken(warehouse, "agreements") == {
        "unit_codes_exist_in_units": 1,
        "programme_codes_exist_in_programmes": 1,
    }


@pytest.mark.parametrize(
    ("stay", "breaks"),
    [
        ({"status": "ongoing", "date_to": "2026-01-14"}, 1),  # the build describes 15 January
        ({"status": "planned", "date_to": "2026-01-14"}, 1),
        ({"status": "ongoing", "date_to": "2026-01-15"}, 0),  # its last day
        ({"status": "ongoing", "date_to": None}, 0),
        ({"status": "completed", "date_to": "2026-01-14"}, 0),
        ({"status": "withdrawn", "date_to": "2026-01-14"}, 0),
    ],
)
def test_stay_past_its_end_is_completed_or_withdrawn(
    stay: dict[str, str | None], breaks: int, warehouse: duckdb.DuckDBPyConnection
) -> None:
    load(warehouse, "stays", row("stays", **stay))

    assert broken(warehouse, "stays").get("stay_past_its_end_is_completed_or_withdrawn", 0) == breaks


@pytest.mark.parametrize(
    ("other", "breaks"),
    [
        ({"date_from": "2024-12-20", "date_to": "2025-06-20"}, 2),  # begins on the last day of the first
        ({"date_from": "2024-12-21", "date_to": "2025-06-20"}, 0),
        ({"date_from": "2024-10-01", "date_to": None, "status": "ongoing"}, 2),
        ({"agreement_id": "A2"}, 0),
        ({"agreement_id": None}, 0),
        ({"person_id": "b7"}, 0),
        ({"direction": "in"}, 0),
        ({"status": "withdrawn"}, 0),
        ({"scheme": "individual"}, 0),  # its number is a catch-all, not an agreement
    ],
)
def test_stays_under_one_agreement_do_not_overlap(
    other: dict[str, str | None], breaks: int, warehouse: duckdb.DuckDBPyConnection
) -> None:
    load(warehouse, "stays", row("stays"), row("stays", stay_id="S2", **other))

    assert broken(warehouse, "stays").get("stays_under_one_agreement_do_not_overlap", 0) == breaks
