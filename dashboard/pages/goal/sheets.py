"""The charts of a goal's page as tables to take out: the cells that they are drawn from."""

from collections.abc import Callable, Iterable
from typing import Final

from dashboard.builds import answer, rows_of
from dashboard.cached_analyses import growth, whatif
from dashboard.downloads.sheet import Cell, Column, Sheet, cells, value
from dashboard.format import goal_line
from dashboard.pages.goal.breakdown import question_by
from dashboard.pages.goal.cohorts import cohorts_of, question_of
from dashboard.pages.goal.comparison import Compared, compared
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
from dashboard.pages.parts.figure_sheet import figure_columns, member_cells, member_columns, sheet_by_member
from dashboard.pages.parts.view import View
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
    columns = [Column(view.text("goal.year")), *figure_columns(reading.unit, view)]
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
    return (view.short_day(until) if until else None,)


def _added_up(programme: Programme, reading: Reading, view: View) -> Sheet:
    """By year of the framework programme, what it and the former one have added up to."""
    first, before, former = programme.first_year, programme.former_first_year, programme.former
    names = [view.name_of(FRAMEWORK, name) for name in (programme.name, programme.former_name)]
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
    return sheet_by_member(question, answer(question, view.build).rows, reading.unit, year, view)


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
    return Sheet(f"{since}–{reading.year}", question, (*member_columns(by, view), *columns), rows)


def _compare(reading: Reading, view: View) -> Sheet | None:
    comparison = compared(reading, view)
    if comparison is None:
        return None
    return _by_year(view.heading("dimension", comparison.by), comparison, reading.series, reading, view)


def _slopes(reading: Reading, view: View) -> Sheet | None:
    """Every member in the earlier year and in the one shown."""
    comparison, then, now = compared(reading, view), year_then(reading, view), reading.year
    if comparison is None or then is None or now is None:
        return None
    title = view.text("slopes.title", dimension=view.heading("dimension", comparison.by), then=then, now=now)
    return _by_year(title, comparison, (then, now), reading, view)


def _by_year(title: str, comparison: Compared, years: Iterable[int], reading: Reading, view: View) -> Sheet:
    """A row for each member and year."""
    by, columns = comparison.by, figure_columns(reading.unit, view)
    rows = [
        (member, view.name_of(by, member), year, *cells(rows.get(year)))
        for member, rows in comparison.rows.items()
        for year in years
    ]
    return Sheet(
        title, comparison.question, (*member_columns(by, view), Column(view.text("goal.year")), *columns), rows
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
    columns = (
        *(Column(head) for head in heads),
        *figure_columns(reading.unit, view),
        Column(view.text("cohorts.head_note")),
    )
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
    rows = [(*member_cells(gain.row.key[by], gain.row, by, view), gain.gained) for gain in result.gains]
    columns = (
        *member_columns(by, view),
        *figure_columns(reading.unit, view),
        Column(view.text("whatif.gained"), "cases"),
    )
    return Sheet(chosen.parameter, chosen.question, columns, rows)


SHEETS: Final[dict[str, Callable[[Reading, View], Sheet | None]]] = {
    "trend": _trend,
    "bars": _bars,
    "slopes": _slopes,
    "cohorts": _cohorts,
    "moved": _moved,
    "compare": _compare,
    "whatif": _whatif,
}
