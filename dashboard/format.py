"""Numbers and dates as a reader of a language writes them: `25,3 %`, `2 410`, `21. november 2026`.

A percentage travels as a share (0.253); money as euro; every other unit as it is. Halves are rounded away from zero.
"""

from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from dashboard.text import text
from data_contracts.text import locale_of
from models.answer import Row, Sign
from models.disclosure.rounding import PUBLIC_BASE, nearest_base
from models.rounding import half_away, whole_cases

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MILLION = 1_000_000
ALMOST = 1e-9
DECIMALS = {"ratio": 2, "per_100": 1}


@lru_cache(maxsize=10_000)
def number(value: float, language: str, decimals: int = 0) -> str:
    """A number with the language's separators and a real minus sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = half_away(value, decimals)  # what rounds to zero has no sign
    return format_decimal(rounded or 0, format=pattern, locale=locale_of(language)).replace("-", MINUS)


def figure(value: float, unit: str | None, language: str, *, is_whole: bool = False) -> str:
    """A value with its unit: percent (from a share) `19,0 %`, ratio `1,31`, eur `EUR 48,4 mill.`, number `1 520`,
    days `41,5 days`, points (percentage points) `−3,4 pp`, per_100 `8,3`, cases (rounded up to whole ones) `327`.

    `is_whole`: a percentage without decimals.
    """
    match unit:
        case "percent" | "points":
            return f"{number(_points(value, unit), language, 0 if is_whole else 1)}{NO_BREAK}{_sign(unit, language)}"
        case "eur":
            return money(value, language)
        case "days":
            return text("unit.days", language, n=_short(value, language))
        case "rank":
            return text("unit.rank", language, n=number(value, language))
        case "cases":
            return number(whole_cases(value), language)
        case _:
            return number(value, language, DECIMALS.get(unit or "", 0))


def cell(row: Row, unit: str | None, language: str) -> str:
    """What replaces a row's value: the figure, or the sign of why there is none."""
    if row.value is None:
        return str(row.sign or Sign.MISSING)
    return figure(row.value, unit, language, is_whole=row.is_whole)


def goal_line(value: float, unit: str | None, language: str) -> str:
    """A target, a limit or a step of an axis, without decimals that say nothing: `50 %`, `0,8`, `10 mill. euro`."""
    match unit:
        case "percent" | "points":
            return f"{_short(_points(value, unit), language)}{NO_BREAK}{_sign(unit, language)}"
        case "eur" if abs(value) >= MILLION:
            return text("unit.eur_million", language, n=_short(value / MILLION, language))
        case "eur":
            return money(value, language)
        case _:
            return _short(value, language)


def _points(value: float, unit: str) -> float:
    """Hundredths: a percentage travels as a share, a difference of shares in points."""
    return 100 * value if unit == "percent" else value


def _sign(unit: str, language: str) -> str:
    return "%" if unit == "percent" else text("unit.points", language)


def _short(value: float, language: str) -> str:
    """With as few decimals as are needed, at most two."""
    decimals = next((places for places in (0, 1) if abs(value - round(value, places)) < ALMOST), 2)
    return number(value, language, decimals)


def money(value: float, language: str) -> str:
    """Euro, in millions from one million up."""
    if abs(value) >= MILLION:
        return text("unit.eur_million", language, n=number(value / MILLION, language, 1))
    return text("unit.eur", language, n=number(value, language))


def change(value: float, unit: str | None, language: str, words: bool = False) -> str:
    """A difference with its sign; of percentages in points (`words` spells them out), of money in euro."""
    match unit:
        case "percent" | "points":
            points = text("unit.points_in_words" if words else "unit.points", language)
            shown, suffix = number(_points(value, unit), language, 1), NO_BREAK + points
        case "eur":
            shown, suffix = money(value, language), ""
        case "ratio":
            shown, suffix = number(value, language, 2), ""
        case "rank":
            return _places(value, language, words=words)
        case "days" | "per_100":
            shown, suffix = number(value, language, 1), ""
        case _:
            shown, suffix = number(value, language), ""
    is_zero = not any(digit in "123456789" for digit in shown)
    plain = shown.replace(MINUS, "")
    return f"{'±' if is_zero else MINUS if value < 0 else '+'}{plain}{suffix}"


def _places(value: float, language: str, *, words: bool) -> str:
    """A change of rank: a lower number is a better place."""
    if not value:
        return "±0"
    up, down = ("unit.places_up", "unit.places_down")
    if words:
        up, down = ("unit.places_up_in_words", "unit.places_down_in_words")
    return text(up if value < 0 else down, language, n=number(abs(value), language))


def part_of_change(value: float, unit: str | None, language: str) -> str:
    """What a member adds to a change; of percentages in points with two decimals: the part of a small unit is small."""
    if unit != "percent":
        return change(value, unit, language)
    shown = number(abs(100 * value), language, 2)
    is_zero = not any(digit in "123456789" for digit in shown)
    return f"{'±' if is_zero else MINUS if value < 0 else '+'}{shown}"


def short_day(value: date, language: str) -> str:
    """A date in a table: `21. nov. 2026`, `21 Nov 2026`."""
    return format_date(value, format=text("format.short_day", language), locale=locale_of(language))


def day(value: date, language: str) -> str:
    """A date in words: `21. november 2026`, `21 November 2026`."""
    return format_date(value, format=text("format.day", language), locale=locale_of(language))


def decimal_mark(language: str) -> str:
    """What is written between the whole of a number and its decimals."""
    return get_decimal_symbol(locale_of(language))


def separators(language: str) -> str:
    """The decimal mark and what groups thousands, one after the other."""
    return decimal_mark(language) + get_group_symbol(locale_of(language))


def rounded_count(count: int, language: str) -> str:
    """A count of rows to the nearest 5, fewer than 5 as "<5"; zero is zero."""
    if 0 < count < PUBLIC_BASE:
        return f"<{PUBLIC_BASE}"
    return number(nearest_base(count), language)
