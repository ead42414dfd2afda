"""`utsyn status`: the plan, goal by goal."""

from typing import TYPE_CHECKING

import typer

from dashboard.cli.ask import print_origin
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, examples, members
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from models.question import Where
    from models.status import StatusRow
    from models.store import OpenBuild

EXAMPLES = examples("utsyn status", "utsyn status --where faculty=63", "utsyn status --format csv --as public")
HEADINGS = ("goal", "", "status", "year", "value", "held against", "evidence")
UNITS = ("faculty", "department")


@takes("where", "viewer", "form", "build_name", "warehouse")
def status(
    request: FigureRequest,
) -> None:
    """Show the status of every goal of the plan, for the university or for one faculty or department.

    csv and json have all that the pages show: the year judged, what it is held against, forecast, attested level, the
    parts of goals that ask for several things. A build asked by name shows the statuses as they were judged then.
    """
    from models.status import scorecard

    unit, viewer, build = _unit(request.where), request.viewer, request.build
    rows = scorecard(build, viewer, unit)
    match request.form:
        case Format.JSON:
            from dashboard.goal_records import records

            head = {"build": build.id, "origin": build.origin, "synthetic_feeds": build.synthetic_feeds}
            print_json({**head, "unit": unit, "rows": records(rows, viewer, build, unit)})
        case Format.CSV:
            from dashboard.goal_records import FIELDS, records

            print_csv(tuple(FIELDS), (tuple(record.values()) for record in records(rows, viewer, build, unit)))
        case Format.TABLE:
            from dashboard.public_figures import notes

            language = build.config.languages[0]
            print_origin(build, language)
            print_table(HEADINGS, (_cells(row, build, language) for row in rows), right=("year", "value"))
            for goals, words in notes(rows, build, language):
                typer.echo(f"{goals}: {words}")
            typer.echo(f"{build.plan.title[language]}{_translated(build, language)} · build {build.id}")


def _unit(where: list[str] | None) -> "Where":
    """The faculty or department that is asked for, none for the whole. Raises QuestionError."""
    from models.question import QuestionError

    kept = members(where)
    if any(name not in UNITS for name in kept) or len(kept) > 1 or any(len(codes) > 1 for codes in kept.values()):
        raise QuestionError("a plan is that of one unit: write --where faculty=63 or --where department=631000")
    return kept


def _translated(build: "OpenBuild", language: str) -> str:
    """That the goals are not in the plan's own words, where they are not."""
    from dashboard.text import text

    return f" ({text('plan.translated', language)})" if build.plan.is_translated(language) else ""


def _cells(row: "StatusRow", build: "OpenBuild", language: str) -> tuple[str, ...]:
    from dashboard.judgement import compared, now, status_words

    is_level = row.goal.rule == "milestone"
    against = "" if is_level else compared(row, build.config.settings.balance_band, build.plan, language)
    year = "" if row.year is None or is_level else str(row.year)
    name = row.goal.short[language]
    return (row.goal.id, name, status_words(row, language), year, now(row, language), against, row.evidence)
