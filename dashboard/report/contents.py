"""What a pack holds: every question asked once, through `ask`, under the areas of the plan."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby

from dashboard.text import LANGUAGES, text
from data_contracts.errors import UtsynError
from data_contracts.text import OwnText, Text
from models.answer import Answer, Row
from models.asking import ask
from models.catalogue import Indicator
from models.peers import Comparison, compare, compared_indicators, first_set
from models.question import Question, QuestionError, Viewer
from models.status import StatusRow, scorecard
from models.store import OpenBuild

Progress = Callable[[str, int, int], None]
YEARS = 10
ASKING = 2  # questions at a time: while the database counts for one, another is put into words
# As fine as a single programme, partner or agreement is asked singly, not printed; and years are printed as they are.
LEFT_OUT = ("programme", "partner", "agreement", "academic_year")
UNIT_LEVELS = ("faculty", "department")


class PackError(UtsynError):
    """The pack cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Section:
    """An area of the plan with the indicators of its goals; the last section has those of no goal."""

    id: str
    title: OwnText
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Contents:
    """All answers of a pack, as one viewer gets them from one build, for the years from `first_year` to `year`.

    `answers` maps (indicator, dimension) to the answer by year, and by the dimension where it is not None; `peers` has
    the comparisons with the first set of other institutions, by indicator.
    """

    build: OpenBuild
    viewer: Viewer
    first_year: int
    year: int
    sections: tuple[Section, ...]
    answers: Mapping[tuple[str, str | None], Answer]
    goals: tuple[StatusRow, ...]
    peers: Mapping[str, Comparison] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the pack."""
        return tuple(range(self.first_year, self.year + 1))

    def indicators(self) -> Iterator[Indicator]:
        """Every indicator in the order of the sections."""
        return (indicator for section in self.sections for indicator in section.indicators)

    def whole(self, indicator: Indicator) -> dict[int, Row]:
        """The whole institution's rows by year."""
        return {int(str(row.key["year"])): row for row in self.answers[indicator.id, None].rows}

    def by(self, indicator: Indicator, dimension: str, year: int) -> dict[str | None, Row]:
        """A year's rows by member; none where the indicator lacks the dimension."""
        answer = self.answers.get((indicator.id, dimension))
        rows = answer.rows if answer is not None else ()
        return {_code(row.key[dimension]): row for row in rows if row.key["year"] == year}


def gather(build: OpenBuild, viewer: Viewer, year: int, progress: Progress) -> Contents:
    """Ask everything that a pack for a year holds. Raises PackError where the build has no figure of that year."""
    first_year = year - YEARS + 1
    chapters = sections(build)
    questions = [
        (one, dimension) for section in chapters for one in section.indicators for dimension in _dimensions(one)
    ]

    def answer(one: Indicator, dimension: str | None) -> Answer | None:
        by = ("year",) if dimension is None else ("year", dimension)
        try:
            return ask(Question(one.id, by, years=(first_year, year)), viewer, build)
        except QuestionError:  # a reader who may not ask this gets no table of it
            if dimension is None:
                raise
            return None

    answers: dict[tuple[str, str | None], Answer] = {}
    workers = ThreadPoolExecutor(ASKING)
    try:
        goals = workers.submit(scorecard, build, viewer)
        waiting = [workers.submit(answer, *question) for question in questions]
        for done, ((one, dimension), answered) in enumerate(zip(questions, waiting, strict=True)):
            progress("ask", done, len(questions))
            if (found_answer := answered.result()) is not None:
                answers[one.id, dimension] = found_answer
        progress("ask", len(questions), len(questions))
    finally:
        workers.shutdown(cancel_futures=True)
    if not any(row.key["year"] == year for answer in answers.values() for row in answer.rows):
        raise PackError(f"build {build.id} has no figure of {year}; choose a year that it has data for")
    return Contents(build, viewer, first_year, year, chapters, answers, goals.result(), _peers(viewer, build))


def _peers(viewer: Viewer, build: OpenBuild) -> Mapping[str, Comparison]:
    """The comparisons with the first set, of the indicators that a public source has of others."""
    compared = {name: compare(name, viewer, build, first_set(build)) for name in compared_indicators(build)}
    return {name: comparison for name, comparison in compared.items() if comparison is not None}


def sections(build: OpenBuild) -> tuple[Section, ...]:
    """The plan's areas in its own order, an indicator under the first goal that names it, and those of no goal last."""
    areas = {area.id: area for area in build.plan.areas}
    placed: dict[str, str] = {}
    for goal in build.plan.goals:
        for name in goal.indicators:
            if name in build.indicators:
                placed.setdefault(name, goal.area)
    ordered = sorted(placed.items(), key=lambda pair: list(areas).index(pair[1]))
    chapters = [
        Section(area, areas[area].title, tuple(build.indicators[name] for name, _ in pairs))
        for area, pairs in groupby(ordered, key=lambda pair: pair[1])
    ]
    others = tuple(one for name, one in build.indicators.items() if name not in placed)
    beside = Text({language: text("report.beside_plan", language) for language in LANGUAGES})
    return (*chapters, Section("other", beside, others)) if others else tuple(chapters)


def _dimensions(indicator: Indicator) -> tuple[str | None, ...]:
    return (None, *(name for name in indicator.dimensions if name not in LEFT_OUT))


def _code(member: str | int | None) -> str | None:
    return None if member is None else str(member)
