"""The page for those who read one page: the headlines, how many goals stand where, and which."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard.format import figure
from dashboard.pages.plan.cards import compared, headlines
from dashboard.report.contents import Contents
from dashboard.report.typeset.areas import goals_head
from dashboard.report.typeset.goals import base, goal, pill
from dashboard.report.words import name
from dashboard.text import text
from dashboard.theme.status import LOOKS
from models.status import Group, StatusRow

FORWARD: tuple[Group, ...] = ("met", "ahead")
BEHIND: tuple[Group, ...] = ("behind",)


def summary(contents: Contents, language: str) -> dict[str, Any]:
    """Cards, counts by status, the goals that move forward and those that do not."""
    counts = Counter(row.status for row in contents.goals)
    forward, behind = _those(contents, FORWARD), _those(contents, BEHIND)
    rest = len(contents.goals) - len(forward) - len(behind)
    return {
        "title": text("report.summary", language),
        "says": text(
            "report.summary_says",
            language,
            n=len(contents.goals),
            forward=len(forward),
            behind=len(behind),
            rest=rest,
        ),
        "cards": [_card(row, contents, language) for row in headlines(contents.goals, contents.build.plan)],
        "strip": [pill(one, language) | {"n": str(counts[one])} for one in LOOKS if counts.get(one)],
        "strip_title": text("report.strip", language),
        "head": goals_head(language),
        "lists": [
            {"title": text(key, language), "rows": [goal(row, language) for row in rows]}
            for key, rows in (("report.forward", forward), ("report.behind", behind))
            if rows
        ],
    }


def _those(contents: Contents, groups: Sequence[Group]) -> list[StatusRow]:
    return [row for row in contents.goals if row.group in groups]


def _card(row: StatusRow, contents: Contents, language: str) -> dict[str, Any]:
    indicator = contents.build.indicators[row.indicator or ""]
    band = contents.build.config.settings.balance_band
    value = row.value or 0
    mark = row.target if row.target is not None else 1.0 if row.goal.rule == "balance" else row.baseline
    top = 1.15 * max(value, mark or 0, band[1] if row.goal.rule == "balance" else 0)
    return {
        "name": name(indicator, language),
        "value": figure(value, row.unit, language),
        "year": str(row.year),
        "base": base(row, language),
        "against": compared(row, band, language),
        "bar": None if mark is None or top <= 0 else {"fill": value / top, "mark": mark / top},
        "status": pill(row.status, language),
    }
