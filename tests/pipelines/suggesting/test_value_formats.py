"""Dates, decimals and codes as an export writes them; what only a person can decide is asked."""

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from pipelines.suggesting.value_formats import Reading, read_values

STAYS = load_contract("stays")


def reading(column: str, *cells: str) -> Reading:
    return read_values(pl.DataFrame({"theirs": cells}), {"theirs": column}, STAYS)


@pytest.mark.parametrize(
    ("cells", "formats"),
    [
        (("2020-05-25",), ()),
        (("25.05.2020 00:00",), ("%d.%m.%Y %H:%M",)),
        (("25.05.2020 00:00", "2020-05-26", "27.05.2020", "28.05.2020"), ("%d.%m.%Y", "%d.%m.%Y %H:%M")),
        (("01/02/2020", "25/05/2020"), ("%d/%m/%Y",)),
        (("01/02/2020", "05/25/2020"), ("%m/%d/%Y",)),
        (("01.09.23", "28.02.24"), ("%d.%m.%y",)),
        (("25/05/98", "01/02/05"), ("%d/%m/%y",)),
        (("in the spring",), ()),
    ],
)
def test_date_formats_are_the_fewest_that_read_the_cells(cells: tuple[str, ...], formats: tuple[str, ...]) -> None:
    assert reading("date_from", *cells).date_formats == formats


def test_a_column_that_leaves_no_doubt_decides_for_the_others() -> None:
    """Departures in the first twelve days of a month could be either way round; the returns of the same file cannot."""
    frame = pl.DataFrame({"Afrejse": ["1/9/2023", "12/9/2023"], "Hjemkomst": ["15/1/2024", "20/1/2024"]})
    result = read_values(frame, {"Afrejse": "date_from", "Hjemkomst": "date_to"}, STAYS)

    assert (result.date_formats, result.questions) == (("%d/%m/%Y",), {})


def test_day_or_month_first_is_asked_where_both_read_everything() -> None:
    result = reading("date_from", "01/02/2020", "03/04/2020")

    assert result.date_formats == ()
    assert result.questions == {
        "dates of date_from": "is the day first or the month? Add %d/%m/%Y or %m/%d/%Y to date_formats"
    }


@pytest.mark.parametrize(
    ("cells", "has_comma", "asks"),
    [(("30,5", "1.234,5"), True, False), (("30.5",), False, False), (("1,234",), False, True)],
)
def test_a_comma_is_a_decimal_one_unless_it_may_be_a_thousand(
    cells: tuple[str, ...], has_comma: bool, asks: bool
) -> None:
    result = reading("grant_eur", *cells)

    assert (result.decimal_comma, "numbers" in result.questions) == (has_comma, asks)


def test_codes_by_other_names_are_mapped_and_unknown_ones_named_with_the_nearest() -> None:
    result = reading("country", "DE", "Tyskland", "TYSKLAND", "UK", "XK", "Tysklnd", "Q")

    assert result.values == {"country": {"TYSKLAND": "DE", "UK": "GB"}}  # code and name need no line of their own
    assert result.unknown == {"country": {"Q": None, "Tysklnd": "DE"}}


def test_yes_and_no_in_any_column_of_that_kind() -> None:
    assert reading("green_travel", "J", "Nei").values == {"green_travel": {"J": "true", "Nei": "false"}}
