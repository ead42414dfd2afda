"""Everything that is behind a figure, gathered from the answer to its question."""

from data_contracts.contract_parser import load_contract
from models.asking import ask
from models.catalogue import Indicator
from models.explanation.bridge_crossing import cross
from models.explanation.explanation import About, QuarantinedRows
from models.facts import statement
from models.question import Question, Viewer
from models.store import OpenBuild


def about(question: Question, viewer: Viewer, build: OpenBuild) -> About:
    """Explain the answer to a question: as `ask`, with the same rights. Raises QuestionError as it does."""
    answer = ask(question, viewer, build)
    indicator = build.indicators[question.indicator]
    limit = max(build.config.settings.suppress_below, indicator.k or 0)
    return About(
        question=question,
        indicator=indicator,
        meta=answer.meta,
        row=answer.rows[0] if answer.rows and not question.by else None,
        goals=tuple(goal for goal in build.plan.goals if indicator.id in goal.indicators),
        breaks=tuple(b for b in build.plan.breaks_of(indicator.id) if _overlap(b.first_year, b.last_year, question)),
        facts={
            f"facts.{fact.name}": statement(fact, build.config.settings, build.config.institution)
            for fact in indicator.facts
        },
        as_of=build.as_of,
        data_until=build.data_until(indicator),
        suppresses_below=None if answer.meta.rounding == "exact" else limit,
        quarantined=_quarantined(indicator, question, build),
        crossing=cross(question, viewer, build),
    )


def _overlap(first: int, last: int, question: Question) -> bool:
    return question.years is None or (first <= question.years[1] and last >= question.years[0])


def _quarantined(indicator: Indicator, question: Question, build: OpenBuild) -> tuple[QuarantinedRows, ...] | None:
    if build.quarantined is None:
        return None
    feeds = []
    for feed in indicator.requires:
        by_year = build.quarantined.get(feed, {})
        undated = by_year.get(None, 0)
        in_years = sum(rows for year, rows in by_year.items() if year is not None and _overlap(year, year, question))
        if in_years or undated:
            feeds.append(QuarantinedRows(feed, load_contract(feed).event, in_years, undated))
    return tuple(feeds)
