"""How far the persons of a round came: at each step those who reached it, left before it, or wait for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data_contracts.codes import code_table
from models.answer import Row, Sign

LEFT, WAITING, LONG, NOT_DUE = "left", "waiting", "waiting_long", "not_due"
Count = int | None  # None: suppressed for this reader


@dataclass(frozen=True)
class Step:
    """A step of a round: `reached` + `left` + `waiting` + `not_due` are those who reached the step before.

    `waiting` are all who wait for the step, `waiting_long` those of them who wait longer than promised; `not_due` are
    those whose turn to leave or arrive has not come. `finished` and `same_day` are those of the round before: who
    reached the step in the end, and who had on the same day. The first step has nobody who left or waits before it.
    """

    stage: str
    reached: Count
    left: Count = 0
    waiting: Count = 0
    waiting_long: Count = 0
    not_due: Count = 0
    finished: Count = None
    same_day: Count = None


class Earlier(NamedTuple):
    """Rows of the round before, by `furthest_stage` and by `stage_same_day`; none where there is nothing to compare."""

    finished: Sequence[Row] = ()
    same_day: Sequence[Row] = ()


def steps(
    stages: Sequence[str],
    progress: str,
    rows: Iterable[Row],
    furthest: Iterable[Row],
    earlier: Earlier,
) -> list[Step]:
    """The steps in the order of `stages`, from rows by the code list `progress` and by `furthest_stage`: its cells are
    fewer, so that fewer are suppressed.
    """
    places = {code: (stage, outcome) for code, _, _, stage, outcome in code_table(progress).iter_rows()}
    now = _counts(rows)
    by_place = {place: now.get(code, 0) for code, place in places.items()}
    reached, before, then = _counts(furthest), _counts(earlier.finished), _counts(earlier.same_day)

    def stopped_before(place: int, *outcomes: str) -> Count:
        return total(by_place.get((stages[place - 1], outcome), 0) for outcome in outcomes) if place else 0

    return [
        Step(
            stage,
            reached=_beyond(reached, stages, place),
            left=stopped_before(place, LEFT),
            waiting=stopped_before(place, WAITING, LONG),
            waiting_long=stopped_before(place, LONG),
            not_due=stopped_before(place, NOT_DUE),
            finished=_beyond(before, stages, place) if earlier.finished else None,
            same_day=_beyond(then, stages, place) if earlier.same_day else None,
        )
        for place, stage in enumerate(stages)
    ]


def reached_alone(stages: Sequence[str], furthest: Iterable[Row], earlier: Earlier, *, is_running: bool) -> list[Step]:
    """The steps for a reader of the furthest stage alone: who left shows once the round is over, who waits never."""
    now, before = _counts(furthest), _counts(earlier.finished)
    unknown: Count = None if is_running else 0
    return [
        Step(
            stage,
            reached=_beyond(now, stages, place),
            left=0 if not place else None if is_running else now.get(stages[place - 1], 0),
            waiting=unknown,
            waiting_long=unknown,
            not_due=unknown,
            finished=_beyond(before, stages, place) if earlier.finished else None,
        )
        for place, stage in enumerate(stages)
    ]


def total(counted: Iterable[Count]) -> Count:
    """The sum; suppressed where one of them is."""
    counts = list(counted)
    return None if None in counts else sum(count or 0 for count in counts)


def _beyond(counts: Mapping[str, Count], stages: Sequence[str], place: int) -> Count:
    return total(counts.get(stage, 0) for stage in stages[place:])


def _counts(rows: Iterable[Row]) -> dict[str, Count]:
    """Persons by the member of the one dimension asked for; a member without a row has nobody."""
    return {
        str(member): None if row.sign == Sign.SUPPRESSED else int(row.numerator or 0)
        for row in rows
        for member in row.key.values()
    }
