"""The page for those who read one page: the headlines, how many goals stand where, and which."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard.figures.scale import Scale, scale_of
from dashboard.format import figure
from dashboard.judgement import compared, headlines
from dashboard.report.contents import Contents
from dashboard.report.typeset.areas import goals_head
from dashboard.report.typeset.goals import base, lines, pill, row_pill
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
            {
                "title": text(key, language),
                "rows": [one for row in rows for one in lines(row, contents.build.plan, language)],
            }
            for key, rows in (("report.forward", forward), ("report.behind", behind))
            if rows
        ],
    }


def _those(contents: Contents, groups: Sequence[Group]) -> list[StatusRow]:
    return [row for row in contents.goals if row.group in groups]


def _card(row: StatusRow, contents: Contents, language: str) -> dict[str, Any]:
    indicator = contents.build.indicators[row.indicator or ""]
    band = contents.build.config.settings.balance_band
    plan = contents.build.plan
    return {
        "name": name(indicator, language),
        "value": figure(row.value or 0, row.unit, language),
        "year": str(row.year),
        "base": base(row, language),
        "against": compared(row, band, plan, language),
        "scale": _scale(scale_of(row, band, plan, language)),
        "status": row_pill(row, language),
    }


def _scale(scale: Scale | None) -> dict[str, Any] | None:
    """Places as parts of the line."""
    if scale is None:
        return None
    zone, then = scale.zone, scale.then
    return {
        "now": scale.now / 100,
        "then": None if then is None else {"at": then[0] / 100, "name": then[1]},
        "zone": None if zone is None else {"low": zone.low / 100, "high": zone.high / 100, "name": zone.name},
    }
