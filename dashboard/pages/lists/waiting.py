"""Applicants of the running rounds who wait: by department and step, and how many of them longer than promised."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.builds import answer
from dashboard.format import number
from dashboard.markup import join
from dashboard.pages.lists.cells import Cell
from dashboard.pages.parts.entity_links import entity_link, entity_name
from dashboard.pages.parts.view import View
from dashboard.text.labels import member_name
from data_contracts.codes import code_table, code_values
from models.answer import Meta, Row, Sign
from models.question import Question, QuestionError, Where

FUNNEL, PROGRESS, STAGES = "outbound_funnel", "outbound_progress", "outbound_stages"
WAITING, LONG = frozenset({"waiting", "waiting_long"}), "waiting_long"


@dataclass(frozen=True)
class Waiting:
    """The rows by their key, and what explains their counts."""

    rows: Sequence[tuple[str, dict[str, Cell]]]
    meta: Meta


def waiting(unit: Where, view: View) -> Waiting | None:
    """Who waits at the day the build speaks of; None where the reader may not see rounds so finely."""
    indicator = view.build.indicators.get(FUNNEL)
    if indicator is None:
        return None
    is_running = bool(view.build.running_rounds(indicator.fact))
    where = {**unit, "round_state": ("running",)} if is_running else unit
    try:
        result = answer(Question(FUNNEL, ("department", "progress"), where), view.build)
    except QuestionError:
        return None
    if not is_running:
        return Waiting((), result.meta)
    places = {code: (stage, outcome) for code, _, _, stage, outcome in code_table(PROGRESS).iter_rows()}
    queues: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in result.rows:
        stage, outcome = places.get(str(row.key["progress"]), ("", ""))
        if outcome in WAITING and (row.numerator or row.sign is not None):
            queues[str(row.key["department"]), stage][outcome] = row
    stages = code_values(STAGES)
    order = sorted(queues.items(), key=lambda item: (stages.index(item[0][1]), item[0][0]))
    return Waiting([(f"{unit}.{stage}", _cells(unit, stage, rows, view)) for (unit, stage), rows in order], result.meta)


def _cells(unit: str, stage: str, rows: dict[str, Row], view: View) -> dict[str, Cell]:
    name = entity_name("department", unit, view)
    step = member_name(view.build.labels, "furthest_stage", stage, view.language)
    return {
        "unit": Cell(entity_link("department", unit, view, f"row-{stage}"), name.casefold(), name, name),
        "stage": Cell(join(step), float(code_values(STAGES).index(stage)), step, step),
        "waiting": _count(list(rows.values()), view),
        "waiting_long": _count([row for outcome, row in rows.items() if outcome == LONG], view),
    }


def _count(rows: Sequence[Row], view: View) -> Cell:
    if any(row.sign is not None for row in rows):
        return Cell(join(Sign.SUPPRESSED.value), None, Sign.SUPPRESSED.value)
    count = sum(row.numerator or 0 for row in rows)
    return Cell(join(number(count, view.language)), float(count), count)
