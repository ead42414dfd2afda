"""Everything that the typeset report says in one language, as JSON: the templates have no words of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.origin import origin_line
from dashboard.report.contents import Contents
from dashboard.report.drawings.paper import sheet
from dashboard.report.drawings.pictures import Picture, faculties
from dashboard.report.typeset.areas import area
from dashboard.report.typeset.faculties import faculty
from dashboard.report.typeset.how_to_read import reading
from dashboard.report.typeset.summary import summary
from dashboard.report.words import basis, title
from dashboard.text import text
from dashboard.theme.tokens import COLOURS

MOST = 4  # figures of a part, so that most parts fit one page


def document(contents: Contents, pictures: Mapping[str, Sequence[Picture]], language: str) -> dict[str, Any]:
    """The parts of the report in their order."""
    institution = contents.build.config.institution
    return {
        "language": language,
        "colours": COLOURS,
        "title": title(contents, language),
        "plan": contents.build.plan.title[language],
        "institution": institution.name[language],
        "year": str(contents.year),
        "origin": origin_line(contents.build, language),
        "basis": basis(contents, language),
        "running": text("report.running", language, build=contents.build.id, viewer=str(contents.viewer)),
        "contents": text("report.contents", language),
        "summary": summary(contents, language),
        "areas": [area(one, contents, language) | {"figures": _figures(pictures[one.id])} for one in contents.sections],
        "faculties": [
            faculty(code, contents, language) | {"figures": _figures(pictures[f"faculty-{code}"])}
            for code in faculties(contents)
        ],
        "reading": reading(contents, language),
    }


def _figures(drawn: Sequence[Picture]) -> list[dict[str, str]]:
    """The first of them; all of them lie beside the report."""
    return [
        {
            "title": one.title,
            "says": one.says,
            "foot": one.foot,
            "alt": f"{one.title}: {one.says}",
            "svg": sheet(one.drawing, one.title),
        }
        for one in drawn[:MOST]
    ]
