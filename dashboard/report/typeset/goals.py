"""A goal of the plan as a line of a table: now, since the baseline, against what, how it is judged."""

from typing import Any

from dashboard.format import number
from dashboard.judgement import now, since, status_words, target_value
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


def lines(row: StatusRow, plan: Plan, language: str) -> list[dict[str, Any]]:
    """A goal, and below it each of its parts where it asks for several things."""
    parts = [goal(half, plan, language) | {"id": "", "name": f"– {_part(half, language)}"} for half in row.halves]
    return [goal(row, plan, language), *parts]


def _part(half: StatusRow, language: str) -> str:
    return half.half[language] if half.half else half.goal.short[language]


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


def _against(row: StatusRow, language: str) -> str:
    """The target, by its sense, as a count where it is one of grants, and called local where it is."""
    shown = target_value(row, language) or ""
    return f"{shown} ({text('plan.local', language)})" if row.is_local else shown


def base(row: StatusRow, language: str) -> str:
    """Of how many, where the figure is a percentage."""
    if row.numerator is None or not row.denominator or row.unit != "percent":
        return ""
    counts = {"numerator": number(row.numerator, language), "denominator": number(row.denominator, language)}
    return text("plan.of", language, **counts)
