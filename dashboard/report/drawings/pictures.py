"""Which figures a report has, and what each shows and says."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.format import cell, number
from dashboard.judgement import target_value
from dashboard.origin import origin_line
from dashboard.report.contents import Contents, Section
from dashboard.report.drawings.bars import Bar, bars
from dashboard.report.drawings.paper import Drawing
from dashboard.report.drawings.trend import Marks, Points, trend
from dashboard.report.words import footer, name
from dashboard.sentences import Observed, doubling, over_years
from dashboard.text import text
from dashboard.text.labels import member_name, short_name
from models.answer import Row
from models.catalogue import Indicator
from models.status import StatusRow

LEAST_POINTS, LEAST_BARS, FACULTY_FIGURES = 3, 2, 2
NOT_UNITS = (None, "unknown", "several")


@dataclass(frozen=True)
class Picture:
    """A figure: the name of its file, its title, the sentence that it shows, the line under it, and the drawing.

    `origin` is what it says of data that is not real.
    """

    id: str
    title: str
    says: str
    foot: str
    drawing: Drawing
    origin: str | None = None


def pictures(contents: Contents, language: str) -> dict[str, tuple[Picture, ...]]:
    """The figures of every area by its id, and of every faculty by `faculty-<code>`."""
    by_section = {section.id: tuple(_of_section(section, contents, language)) for section in contents.sections}
    return by_section | {
        f"faculty-{code}": tuple(_of_faculty(code, contents, language)) for code in faculties(contents)
    }


def faculties(contents: Contents) -> tuple[str, ...]:
    """The codes of the faculties that the pack has a figure of in its year, shown or suppressed."""
    with_data = {
        code
        for one in contents.indicators()
        for code, row in contents.by(one, "faculty", contents.year).items()
        if code not in NOT_UNITS and (row.sign is None or row.sign == "..")
    }
    return tuple(sorted(code for code in with_data if code is not None))


def judged_by(section: Section, contents: Contents) -> Iterator[tuple[Indicator, StatusRow]]:
    """The indicators that an area's goals are judged by, each once, with the first goal's row."""
    seen = set()
    for row in contents.goals:
        indicator = contents.build.indicators.get(row.indicator or "")
        if row.goal.area == section.id and indicator is not None and indicator.id not in seen:
            seen.add(indicator.id)
            yield indicator, row


def series(contents: Contents, indicator: Indicator, faculty: str | None = None) -> dict[int, Row]:
    """The rows by year of the whole institution, or of a faculty."""
    if faculty is None:
        return contents.whole(indicator)
    years = {year: contents.by(indicator, "faculty", year).get(faculty) for year in contents.years}
    return {year: row for year, row in years.items() if row is not None}


def _of_section(section: Section, contents: Contents, language: str) -> Iterator[Picture]:
    compared = False
    for one, row in judged_by(section, contents):
        if drawn := _over_years(one, row, None, contents, language):
            yield drawn
        if not compared and one.unit == "percent" and (drawn := _by_faculty(one, contents, language)):
            compared = True
            yield drawn


def _of_faculty(code: str, contents: Contents, language: str) -> list[Picture]:
    """The first of the plan's headlines that a faculty has years of; more would not fit its page."""
    headlines = (contents.build.indicators[one] for one in contents.build.plan.headlines)
    drawn = (_over_years(one, None, code, contents, language) for one in headlines)
    return [one for one in drawn if one is not None][:FACULTY_FIGURES]


def _over_years(
    indicator: Indicator, row: StatusRow | None, faculty: str | None, contents: Contents, language: str
) -> Picture | None:
    """None where too few years have a figure, or the last has none."""
    rows = series(contents, indicator, faculty)
    points = _points(indicator, rows, contents)
    points_known = [(year, value) for year, value in points if value is not None]
    if len(points_known) < LEAST_POINTS or points_known[-1][0] != contents.year:
        return None
    first_year, year = points_known[0][0], points_known[-1][0]
    unit, called = indicator.unit, name(indicator, language)
    if faculty is not None:
        called = f"{called}, {short_name(contents.build.labels, 'faculty', faculty, language)}"
    observed = Observed(indicator, dict(points_known), year, cell(rows[year], unit, language))
    sentence = over_years(observed, row, contents.build.plan, language)
    if row is not None and (counted := doubling(row, language)) is not None:
        sentence = counted
    marks = _marks(indicator, row, faculty, contents, language)
    return Picture(
        f"{indicator.id}-years" + (f"-{faculty}" if faculty else ""),
        called,
        sentence,
        footer(contents, indicator, [first_year, year], rows[year], language),
        trend(
            [point for point in points if point[0] >= first_year],
            cell(rows[year], unit, language),
            unit,
            language,
            marks,
        ),
        origin_line(contents.answers[indicator.id, None].meta, language),
    )


def _points(indicator: Indicator, rows: dict[int, Row], contents: Contents) -> Points:
    """Every year with its value; a year that is not over is not compared."""
    unfinished = contents.answers[indicator.id, None].meta.incomplete
    whole_years = {year: row for year, row in rows.items() if year not in unfinished}
    return [(year, whole_years[year].value if year in whole_years else None) for year in contents.years]


def _marks(
    indicator: Indicator, row: StatusRow | None, faculty: str | None, contents: Contents, language: str
) -> Marks:
    """For the university what the plan holds it against, for a faculty the university where both are of one kind."""
    breaks = [
        (one.first_year, one.last_year_of(indicator.id), one.title[language])
        for one in contents.build.plan.breaks_of(indicator.id)
    ]
    if faculty is not None:
        is_share = indicator.denominator is not None and indicator.value != "gap"
        whole = (
            (_points(indicator, contents.whole(indicator), contents), text("plan.whole", language))
            if is_share
            else None
        )
        return Marks(whole=whole, breaks=breaks)
    target = band = None
    if row is not None and row.target is not None and row.programme_year is None:
        key = "chart.local_target" if row.is_local else "chart.target"
        target = (row.target, text(key, language, target=target_value(row, language)))
    if row is not None and row.goal.rule == "balance":
        low, high = contents.build.config.settings.balance_band
        limits = {"low": number(low, language, 2), "high": number(high, language, 2)}
        band = (low, high, text("chart.balance", language, **limits))
    return Marks(target, band, None, breaks)


def _by_faculty(indicator: Indicator, contents: Contents, language: str) -> Picture | None:
    """None where fewer than two faculties have a figure, or the whole has none."""
    whole = contents.whole(indicator).get(contents.year)
    by = {code: row for code, row in contents.by(indicator, "faculty", contents.year).items() if code not in NOT_UNITS}
    shares = sorted((row.value, code) for code, row in by.items() if row.value is not None)
    if whole is None or whole.value is None or len(shares) < LEAST_BARS:
        return None
    labels, unit, year = contents.build.labels, indicator.unit, contents.year
    order = sorted(by.items(), key=lambda pair: (pair[1].value is None, -(pair[1].value or 0), pair[0]))
    members = [
        Bar(short_name(labels, "faculty", code, language), row.value, cell(row, unit, language)) for code, row in order
    ]
    top = member_name(labels, "faculty", shares[-1][1], language)
    title = f"{name(indicator, language)}, {text('report.by_faculty', language, year=year).lower()}"
    return Picture(
        f"{indicator.id}-faculties",
        title,
        text("sentence.leads", language, top=top, value=cell(by[shares[-1][1]], unit, language)),
        footer(contents, indicator, [year], whole, language),
        bars(members, (whole.value, f"{text('goal.university', language)} {cell(whole, unit, language)}")),
        origin_line(contents.answers[indicator.id, None].meta, language),
    )
