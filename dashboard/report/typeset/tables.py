"""Tables of indicators by year, and the line under them."""

from collections.abc import Iterable, Sequence

from dashboard.format import cell, number, short_day
from dashboard.incomplete_years import MARK, incomplete_words
from dashboard.report.contents import Contents
from dashboard.report.words import goal_of, name
from dashboard.text import text
from dashboard.text.labels import word
from models.answer import Row, Sign
from models.catalogue import Indicator

Series = dict[int, Row]


def line(indicator: Indicator, rows: Series, years: Sequence[int], contents: Contents, language: str) -> list[str]:
    """Goals, name, then a figure or a sign per year."""
    meta = contents.answers[indicator.id, None].meta
    cells = [f"{shown(rows.get(year), indicator, language)}{MARK if year in meta.incomplete else ''}" for year in years]
    return [goal_of(indicator, contents), name(indicator, language), *cells]


def shown(row: Row | None, indicator: Indicator, language: str) -> str:
    """What is shown for a cell; a year without a row has no figure."""
    return str(Sign.MISSING) if row is None else cell(row, indicator.unit, language)


def base(row: Row | None, indicator: Indicator, language: str) -> str:
    """How many a percentage is of."""
    if row is None or row.denominator is None or indicator.unit != "percent":
        return ""
    return number(row.denominator, language)


def has_figures(rows: Series, years: Sequence[int]) -> bool:
    """Whether some year has a figure, shown or suppressed."""
    return any(year in rows and rows[year].sign in (None, Sign.SUPPRESSED) for year in years)


def foot(indicators: Iterable[Indicator], years: Sequence[int], contents: Contents, language: str) -> str:
    """The line under a table: years, reference dates, calendars, sources, how new, rounding, each once."""
    shown = list(indicators)
    metas = [contents.answers[one.id, None].meta for one in shown]
    reference_dates = dict.fromkeys(word("reference_date", meta.dated_by, language) for meta in metas)
    calendars = dict.fromkeys(word("calendar", meta.calendar, language) for meta in metas)
    feeds = dict.fromkeys(word("feed", source.feed, language) for meta in metas for source in meta.sources)
    until = [day for one in shown if (day := contents.build.data_until(one)) is not None]
    roundings = dict.fromkeys(word("rounding", meta.rounding, language) for meta in metas)
    unfinished = dict.fromkeys(words for meta in metas for words in incomplete_words(meta, language))
    parts = [
        text("foot.years", language, first=min(years), last=max(years)),
        *(f"{MARK} {words}" for words in unfinished),
        text("report.n", language, year=max(years)),
        text("foot.dated_by", language, dated_by=", ".join(reference_dates)),
        ", ".join(calendars),
        text("foot.source", language, feeds=", ".join(feeds)),
        *([text("foot.data_until", language, day=short_day(min(until), language))] if until else []),
        ", ".join(roundings),
    ]
    return " · ".join(parts)
