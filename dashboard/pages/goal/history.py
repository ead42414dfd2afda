"""Over the years: the series, what it is held against, its breaks, its table."""

from typing import Any

from dashboard.figures.reference_marks import Against, Shade, Unfinished
from dashboard.figures.trend import trend_figure
from dashboard.format import goal_line
from dashboard.incomplete_years import incomplete_words, marked_year
from dashboard.judgement import target_value
from dashboard.markup import Html, tag
from dashboard.pages.goal.forecast import foreseen, how, ribbon
from dashboard.pages.goal.forecast import sentence as says
from dashboard.pages.goal.goal_series import Reading
from dashboard.pages.goal.programme_history import programme_history
from dashboard.pages.goal.references import references
from dashboard.pages.parts.answer_table import answer_table
from dashboard.pages.parts.footer import footer
from dashboard.pages.parts.section import Section
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.sentences import Observed, over_years
from models.forecast import Forecast
from models.plan import Reference
from models.status import StatusRow


def history(reading: Reading, row: StatusRow, view: View, own_row: StatusRow) -> Section:
    """The section; `own_row` is the row of the unit that the page is about."""
    title = _heading(reading, view)
    if reading.programme:
        return programme_history(reading.programme, reading, row, title, view)
    ahead, judged = foreseen(reading, view), reading.scope.is_whole and row.target is not None
    sentence = _sentence(reading, row, view)
    if ahead and reading.year == ahead.last_year:  # of an earlier year nothing is said ahead
        sentence = f"{sentence} {says(ahead, view, judged=judged)}"
    points = [(year, cell.value) for year, cell in reading.series.items()]
    drawn = None
    if any(value is not None for _, value in points):  # a small university's may all be suppressed
        drawn = trend_figure(
            points,
            reading.unit,
            view.language,
            against(reading, row, ahead, view, own_row),
            marked_year=reading.year,
            links=[view.address.to(year=str(year)).href for year in reading.series],
            notes=_notes(reading, view),
        )
    below = _below(reading, row, ahead, view)
    return Section("history", "trend", title, sentence, drawn, reading.answer.meta, below, is_below=True)


def _notes(reading: Reading, view: View) -> dict[int, str]:
    """What the pointer reads of a year: how many of how many, and the change on the year before."""
    notes: dict[int, str] = {}
    for year, row in reading.series.items():
        parts = [counts] if (counts := view.parts_of(row)) else []
        before = reading.series.get(year - 1)
        if row.value is not None and before is not None and before.value is not None:
            moved = view.change(row.value - before.value, reading.unit)
            parts.append(view.text("topic.against_before", change=moved, year=year - 1))
        if parts:
            notes[year] = " · ".join(parts)
    return notes


def against(  # what is read, what is judged, and for whom
    reading: Reading, row: StatusRow, ahead: Forecast | None, view: View, own_row: StatusRow
) -> Against:
    """What the line is held against: the plan's marks for the university, the university for a unit."""
    language, unit = view.language, reading.unit
    name = reading.scope.indicator.id
    breaks = [Shade(b.first_year, b.last_year_of(name), b.title[language]) for b in view.build.plan.breaks_of(name)]
    marks: dict[str, Any] = {"breaks": breaks}
    judged = reading.scope.is_main and reading.scope.is_whole
    aimed = own_row if own_row.target is not None else row
    if reading.scope.is_main and aimed.target is not None and (aimed is own_row or judged or unit == "percent"):
        key = "chart.local_target" if aimed.is_local else "chart.target"
        marks["target"] = (aimed.target, view.text(key, target=target_value(aimed, language)))
    if judged:
        marks["references"] = [
            (one.value, _reference(one, unit, view))
            for one in row.references
            if one.indicator == reading.scope.indicator.id
        ]
    if judged and (start := _pace_start(row, view)) and row.target is not None and row.target_year is not None:
        marks["pace"] = (start, (row.target_year, row.target), view.text("chart.pace"))
    if judged and row.goal.rule == "balance":
        low, high = view.build.config.settings.balance_band
        name = view.text("chart.balance", low=view.number(low, 2), high=view.number(high, 2))
        marks["band"] = (low, high, name)
    if reading.whole:
        marks["whole"] = ([(year, cell.value) for year, cell in reading.whole.items()], view.text("plan.whole"))
    if ahead:
        marks["ahead"] = ribbon(ahead, view)
    marks["unfinished"] = [
        Unfinished(year, cell.value, view.figure(cell.value, unit), view.short_day(until))
        for year, cell in reading.unfinished.items()
        if cell.value is not None and (until := reading.answer.incomplete_until(cell))
    ]
    return Against(**marks)


def _reference(one: Reference, unit: str, view: View) -> str:
    """`European aim 2030: 23 %`; the whole title and its source are below the chart."""
    label, value = view.text(f"reference.{one.label}"), goal_line(one.value, unit, view.language)
    return view.text("chart.reference", label=label, year=one.year or "", value=value)


def _pace_start(row: StatusRow, view: View) -> tuple[int, float] | None:
    """Where the line to the target begins: nothing before the framework programme, else the year it is judged from."""
    if row.goal.baseline.framework is not None:
        return view.build.plan.frameworks[row.goal.baseline.framework].first_year - 1, 0.0
    starts = {row.comparison_year: row.comparison, row.baseline_year: row.baseline}
    year = row.pace_from if row.pace_from is not None else row.baseline_year
    value = starts.get(year)
    return None if year is None or value is None else (year, value)


def _heading(reading: Reading, view: View) -> Html:
    reference_dates = [
        Option(view.word("reference_date", name), view.address.to(dated_by=name), name == reading.scope.dated_by)
        for name in reading.scope.indicator.reference_dates
    ]
    return tag(
        "div",
        tag("h2", view.text("goal.over_years")),
        switch(view.text("goal.reference_dates"), reference_dates),
        class_="line",
    )


def _sentence(reading: Reading, row: StatusRow, view: View) -> str:
    """What the chart says, made from the answer."""
    language, unit = view.language, reading.unit
    known_years = {year: cell.value for year, cell in reading.series.items() if cell.value is not None}
    value = known_years.get(reading.year or 0)
    if value is None:
        return view.text("empty.chart")
    is_main = reading.scope.is_main and reading.scope.is_whole
    observed = Observed(reading.scope.indicator, known_years, reading.year or 0, view.figure(value, unit))
    sentence = over_years(observed, row if is_main else None, view.build.plan, language)
    if not reading.answer.meta.has_history:
        sentence += " " + view.text("reason.no_history")
    for words in incomplete_words(reading.answer.meta, language, list(reading.unfinished)):
        sentence += " " + view.text("sentence.incomplete", words=words)
    return sentence


def _below(reading: Reading, row: StatusRow, ahead: Forecast | None, view: View) -> Html:
    unfinished = list(reading.unfinished.values())
    table = answer_table(
        reading.answer,
        [*reading.series.values(), *unfinished][::-1],
        view,
        caption=view.text("goal.trend_table"),
        head=view.text("goal.year"),
        name=lambda row: marked_year(int(str(row.key["year"])), reading.answer.meta),
        link=lambda row: None if row in unfinished else view.address.to(year=str(row.key["year"])),
    )
    counted = sum(row.denominator or 0 for row in reading.series.values())
    return tag(
        "div",
        references(reading, row, view),
        _breaks(reading, view),
        how(ahead, view) if ahead else None,
        tag("details", tag("summary", view.text("goal.trend_table")), table),
        footer(reading.answer.meta, view, [*reading.series, *reading.unfinished], counted),
    )


def _breaks(reading: Reading, view: View) -> Html | None:
    """Every shaded break in words."""
    name, first_year = reading.scope.indicator.id, min(reading.series)
    touching = [b for b in view.build.plan.breaks_of(name) if b.last_year_of(name) >= first_year]
    spans = {b.id: _span(b.first_year, b.last_year_of(name)) for b in touching}
    items = [
        tag("li", tag("b", f"{b.title[view.language]} {spans[b.id]}"), " ", b.text[view.language]) for b in touching
    ]
    return tag("details", tag("summary", view.text("goal.breaks")), tag("ul", *items)) if items else None


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
