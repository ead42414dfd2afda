"""Applicants of the running rounds: by department and step who waits, for how many weeks, and who longer than promised.

Readers of suppressed figures see how far applicants have come instead.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.builds import answer
from dashboard.markup import join
from dashboard.pages.lists.cells import Cell
from dashboard.pages.parts.entity_links import entity_link, entity_name
from dashboard.pages.parts.view import View
from data_contracts.codes import code_table, code_values
from models.answer import Meta, Row, Sign
from models.question import Question, QuestionError, Where

FUNNEL, PROGRESS, STAGES = "outbound_funnel", "outbound_progress", "outbound_stages"
WAITING, LONG = frozenset({"waiting", "waiting_long"}), "waiting_long"
WEEKS = {"weeks_4": range(5), "weeks_8": range(5, 9), "weeks_12": range(9, 13), "weeks_more": range(13, 54)}


@dataclass(frozen=True)
class Waiting:
    """The rows by their key, and what explains their counts."""

    rows: Sequence[tuple[str, dict[str, Cell]]]
    meta: Meta


def waiting(unit: Where, view: View) -> Waiting | None:
    """Who waits at the day the build describes; None where the reader may not see rounds so finely."""
    indicator = view.build.indicators.get(FUNNEL)
    if indicator is None:
        return None
    is_running = bool(view.build.running_rounds(indicator.fact))
    where = {**unit, "round_state": ("running",)} if is_running else unit
    try:
        result = answer(Question(FUNNEL, ("department", "progress", "weeks_waited"), where), view.build)
    except QuestionError:  # not for this reader, or of a build that does not know the weeks
        return None
    if not is_running:
        return Waiting((), result.meta)
    outcomes = {code: (stage, outcome) for code, _, _, stage, outcome in code_table(PROGRESS).iter_rows()}
    queues: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in result.rows:
        stage, outcome = outcomes.get(str(row.key["progress"]), ("", ""))
        if outcome in WAITING and row.numerator:
            queues[str(row.key["department"]), stage].append(row)
    long = {code for code, (_, outcome) in outcomes.items() if outcome == LONG}
    order = sorted(queues.items(), key=lambda item: (code_values(STAGES).index(item[0][1]), item[0][0]))
    return Waiting(
        [(f"{unit}.{stage}", _queue(unit, stage, rows, long, view)) for (unit, stage), rows in order], result.meta
    )


def _queue(unit: str, stage: str, rows: Sequence[Row], long: set[str], view: View) -> dict[str, Cell]:
    def count(rows: Sequence[Row]) -> Cell:
        return _number(sum(row.numerator or 0 for row in rows), view)

    weeks = [(int(str(row.key["weeks_waited"])), row) for row in rows]
    return {
        **_head("department", unit, stage, view),
        "waiting": count(rows),
        **{name: count([row for week, row in weeks if week in those]) for name, those in WEEKS.items()},
        "longest": _number(max(week for week, _ in weeks), view),
        "waiting_long": count([row for row in rows if row.key["progress"] in long]),
    }


def reached(unit: Where, view: View) -> Waiting | None:
    """How far the applicants of the academic years have come whose rounds run: by faculty, of one by department."""
    indicator = view.build.indicators.get(FUNNEL)
    if indicator is None:
        return None
    years = [round_.year for round_ in view.build.running_rounds(indicator.fact)]
    level = "department" if unit else "faculty"
    try:
        question = Question(FUNNEL, (level, "furthest_stage"), unit, (min(years), max(years)) if years else None)
        result = answer(question, view.build)
    except QuestionError:
        return None
    if not years:
        return Waiting((), result.meta)
    stages = code_values(STAGES)
    rows = sorted(result.rows, key=lambda row: (str(row.key[level]), stages.index(str(row.key["furthest_stage"]))))
    return Waiting([_reached(level, row, view) for row in rows], result.meta)


def _reached(level: str, row: Row, view: View) -> tuple[str, dict[str, Cell]]:
    unit, stage = str(row.key[level]), str(row.key["furthest_stage"])
    suppressed = Cell(join(Sign.SUPPRESSED.value), None, Sign.SUPPRESSED.value)
    count = suppressed if row.numerator is None else _number(row.numerator, view)
    return f"{unit}.{stage}", {**_head(level, unit, stage, view), "applicants": count}


def _head(level: str, unit: str, stage: str, view: View) -> dict[str, Cell]:
    name = entity_name(level, unit, view)
    step = view.name_of("furthest_stage", stage)
    return {
        "unit": Cell(entity_link(level, unit, view, f"row-{stage}"), name.casefold(), name, name),
        "stage": Cell(join(step), float(code_values(STAGES).index(stage)), step, step),
    }


def _number(count: float, view: View) -> Cell:
    return Cell(join(view.number(count)), float(count), count)
