"""The charts of a goal's page as tables to take out: the cells that they are drawn from."""

from collections.abc import Callable
from typing import Final

from dashboard.builds import answer, rows_of
from dashboard.cached_analyses import growth, whatif
from dashboard.downloads.sheet import Cell, Column, Sheet, cells, value
from dashboard.format import goal_line, short_day
from dashboard.pages.goal.breakdown import question_by
from dashboard.pages.goal.cohorts import cohorts_of, question_of
from dashboard.pages.goal.comparison import compared
from dashboard.pages.goal.contribution import decomposed, first_year, part_name
from dashboard.pages.goal.doubling import doubling_of
from dashboard.pages.goal.doubling_sheets import doubling_sheet
from dashboard.pages.goal.forecast import foreseen, shown_points
from dashboard.pages.goal.goal_series import Reading, read
from dashboard.pages.goal.peers import peers_sheet
from dashboard.pages.goal.programme import FRAMEWORK, Programme
from dashboard.pages.goal.scope import scope_of
from dashboard.pages.goal.slopes import year_then
from dashboard.pages.goal.subject import subject
from dashboard.pages.goal.whatif import chosen_of, growing, suppositions
from dashboard.pages.goal.whatif_growth import KIND, shown_years
from dashboard.pages.parts.view import View
from dashboard.text.labels import heading, member_name
from models.answer import Row
from models.question import Question

EDGES = ("download.low", "download.mid", "download.high")


def sheet(chart: str, view: View) -> Sheet | None:
    """What a chart of the page shows; None for one that the page does not have."""
    goal = subject(view)
    scope = scope_of(goal, view) if goal else None
    if chart == "peers":
        return peers_sheet(scope, view) if scope else None
    reading = read(scope, view) if scope else None
    if goal is None or reading is None or reading.year is None or chart not in SHEETS:
        return None
    row = next((row for row in rows_of(view.build) if row.goal.id == goal.id), None) if view.address.goal else None
    if row is not None and (doubled := doubling_of(row, reading)) is not None:
        return doubling_sheet(chart, doubled, reading, view)
    return SHEETS[chart](reading, view)


def _trend(reading: Reading, view: View) -> Sheet:
    """The series, beside a unit the university's, and the years foreseen."""
    if reading.programme:
        return _added_up(reading.programme, reading, view)
    unit, scope = reading.unit, reading.scope
    whole, foreseen_values = reading.whole, foreseen(reading, view)
    columns = [Column(view.text("goal.year")), *_figures(reading, view)]
    columns += [Column(view.text("plan.whole"), unit)] if whole else []
    columns += [Column(view.text(edge), unit) for edge in EDGES] if foreseen_values else []
    columns += [Column(view.text("download.incomplete"))] if reading.unfinished else []
    empty: tuple[Cell, ...] = (None,) * len(EDGES) if foreseen_values else ()
    unfinished = reading.unfinished
    shown = {**reading.series, **unfinished}
    rows = [
        (year, *cells(row), *((value(whole.get(year)),) if whole else ()), *empty, *_until(row, reading, view))
        for year, row in shown.items()
    ]
    ahead = shown_points(foreseen_values) if foreseen_values else ()
    late: tuple[Cell, ...] = (None,) if unfinished else ()
    rows += [(point.year, None, None, None, *((None,) if whole else ()), *point[1:], *late) for point in ahead]
    return Sheet(view.text("goal.over_years"), scope.question(scope.indicator.id, ("year",)), tuple(columns), rows)


def _until(row: Row, reading: Reading, view: View) -> tuple[Cell, ...]:
    """Until when a year that is not over is known, as a column where some year is not."""
    if not reading.unfinished:
        return ()
    until = reading.answer.incomplete_until(row)
    return (short_day(until, view.language) if until else None,)


def _added_up(programme: Programme, reading: Reading, view: View) -> Sheet:
    """By year of the framework programme, what it and the former one have added up to."""
    first, before, former = programme.first_year, programme.former_first_year, programme.former
    names = [member_name(view.build.labels, FRAMEWORK, name, view.language)
             for name in (programme.name, programme.former_name)]  # fmt: skip
    rows = [
        (year, value(programme.running.get(first + year - 1)), value(former.get(before + year - 1)))
        for year in range(1, programme.years + 1)
    ]
    columns = (Column(view.text("programme.column")), *(Column(name, reading.unit) for name in names))
    return Sheet(view.text("goal.over_years"), reading.question, columns, rows)


def _bars(reading: Reading, view: View) -> Sheet | None:
    by, year = reading.scope.by, reading.year
    if by is None or year is None:
        return None
    question = question_by(reading, by, year)
    result = answer(question, view.build)
    rows = [
        (row.key[by], member_name(result.meta.labels, by, row.key[by], view.language), *cells(row))
        for row in result.rows
    ]
    columns = (*_member(by, view), *_figures(reading, view))
    return Sheet(f"{heading('dimension', by, view.language)} {year}", question, columns, rows)


def _moved(reading: Reading, view: View) -> Sheet | None:
    by, since, contribution = reading.scope.by, first_year(reading, view), decomposed(reading, view)
    if contribution is None or by is None or since is None:
        return None
    unit = reading.unit
    columns = [Column(str(since), unit), Column(str(reading.year), unit)]
    columns += [Column(view.text(key), unit) for key in ("moved.change", "moved.rate", "moved.mix")]
    if contribution.target is not None:
        columns.append(
            Column(view.text("goal.gap", target=goal_line(contribution.target, unit, view.language)), "cases")
        )
    rows: list[tuple[Cell, ...]] = []
    for part in contribution.parts:
        code = str(part.key[by]) if part.key else None
        figures = (value(part.before), value(part.after)) if part.key else (None, None)
        missing = (part.missing,) if contribution.target is not None else ()
        rows.append(
            (code, part_name(part, by, contribution, view), *figures, part.change, part.rate, part.mix, *missing)
        )
    question = reading.scope.question(reading.scope.indicator.id, (by,), (since, reading.year or since))
    return Sheet(f"{since}–{reading.year}", question, (*_member(by, view), *columns), rows)


def _compare(reading: Reading, view: View) -> Sheet | None:
    comparison = compared(reading, view)
    if comparison is None:
        return None
    columns = (*_member(comparison.by, view), Column(view.text("goal.year")), *_figures(reading, view))
    rows = [
        (member, member_name(view.build.labels, comparison.by, member, view.language), year, *cells(years.get(year)))
        for member, years in comparison.rows.items()
        for year in reading.series
    ]
    return Sheet(heading("dimension", comparison.by, view.language), comparison.question, columns, rows)


def _slopes(reading: Reading, view: View) -> Sheet | None:
    """Every member in the earlier year and in the one shown."""
    comparison, then = compared(reading, view), year_then(reading, view)
    if comparison is None or then is None or reading.year is None:
        return None
    columns = (*_member(comparison.by, view), Column(view.text("goal.year")), *_figures(reading, view))
    rows = [
        (member, member_name(view.build.labels, comparison.by, member, view.language), year, *cells(years.get(year)))
        for member, years in comparison.rows.items()
        for year in (then, reading.year)
    ]
    return Sheet(
        view.text(
            "slopes.title", dimension=heading("dimension", comparison.by, view.language), then=then, now=reading.year
        ),
        comparison.question,
        columns,
        rows,
    )


def _cohorts(reading: Reading, view: View) -> Sheet | None:
    """A row per cohort and semester of study; what is only booked says so."""
    cohorts, question = cohorts_of(reading, view), question_of(reading, view)
    if cohorts is None or question is None:
        return None
    heads = [view.text(key) for key in ("cohorts.head_cohort", "cohorts.head_semester")]
    rows = [
        (cohort, point.semester, *cells(point.row), view.text("cohorts.booked") if point.is_booked else None)
        for cohort, points in cohorts.curves.items()
        for point in points
    ]
    columns = (*(Column(head) for head in heads), *_figures(reading, view), Column(view.text("cohorts.head_note")))
    by_semester = Question(question.indicator, ("year", "semester_of_study"), question.where, units=question.units)
    return Sheet(view.text("cohorts.table"), by_semester, columns, rows)


def _growth(reading: Reading, view: View) -> Sheet | None:
    """The years ahead at this pace and with what is supposed to be added."""
    chosen = next((one for one in growing(reading, view) if one.parameter == view.address.whatif), None)
    result = growth(chosen.more, chosen.until, chosen.question, view.build) if chosen else None
    if chosen is None or result is None:
        return None
    heads = (view.text("whatif.at_this_pace"), view.text("whatif.with_more"))
    columns = (Column(view.text("goal.year")), *(Column(head, reading.unit) for head in heads))
    return Sheet(chosen.parameter, chosen.question, columns, shown_years(result))


def _whatif(reading: Reading, view: View) -> Sheet | None:
    if view.address.whatif and view.address.whatif.startswith(f"{KIND}-"):
        return _growth(reading, view)
    chosen = chosen_of(suppositions(reading, view), view.address)
    result = whatif(chosen.rate, chosen.question, view.build) if chosen else None
    if chosen is None or result is None:
        return None
    [by] = chosen.question.by
    rows = [
        (
            gain.row.key[by],
            member_name(view.build.labels, by, gain.row.key[by], view.language),
            *cells(gain.row),
            gain.gained,
        )
        for gain in result.gains
    ]
    columns = (*_member(by, view), *_figures(reading, view), Column(view.text("whatif.gained"), "cases"))
    return Sheet(chosen.parameter, chosen.question, columns, rows)


def _member(by: str, view: View) -> tuple[Column, Column]:
    return Column(view.text("download.code")), Column(heading("dimension", by, view.language))


def _figures(reading: Reading, view: View) -> tuple[Column, Column, Column]:
    """The three columns of `cells`."""
    counted = "eur" if reading.unit == "eur" else "number"
    return (
        Column(view.text("goal.numerator"), counted),
        Column(view.text("goal.denominator"), counted),
        Column(view.text("goal.value_column"), reading.unit),
    )


SHEETS: Final[dict[str, Callable[[Reading, View], Sheet | None]]] = {
    "trend": _trend,
    "bars": _bars,
    "slopes": _slopes,
    "cohorts": _cohorts,
    "moved": _moved,
    "compare": _compare,
    "whatif": _whatif,
}
