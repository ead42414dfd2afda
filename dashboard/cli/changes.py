"""`utsyn changes`: what changed since a frozen figure."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.ask import basis, member_name, print_origin
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, IndicatorArgument, examples, published
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from models.changes import Change, Changes, Part

EXAMPLES = examples(
    "utsyn changes outbound_share --since annual-report-2025",
    "utsyn changes outbound_share --since 2026-06-12",
    "utsyn changes outbound_share --since annual-report-2025 --years 2025 --by faculty",
    "utsyn changes outgoing_stays --since annual-report-2025 --where faculty=63 --format json",
)
FIGURES = ("numerator", "denominator", "value")


@takes("by", "where", "years", "dated_by", "viewer", "form", "warehouse")
def changes(
    request: FigureRequest,
    indicator: IndicatorArgument,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="NAME",
            help="A frozen build, the last one published by a day (2026-06-12), or one by its id.",
        ),
    ],
) -> None:
    """Say what changed since a frozen figure: late data, the definition, the units.

    Year by year, the parts sum exactly to the difference. Data: rows that came or went since, counted as then.
    Definition: today's statements, settings and code lists over the same rows. Units: rows that count under another
    unit since units changed. A part of few persons is suppressed for those for whom `utsyn ask` suppresses few.
    """
    from models.changes import between
    from models.changes import changes as decompose
    from models.origin import together

    question = request.question(indicator)
    then, now = published(request.context, request.warehouse, since), request.build
    changes = decompose(question, request.viewer, then, now, between(indicator, then, now))
    match request.form:
        case Format.JSON:
            print_json(as_document(changes))
        case Format.CSV:
            origin = together((changes.then.origin, changes.now.origin))
            rows = [(*row, origin) for row in _csv_rows(changes)]
            print_csv(("cause", *changes.now.by, *FIGURES, "origin"), rows)
        case Format.TABLE:
            _print_changes(changes, request.language)


def as_document(changes: "Changes") -> dict[str, Any]:
    """What `--format json` prints; what is suppressed or cannot be computed is null."""
    from dataclasses import asdict

    rows: list[dict[str, Any]] = [
        {
            "key": dict(change.key),
            "then": change.then and asdict(change.then),
            "now": change.now and asdict(change.now),
            "parts": change.parts and {cause: _figures(part) for cause, part in change.parts.items()},
            "change": change.whole and _figures(change.whole),
        }
        for change in changes.rows
    ]
    return {"rows": rows, "then": asdict(changes.then), "now": asdict(changes.now)}


def _figures(part: "Part") -> dict[str, int | float | None]:
    figures = {name: getattr(part, name) for name in FIGURES}
    return {name: None if n is None else int(n) if n.denominator == 1 else float(n) for name, n in figures.items()}


def _csv_rows(changes: "Changes") -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for change in changes.rows:
        for name, row in (("then", change.then), ("now", change.now)):
            figures = [None] * len(FIGURES) if row is None else [getattr(row, figure) for figure in FIGURES]
            rows.append((name, *change.key.values(), *figures))
        if change.parts is not None and change.whole is not None:
            parts = [*change.parts.items(), ("change", change.whole)]
            rows += [(cause, *change.key.values(), *_figures(part).values()) for cause, part in parts]
    return rows


def _print_changes(changes: "Changes", language: str) -> None:
    from dashboard.changes_since import cells, heads

    if not changes.rows:
        typer.echo(f"{changes.now.indicator}: the frozen build has no figure for this question")
        return
    print_origin(changes.now if changes.now.origin != "real" else changes.then, language)
    figures = heads(language)
    labels = [_names(change, changes, language) for change in changes.rows]
    rows = [
        [*names, *cells(change, changes.now.unit, language)] for names, change in zip(labels, changes.rows, strict=True)
    ]
    print_table((*changes.now.by, *figures), rows, right=figures)
    typer.echo(f"then: {basis(changes.then)}\nnow:  {basis(changes.now)}")


def _names(change: "Change", changes: "Changes", language: str) -> list[str]:
    metas = (changes.now, changes.then)
    return [
        next(
            (name for meta in metas if (name := member_name(meta, dimension, code, language)) != str(code)),
            str(code),
        )
        for dimension, code in change.key.items()
    ]
