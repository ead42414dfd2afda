"""What a series over the years says, in one sentence or two: the same on a goal's page and in the report."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.format import change, number
from dashboard.judgement import break_of_baseline, target_value
from dashboard.text import text
from models.catalogue import Indicator
from models.plan import Plan
from models.status import StatusRow
from models.status.distance import to_go

LAST_YEARS = 2  # of the path of a doubling: how steep it ends


@dataclass(frozen=True)
class Observed:
    """An indicator's years that have a figure, the year described, and its figure as it is written."""

    indicator: Indicator
    known: Mapping[int, float]
    year: int
    shown: str


def ordinary_year(indicator: str, plan: Plan) -> int:
    """The year before the plan, or the last before a passing break that it is inside for the indicator."""
    year = plan.first_year - 1
    marked = (b for b in plan.breaks_of(indicator) if not b.is_lasting and b.holds(indicator, year))
    return next((one.first_year - 1 for one in marked), year)


def compared_year(observed: Observed, row: StatusRow | None, plan: Plan) -> int | None:
    """The earlier year that a sentence compares with; None without any.

    That of the judgement (`row`), else an ordinary one before the plan, else the first with a figure.
    """
    earlier = [year for year in observed.known if year < observed.year]
    wanted: list[int | None] = [ordinary_year(observed.indicator.id, plan), plan.first_year - 1]
    is_total = row is not None and row.programme_year and observed.indicator.adds_up
    if row is not None and row.baseline_year is not None and not is_total:
        wanted = [row.comparison_year, row.baseline_year]
    return next((year for year in wanted if year in earlier), min(earlier, default=None))


def over_years(observed: Observed, row: StatusRow | None, plan: Plan, language: str) -> str:
    """The figure of a year and its change; of a judged row also the change since the baseline, and to the target."""
    values, unit, first_year = observed.known, observed.indicator.unit, compared_year(observed, row, plan)
    if first_year is None:
        sentence = text("sentence.single", language, value=observed.shown, year=observed.year)
    else:
        difference = change(values[observed.year] - values[first_year], unit, language, words=True)
        parts = {"value": observed.shown, "year": observed.year, "change": difference, "first_year": first_year}
        baseline_year = row.baseline_year if row is not None and row.comparison_year == first_year else None
        if baseline_year is not None and baseline_year in values:
            since = change(values[observed.year] - values[baseline_year], unit, language, words=True)
            sentence = text("sentence.since_both", language, **parts, since=since, baseline_year=baseline_year)
        else:
            sentence = text("sentence.since", language, **parts)
    sentence = sentence[:1].upper() + sentence[1:]
    if row is None:
        return sentence
    marked = break_of_baseline(row, plan, language)
    return sentence + (f" {marked}." if marked else "") + short_of_target(row, values[observed.year], language)


def short_of_target(row: StatusRow, value: float, language: str) -> str:
    """How far a figure is from the target, by its sense; nothing where it meets it or there is none."""
    if row.target is None or row.sense is None or (left := to_go(value, row.target, row.sense)) <= 0:
        return ""
    gap = change(left, "number" if row.unit == "rank" else row.unit, language, words=True).lstrip("+")
    key = "sentence.local_target" if row.is_local else "sentence.target"
    return " " + text(key, language, target=target_value(row, language), left=gap)


def doubling(row: StatusRow, language: str) -> str | None:
    """How many grants are signed, what was due, and how steep the path ends; None for what is not a doubling."""
    former, target = row.against_former, row.target
    if former is None or target is None:
        return None
    shown = {"count": number(former.count, language), "year": row.year}
    if former.due is None:
        return text("doubling.says_count", language, **shown)
    due = number(former.due, language)
    sentence = text("doubling.says", language, **shown, target=number(target, language), due=due)
    counts = [count * target for _, count in former.former.counts]
    if len(counts) <= LAST_YEARS:
        return sentence
    last = counts[-1] - counts[-1 - LAST_YEARS]
    steep = {"last": number(last, language), "total": number(counts[-1], language), "years": LAST_YEARS}
    return f"{sentence} {text('doubling.steep', language, **steep)}"
