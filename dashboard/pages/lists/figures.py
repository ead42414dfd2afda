"""The figures that a list's columns show for each row: one question for a column, regardless of the number of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.builds import answer
from dashboard.lists import Column
from dashboard.markup import join
from dashboard.pages.lists.bounds import at_least
from dashboard.pages.lists.cells import Cell, bounded, of_row, yes_or_no
from dashboard.pages.parts.view import View
from models.answer import Meta, Row, Sign
from models.catalogue import Indicator
from models.incomplete_years import last_day
from models.question import Question, QuestionError, Where
from models.registers import Entry


@dataclass(frozen=True)
class Figures:
    """An indicator by member; `meta` is None where the reader may not ask for it or there is no data.

    `bounds` say of suppressed sums what they are at least.
    """

    indicator: Indicator
    rows: dict[str, Row]
    meta: Meta | None
    bounds: Mapping[str, float] = field(default_factory=dict)

    def row(self, member: object) -> Row:
        """A member's row; without one a count is zero, and a share has nothing to divide by."""
        if str(member) in self.rows:
            return self.rows[str(member)]
        if self.meta is None or not self.meta.has_data:
            return Row({}, None, None, None, Sign.MISSING)
        counts = self.indicator.denominator is None
        return Row({}, 0, None, 0.0) if counts else Row({}, None, None, None, Sign.NOT_APPLICABLE)


def plan_years(indicator: Indicator, view: View) -> tuple[int, int]:
    """The years of the plan that are over, as far as the indicator's files say; its first year where none is."""
    plan, known_until = view.build.plan, view.build.known_until(indicator)
    last = min(plan.last_year, known_until.year)
    while last > plan.first_year and not _is_over(last, indicator, known_until, view):
        last -= 1
    return plan.first_year, last


def _is_over(year: int, indicator: Indicator, known_years: date, view: View) -> bool:
    return last_day(year, indicator.default_reference_date, view.build.academic_month) < known_years


def question_for(indicator: Indicator, by: tuple[str, ...], where: Where, view: View, *, latest: bool) -> Question:
    """The question for a period: the years of the plan added up, or the last year (of a stock, or where `latest`)."""
    is_stock = indicator.time == "stock"
    years = None if is_stock else plan_years(indicator, view)
    if years is not None and latest:
        years = (years[1], years[1])
    kept = {name: members for name, members in where.items() if name in indicator.dimensions}
    return Question(indicator.id, by, kept, years)


def figures(column: Column, where: Where, view: View) -> Figures | None:
    """What a column of figures shows, for a unit or for all; None for an indicator that the build lacks."""
    indicator = view.build.indicators.get(column.indicator)
    if indicator is None or column.dimension not in indicator.dimensions:
        return None
    # a thing is what it is, whichever unit asks: only the persons counted are the unit's own
    kept = where if indicator.persons else {}
    question = question_for(indicator, (column.dimension,), kept, view, latest=column.latest)
    try:
        result = answer(question, view.build)
    except QuestionError:  # not every reader may ask this
        return Figures(indicator, {}, None)
    rows = {str(row.key[column.dimension]): row for row in result.rows}
    bounds = at_least(question, indicator, view) if result.meta.suppressed_cells else {}
    return Figures(indicator, rows, result.meta, bounds)


def figure_cell(column: Column, figures: Figures | None, entry: Entry, view: View) -> Cell:
    """The cell of one row."""
    if figures is None:
        return Cell(join(Sign.MISSING.value), None, Sign.MISSING.value)
    member = entry[column.source]
    row = figures.row(member)
    if row.sign == Sign.SUPPRESSED and str(member) in figures.bounds:
        return bounded(figures.bounds[str(member)], view)
    is_yes_or_no = (
        figures.indicator.unit == "percent" and not figures.indicator.persons and row.denominator in (0, 1, None)
    )
    if is_yes_or_no and column.part == "numerator":
        return yes_or_no(row, view)
    return of_row(column, row, figures.indicator.unit, view)


def deviation(column: Column, cells: dict[str, Cell], view: View) -> Cell:
    """Stays in less stays out, beyond what the places agree: 0 is the balance that was agreed."""
    values = [cells[name] for name in (*column.more, *column.less)]
    if any(value.exported == Sign.SUPPRESSED.value for value in values):
        return Cell(join(Sign.SUPPRESSED.value), None, Sign.SUPPRESSED.value)
    if any(not isinstance(value.exported, int | float) for value in values):
        return Cell(join(Sign.NOT_APPLICABLE.value), None, Sign.NOT_APPLICABLE.value)
    stays_in, places_in, stays_out, places_out = (float(str(value.exported)) for value in values)
    moved = (stays_in - stays_out) - (places_in - places_out)
    return Cell(join(view.change(moved, "number")), abs(moved), moved)
