"""A faculty on a page of its own: the indicators that the plan's goals are judged by, beside the university's."""

from typing import Any

from dashboard.format import cell, change
from dashboard.report.contents import Contents
from dashboard.report.drawings.pictures import judged_by, series
from dashboard.report.typeset.tables import base, foot, has_figures, line, shown
from dashboard.report.words import name
from dashboard.text import text
from dashboard.text.labels import member_name, short_name

YEARS = 4


def faculty(code: str, contents: Contents, language: str) -> dict[str, Any]:
    """Heading, sentence, table of the last years with the university's last beside it, footer."""
    years = contents.years[-YEARS:]
    judged = [one for section in contents.sections for one, _ in judged_by(section, contents)]
    of_faculty = [(one, series(contents, one, code)) for one in judged if (one.id, "faculty") in contents.answers]
    with_data = [(one, rows) for one, rows in of_faculty if has_figures(rows, years)]
    whole = [shown(contents.whole(one).get(contents.year), one, language) for one, _ in with_data]
    return {
        "title": _title(code, contents, language),
        "says": _sentence(code, contents, language),
        "heading": text("report.year_by_year", language),
        "head": [
            text("report.goal", language),
            text("definitions.indicator", language),
            *map(str, years),
            text("report.n_head", language),
            text("report.university", language, year=contents.year),
        ],
        "rows": [
            [*line(one, rows, years, contents, language), base(rows.get(contents.year), one, language), beside]
            for (one, rows), beside in zip(with_data, whole, strict=True)
        ],
        "foot": foot([one for one, _ in with_data], years, contents, language) if with_data else "",
    }


def _title(code: str, contents: Contents, language: str) -> str:
    """The name, and the abbreviation that charts use."""
    name, short = (called(contents.build.labels, "faculty", code, language) for called in (member_name, short_name))
    return name if name == short else f"{name} ({short})"


def _sentence(code: str, contents: Contents, language: str) -> str:
    """How the faculty stands to the university in the plan's first headline; nothing where either has no figure."""
    one = contents.build.indicators[contents.build.plan.headlines[0]]
    own_row, whole = contents.by(one, "faculty", contents.year).get(code), contents.whole(one).get(contents.year)
    if own_row is None or whole is None or own_row.value is None or whole.value is None:
        return ""
    return text(
        "report.faculty_says",
        language,
        name=name(one, language),
        year=contents.year,
        value=cell(own_row, one.unit, language),
        whole=cell(whole, one.unit, language),
        change=change(own_row.value - whole.value, one.unit, language, words=True),
    )
