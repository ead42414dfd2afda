"""A goal of the plan as a line of a table: now, since the baseline, against what, how it is judged."""

from typing import Any

from dashboard.format import figure, number
from dashboard.judgement import JOINED, attested_level, halves_judged, since, status_words, target_words
from dashboard.text import text
from dashboard.theme.status import LOOKS
from models.plan import Plan
from models.status import StatusId, StatusRow


def pill(status: StatusId, language: str) -> dict[str, str]:
    """A status as a sign, a word and a tint."""
    look = LOOKS[status]
    return {"sign": look.sign, "tint": look.tint, "word": text(f"status.{status}", language)}


def row_pill(row: StatusRow, language: str) -> dict[str, str]:
    """The pill of a judged goal, with the years that its status is about."""
    return pill(row.status, language) | {"word": status_words(row, language)}


def goal(row: StatusRow, plan: Plan, language: str) -> dict[str, Any]:
    """One goal's cells."""
    return {
        "id": row.goal.id,
        "name": row.goal.short[language],
        "now": now(row, language),
        "year": "" if row.year is None or row.goal.rule == "milestone" else str(row.year),
        "since": " ".join(since(row, plan, language) or ()),
        "against": _against(row, language),
        "status": None if row.counts else row_pill(row, language),
        "counts": [pill(one, language) | {"n": str(row.counts[one])} for one in LOOKS if row.counts.get(one)],
        "evidence": row.evidence,
    }


def now(row: StatusRow, language: str) -> str:
    """The figure, the level that is attested, or the sign of why there is none."""
    if row.goal.rule == "milestone" and row.milestone is not None:
        if level := attested_level(row.milestone, row.status, language):
            return level
        return text("plan.units_attested", language, n=row.milestone.attested, of=row.milestone.required)
    if row.against_former is not None:
        return number(row.against_former.count, language)
    if row.value is None:
        return "" if row.counts else str(row.sign or ":")
    return figure(row.value, row.unit, language)


def _against(row: StatusRow, language: str) -> str:
    """The target, by its sense and as a count where it is one of grants."""
    return JOINED.join(part for part in (target_words(row, language), halves_judged(row, language)) if part)


def base(row: StatusRow, language: str) -> str:
    """Of how many, where the figure is a percentage."""
    if row.numerator is None or not row.denominator or row.unit != "percent":
        return ""
    counts = {"numerator": number(row.numerator, language), "denominator": number(row.denominator, language)}
    return text("plan.of", language, **counts)
