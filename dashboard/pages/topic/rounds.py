"""The round that a funnel shows: the one that the address names, else the first that runs, else the last one."""

from dataclasses import dataclass
from datetime import date

from dashboard.address import Address
from dashboard.builds import answer
from dashboard.markup import Html
from dashboard.pages.parts.switch import Option, switch
from dashboard.pages.parts.view import View
from dashboard.pages.topic.topic_series import where_of
from models.answer import Answer
from models.catalogue import Indicator
from models.question import Question, QuestionError, Where
from models.rounds import Round

TERMS = {"autumn": "funnel.autumn", "spring": "funnel.spring"}
FINISHED_OFFERED = 2  # finished rounds to choose from, beside all that run


@dataclass(frozen=True)
class Chosen:
    """A round, and the one a year before where that is over; `same_day` is the day of that one that is like today.

    `is_limited`: the reader may see the furthest stage alone, and both rounds of an academic year together.
    """

    indicator: Indicator
    round_: Round
    before: Round | None
    is_limited: bool

    @property
    def same_day(self) -> date | None:
        """Only where the round still runs, so that the days say something that the end does not."""
        return self.before.same_day if self.before and self.round_.is_running and not self.is_limited else None

    def ask(self, by: str | tuple[str, ...], round_: Round, view: View) -> Answer:
        """The persons of a round by its dimensions. Raises QuestionError where the reader has no right to it."""
        where = {**where_of(self.indicator, view), **_term(self.indicator, round_, self.is_limited)}
        dimensions = (by,) if isinstance(by, str) else by
        return answer(Question(self.indicator.id, dimensions, where, (round_.year, round_.year)), view.build)


def chosen_round(indicator: Indicator, view: View) -> Chosen | None:
    """The round to show of an indicator whose fact counts rounds; None where the build knows of no round."""
    rounds = view.build.rounds.get(indicator.fact, ())
    if not rounds or "progress" not in indicator.dimensions:
        return None
    named = [round_ for round_ in rounds if key(round_) == view.address.round]
    running = [round_ for round_ in rounds if round_.is_running]
    round_ = (named or running or rounds[-1:])[0]
    earlier = [r for r in rounds if (r.year, r.term) == (round_.year - 1, round_.term) and not r.is_running]
    chosen = Chosen(indicator, round_, earlier[0] if earlier else None, is_limited=False)
    try:
        chosen.ask("progress", round_, view)
    except QuestionError:
        return _whole_year(chosen, rounds)
    return chosen


def _whole_year(chosen: Chosen, rounds: tuple[Round, ...]) -> Chosen:
    """Both rounds of the academic year, running while one of them is; a finished one has the year before beside it."""
    last = max((r for r in rounds if r.year == chosen.round_.year), key=lambda r: r.first_day)
    earlier = [r for r in rounds if r.year == chosen.round_.year - 1]
    is_over = bool(earlier) and not any(r.is_running for r in (*earlier, last))
    return Chosen(chosen.indicator, last, earlier[-1] if is_over else None, is_limited=True)


def round_switch(chosen: Chosen, view: View) -> Html | None:
    """The rounds to choose from, the latest last, and whether each runs. A reader who sees years alone gets years."""
    rounds = view.build.rounds[chosen.indicator.fact]
    finished = [round_ for round_ in rounds if not round_.is_running][-FINISHED_OFFERED:]
    offered = sorted({*finished, *(r for r in rounds if r.is_running), chosen.round_}, key=lambda r: r.first_day)
    if chosen.is_limited:
        offered = list({round_.year: round_ for round_ in offered}.values())
    options = [Option(_option(r, chosen, view), _to(r, view), _same(r, chosen)) for r in offered]
    return switch(view.text("funnel.round"), options)


def _same(round_: Round, chosen: Chosen) -> bool:
    return round_.year == chosen.round_.year if chosen.is_limited else round_ == chosen.round_


def key(round_: Round) -> str:
    """As the address and the feeds write it: `2026-spring`."""
    return f"{round_.first_day.year}-{round_.term}"


def round_name(round_: Round, chosen: Chosen, view: View) -> str:
    """`spring 2026`; of a reader who sees years alone `2025/26`; of an intake `autumn 2025`."""
    if chosen.is_limited and "term" in chosen.indicator.dimensions:
        return f"{round_.year}/{(round_.year + 1) % 100:02}"
    return view.text(TERMS[round_.term], year=round_.first_day.year)


def _option(round_: Round, chosen: Chosen, view: View) -> str:
    name = round_name(round_, chosen, view)
    named = name[:1].upper() + name[1:]
    return view.text("funnel.running", round=named) if round_.is_running else named


def _to(round_: Round, view: View) -> Address:
    return view.address.to(round=key(round_))


def _term(indicator: Indicator, round_: Round, is_limited: bool) -> Where:
    return {"term": (round_.term,)} if "term" in indicator.dimensions and not is_limited else {}
