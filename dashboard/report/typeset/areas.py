"""An area of the plan: where its goals stand, and its indicators year by year."""

from typing import Any

from dashboard.public_figures import notes
from dashboard.report.contents import Contents, Section
from dashboard.report.typeset.goals import lines
from dashboard.report.typeset.measures import measures, measures_head
from dashboard.report.typeset.peers import peers_head, peers_notes, peers_rows
from dashboard.report.typeset.tables import base, foot, has_figures, line
from dashboard.report.words import name, section_title
from dashboard.text import text

YEARS = 5


def area(section: Section, contents: Contents, language: str) -> dict[str, Any]:
    """Heading, goals, table of the last years, its footer, and the indicators without figures yet."""
    years = contents.years[-YEARS:]
    series = [(one, contents.whole(one)) for one in section.indicators]
    with_data = [(one, rows) for one, rows in series if has_figures(rows, years)]
    silent = [name(one, language) for one, rows in series if not has_figures(rows, years)]
    year = contents.year
    in_area = [row for row in contents.goals if row.goal.area == section.id]
    return {
        "title": section_title(section, language),
        "goals": [line for row in in_area for line in lines(row, contents.build.plan, language)],
        "goals_head": goals_head(language),
        "measures": measures({row.goal.id for row in in_area}, contents, language),
        "measures_head": measures_head(language),
        "measures_heading": text("list.measures", language),
        "heading": text("report.by_year", language),
        "head": [
            text("report.goal", language),
            text("definitions.indicator", language),
            *map(str, years),
            text("report.n_head", language),
        ],
        "rows": [
            [*line(one, rows, years, contents, language), base(rows.get(year), one, language)]
            for one, rows in with_data
        ],
        "foot": foot([one for one, _ in with_data], years, contents, language) if with_data else "",
        "public": [f"{goals}: {words}" for goals, words in notes(in_area, contents.build, language)],
        "peers": peers_rows(section, contents, language),
        "peers_head": peers_head(language),
        "peers_heading": text("peers.title", language),
        "peers_notes": peers_notes(section, contents, language),
        "silent": text("report.silent", language, names=", ".join(silent)) if silent else "",
    }


def goals_head(language: str) -> list[str]:
    """The headings of a table of goals."""
    keys = ("report.goal", "plan.goal", "plan.now", "goal.year", "plan.since", "report.target", "plan.status",
            "plan.evidence")  # fmt: skip
    return [text(key, language) if number else "" for number, key in enumerate(keys)]
