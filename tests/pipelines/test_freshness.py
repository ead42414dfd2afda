"""How new a feed is: by the event that its contract names, as far as it has happened, and by its files."""

from datetime import date

import pytest

from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from models.store import Freshness
from tests.models.given import Cell, given, graduate, stay

AS_OF = "2026-01-15"


@pytest.mark.parametrize(
    ("feed", "rows", "newest"),
    [
        ("stays", [stay(date_from="2025-08-15"), stay(date_from="2026-02-01")], "2025-08-15"),
        ("graduates", [graduate(graduated_on="2025-06-15"), graduate(graduated_on="2024-06-15")], "2025-06-15"),
        ("enrolments", [{"semester": "2025-spring"}, {"semester": "2026-spring"}], "2025-07-31"),
        ("enrolments", [{"semester": "2025-autumn"}], "2025-12-31"),
        ("publications", [{"year": 2024}, {"year": 2026}], "2024-12-31"),
        ("erasmus_flows", [{"start_month": "2024-02"}, {"start_month": "2023"}], "2024-02-29"),
    ],
)
def test_the_newest_event_is_the_last_day_told_of_that_has_come(
    feed: str, rows: list[dict[str, Cell]], newest: str
) -> None:
    assert given(AS_OF, **{feed: rows}).freshness[feed].newest_event_on == date.fromisoformat(newest)


def test_without_an_event_that_has_happened_there_is_the_file_alone() -> None:
    build = given(AS_OF, stays=[stay(date_from="2026-02-01")], partners=[{"partner_id": "p"}])
    alone = Freshness(newest_file_on=date(2026, 1, 15), newest_event_on=None)
    assert (build.freshness["stays"], build.freshness["partners"]) == (alone, alone)


def test_a_feed_that_was_not_handed_in_is_not_listed() -> None:
    assert set(given(stays=[stay()]).freshness) == {"stays", "units"}


def test_rows_are_those_loaded() -> None:
    build = given(stays=[stay(), stay()])
    assert build.engine.rows("select feed, rows from meta.feeds where feed = 'stays'") == [("stays", 2)]


def test_feeds_that_record_events_name_their_column() -> None:
    without = {feed for feed in feeds() if load_contract(feed).event is None}
    assert without == {
        *("agreements", "partners", "programmes", "units", "project_programmes", "project_topics"),
        *("publication_channels", "research_organisations", "unknown_organisations", "programme_history", "measures"),
    }
