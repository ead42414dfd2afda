"""Numbers as a reader of each language writes them."""

from datetime import date

import pytest

from dashboard.format import change, day, figure, goal_line, separators, short_day


@pytest.mark.parametrize(
    ("value", "unit", "nb", "en"),
    [
        (0.19, "percent", "19,0 %", "19.0 %"),
        (1.308, "ratio", "1,31", "1.31"),
        (2410, "number", "2 410", "2,410"),
        (48_400_000, "eur", "48,4 mill. euro", "EUR 48.4 m"),
        (990_379, "eur", "990 379 euro", "EUR 990,379"),
        (-12, "number", "−12", "−12"),
        (1.007, "points", "1,0 pp", "1.0 pts"),
        (326.5, "cases", "327", "327"),
        (-3.5, "cases", "−3", "−3"),
    ],
)
def test_a_figure_has_its_unit(value: float, unit: str, nb: str, en: str) -> None:
    assert _plain(figure(value, unit, "nb")) == nb
    assert _plain(figure(value, unit, "en")) == en


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.5, "percent", "50 %"),
        (0.125, "percent", "12.5 %"),
        (2, "ratio", "2"),
        (0.25, "ratio", "0.25"),
        (1e7, "eur", "EUR 10 m"),
    ],
)
def test_a_target_has_no_decimals_that_say_nothing(value: float, unit: str, shown: str) -> None:
    assert _plain(goal_line(value, unit, "en")) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (10 / 32, "percent", "31,3 %"),  # 31.25
        (113 / 400, "percent", "28,3 %"),  # 28.25, which a double times 100 is a little less than
        (-10 / 32, "percent", "−31,3 %"),
        (2.5, "number", "3"),
        (-2.5, "number", "−3"),
        (0.4, "number", "0"),
        (-0.4, "number", "0"),
        (1.125, "ratio", "1,13"),
        (0.625, "ratio", "0,63"),
        (24.25, "per_100", "24,3"),
        (48_450_000, "eur", "48,5 mill. euro"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, unit: str, shown: str) -> None:
    assert _plain(figure(value, unit, "nb")) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0125, "percent", "+1,3 pp"),
        (-0.0125, "percent", "−1,3 pp"),
        (1.25, "points", "+1,3 pp"),
        (0.032, "percent", "+3,2 pp"),
        (-0.009, "percent", "−0,9 pp"),
        (0.0001, "percent", "±0,0 pp"),
        (0.06, "ratio", "+0,06"),
        (211, "number", "+211"),
        (-2_500_000, "eur", "−2,5 mill. euro"),
    ],
)
def test_a_change_has_its_sign(value: float, unit: str, shown: str) -> None:
    assert _plain(change(value, unit, "nb")) == shown


def test_in_a_sentence_points_are_spelled_out() -> None:
    assert _plain(change(0.094, "percent", "nb", words=True)) == "+9,4 prosentpoeng"


def test_a_day_in_words() -> None:
    assert day(date(2026, 11, 21), "nb") == "21. november 2026"
    assert day(date(2026, 11, 21), "en") == "21 November 2026"


def _plain(shown: str) -> str:
    return shown.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "number", "short", "long", "marks"),
    [
        ("nb", "48,4 mill. euro", "4. mai 2026", "4. mai 2026", ", "),
        ("nn", "48,4 mill. euro", "4. mai 2026", "4. mai 2026", ", "),
        ("en", "EUR 48.4 m", "4 May 2026", "4 May 2026", ".,"),
    ],
)
def test_numbers_and_dates_follow_the_languages_locale(
    language: str, number: str, short: str, long: str, marks: str
) -> None:
    assert _plain(figure(48_400_000, "eur", language)) == number
    assert (short_day(date(2026, 5, 4), language), day(date(2026, 5, 4), language)) == (short, long)
    assert _plain(separators(language)) == marks
