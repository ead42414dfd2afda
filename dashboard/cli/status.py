"""`utsyn status`: the plan, goal by goal."""

from typing import TYPE_CHECKING, Any

import typer

from dashboard.cli.ask import print_origin
from dashboard.cli.options import BuildOption, Format, FormatOption, WarehouseOption, examples, published
from dashboard.cli.printing import print_csv, print_json, print_table

if TYPE_CHECKING:
    from models.status import StatusRow

EXAMPLES = examples(
    "utsyn status", "utsyn status --format csv", "utsyn status --format json --warehouse demo/warehouse"
)
FIELDS = ("goal", "kind", "status", "indicator", "value", "baseline", "target", "is_local", "evidence", "data_until")


def status(
    context: typer.Context,
    form: FormatOption = Format.TABLE,
    build_name: BuildOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Show where every goal of the plan stands.

    The published build tells. The kind of a goal says how it is judged: target, direction, balance,
    milestone or roll_up.
    """
    from models.question import Viewer
    from models.status import scorecard

    build = published(context, warehouse, build_name)
    rows = scorecard(build, Viewer())
    match form:
        case Format.JSON:
            head = {"build": build.id, "origin": build.origin, "synthetic_feeds": build.synthetic_feeds}
            print_json({**head, "rows": [_record(row) for row in rows]})
        case Format.CSV:
            print_csv((*FIELDS, "origin"), ((*_record(row).values(), build.origin) for row in rows))
        case Format.TABLE:
            language = build.config.languages[0]
            print_origin(build, language)
            headings = ("goal", "", "status", "value", "baseline", "target", "evidence")
            print_table(headings, (_cells(row, language) for row in rows), right=("value", "baseline", "target"))
            typer.echo(f"{build.plan.title[language]} · build {build.id}")


def _record(row: "StatusRow") -> dict[str, Any]:
    figures = (row.value, row.baseline, row.target, row.is_local)
    until = row.data_until.isoformat() if row.data_until else None
    fields = (row.goal.id, row.goal.rule, row.status, row.indicator, *figures, row.evidence, until)
    return dict(zip(FIELDS, fields, strict=True))


def _cells(row: "StatusRow", language: str) -> tuple[str, ...]:
    from dashboard.format import figure, goal_line
    from dashboard.text import text

    unit = row.unit or ""
    value = str(row.sign or "") if row.value is None else figure(row.value, unit, language)
    baseline = "" if row.baseline is None else figure(row.baseline, unit, language)
    target = "" if row.target is None else goal_line(row.target, unit, language)
    if row.is_local:
        local = text("plan.local", language)
        target += f" ({local})"
    word = text(f"status.{row.status}", language)
    return (row.goal.id, row.goal.short[language], word, value, baseline, target, row.evidence)
