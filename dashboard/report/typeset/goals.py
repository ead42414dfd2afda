"""A goal of the plan as a line of a table: now, since the baseline, against what, how it is judged."""

from typing import Any

from dashboard.format import change, figure, goal_line, number
from dashboard.text import text
from dashboard.theme.status import LOOKS
from models.status import StatusId, StatusRow


def pill(status: StatusId, language: str) -> dict[str, str]:
    """A status as a sign, a word and a tint."""
    look = LOOKS[status]
    return {"sign": look.sign, "tint": look.tint, "word": text(f"status.{status}", language)}


def goal(row: StatusRow, language: str) -> dict[str, Any]:
    """One goal's cells."""
    return {
        "id": row.goal.id,
        "name": row.goal.short[language],
        "now": now(row, language),
        "year": "" if row.year is None or row.goal.rule == "milestone" else str(row.year),
        "since": _since(row, language),
        "against": _against(row, language),
        "status": None if row.counts else pill(row.status, language),
        "counts": [pill(one, language) | {"n": str(row.counts[one])} for one in LOOKS if row.counts.get(one)],
        "evidence": row.evidence,
    }


def now(row: StatusRow, language: str) -> str:
    """The figure, the level that is attested, or the sign of why there is none."""
    if row.goal.rule == "milestone" and row.milestone is not None:
        own = row.milestone.institution if row.status == "attested" else None
        if own is not None:
            return text("plan.level", language, level=own.level)
        return text("plan.units_attested", language, n=row.milestone.attested, of=row.milestone.required)
    if row.value is None:
        return "" if row.counts else str(row.sign or ":")
    return figure(row.value, row.unit, language)


def _since(row: StatusRow, language: str) -> str:
    if row.change is None or row.baseline_year is None or row.goal.rule == "milestone":
        return ""
    since = text("plan.from_programme" if row.programme_year else "plan.from_year", language, year=row.baseline_year)
    return f"{change(row.change, row.unit, language)} {since}"


def _against(row: StatusRow, language: str) -> str:
    if row.target is None:
        return ""
    local = f" ({text('plan.local', language)})" if row.is_local else ""
    return goal_line(row.target, row.unit, language) + local


def base(row: StatusRow, language: str) -> str:
    """Of how many, where the figure is a percentage."""
    if row.numerator is None or not row.denominator or row.unit != "percent":
        return ""
    counts = {"numerator": number(row.numerator, language), "denominator": number(row.denominator, language)}
    return text("plan.of", language, **counts)
