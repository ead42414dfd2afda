"""The rounds that facts count: which of them are still running, and until when each is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.engines.engine import Engine


@dataclass(frozen=True)
class Round:
    """A round of exchange (or an intake to whole degrees) by its academic year and its term, `autumn` or `spring`.

    It runs until its students have left or arrived; `known_on` is the day until which its feed knows, `same_day` the
    day of its own calendar on which the running round of that term is now.
    """

    year: int
    term: str
    first_day: date
    known_on: date
    same_day: date
    is_running: bool


Rounds = Mapping[str, tuple[Round, ...]]


def read_rounds(engine: Engine) -> Rounds:
    """Fact → its rounds, the earliest first; a build older than `dims.rounds` has none."""
    if "rounds" not in engine.tables("dims"):
        return {}
    rounds: dict[str, tuple[Round, ...]] = {}
    columns = "fact, year, term, first_day, known_on, same_day, is_running"
    for fact, *cells in engine.rows(f"select {columns} from dims.rounds order by fact, first_day"):
        rounds[str(fact)] = (*rounds.get(str(fact), ()), Round(*cells))  # type: ignore[arg-type]  # typed by the build
    return rounds
