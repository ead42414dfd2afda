"""`utsyn ask`: one indicator, by any of its dimensions."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, IndicatorArgument, examples
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from dashboard.origin import Originated
    from models.answer import Answer, Meta, Row
    from models.question import Question

EXAMPLES = examples(
    "utsyn ask outbound_share --by year --by faculty",
    "utsyn ask outbound_share --by department --where faculty=63,64 --years 2022:2025",
    "utsyn ask outgoing_stays --by country --years 2025 --dated-by start --format csv",
    "utsyn ask outbound_share --by gender --as unit_analyst:63 --format json",
)
FIGURES = ("numerator", "denominator", "value", "shown", "incomplete_until", "origin")
UNFINISHED = "*"


@takes("by", "where", "years", "dated_by", "viewer", "form", "build_name", "warehouse")
def ask(
    request: FigureRequest,
    indicator: IndicatorArgument,
) -> None:
    """Answer a question about an indicator.

    The published build answers. Four signs are not figures: 0 is zero, .. is suppressed (few persons), : is not
    available, – is not applicable.
    """
    from models.asking import ask as answer_to

    question = request.question(indicator)
    answer = answer_to(question, request.viewer, request.build)
    language = request.language
    match request.form:
        case Format.JSON:
            print_json(as_document(answer, language))
        case Format.CSV:
            print_csv((*question.by, *FIGURES), _csv_rows(answer, language))
        case Format.TABLE:
            _print_answer(answer, question, language)


def as_document(answer: "Answer", language: str) -> dict[str, Any]:
    """The answer as what `--format json` prints; a suppressed cell has nulls and `shown` `..`."""
    meta = asdict(answer.meta)
    head = {name: meta.pop(name) for name in ("indicator", "version", "build", "origin", "viewer", "by")}
    rows = [
        {**row.key, **_figures(row), "shown": _shown(row, answer, language), "incomplete_until": _until(row, answer)}
        for row in answer.rows
    ]
    return {**head, "rows": rows, "meta": meta}


def _figures(row: "Row") -> dict[str, float | int | None]:
    return {"numerator": row.numerator, "denominator": row.denominator, "value": row.value}


def _shown(row: "Row", answer: "Answer", language: str) -> str:
    from dashboard.format import cell

    return cell(row, answer.meta.unit, language)


def _csv_rows(answer: "Answer", language: str) -> list[tuple[object, ...]]:
    return [
        (
            *row.key.values(),
            *_figures(row).values(),
            _shown(row, answer, language),
            _until(row, answer),
            answer.meta.origin,
        )
        for row in answer.rows
    ]


def _until(row: "Row", answer: "Answer") -> str | None:
    """The day until which a row's year is known, where that year is not over."""
    until = answer.incomplete_until(row)
    return until.isoformat() if until else None


def member_name(meta: "Meta", dimension: str, code: str | int | None, language: str) -> str:
    """A member as a table shows it: its code and its name."""
    from data_contracts.text import in_language

    label = in_language(meta.labels.get(dimension, {}).get(str(code), {}), language, "")
    return f"{'unknown' if code is None else code} {label if label != code else ''}".rstrip()


def print_origin(of: "Originated", language: str) -> None:
    """Say above a table what is not real."""
    from dashboard.origin import origin_line

    line = origin_line(of, language)
    if line is not None:
        typer.echo(line)


def basis(meta: "Meta") -> str:
    """What the figures of a table rest on: the line below it."""
    certified = "certified: the contracts hold" if meta.certified else "not certified: a contract is broken"
    return (
        f"{meta.indicator} v{meta.version} · dated by {meta.dated_by} · {_words(meta.calendar)} · as {meta.viewer}"
        f" · {_words(meta.rounding)} · evidence {meta.evidence} · build {meta.build} ({certified})"
    )


def _print_answer(answer: "Answer", question: "Question", language: str) -> None:
    from dashboard.format import number

    def count(figure: float | int | None, row: "Row") -> str:
        return str(row.sign or "") if figure is None else number(figure, language)

    meta = answer.meta
    if not answer.rows:
        typer.echo(
            f"{meta.indicator}: no data yet" if not meta.has_data else f"{meta.indicator}: no rows for this question"
        )
        return
    print_origin(meta, language)
    is_quotient = any(row.denominator is not None for row in answer.rows)
    figures = ("numerator", "denominator", "value") if is_quotient else ("value",)
    rows = [
        (
            *(_member(answer, row, dimension, language) for dimension in row.key),
            *((count(row.numerator, row), count(row.denominator, row)) if is_quotient else ()),
            _shown(row, answer, language),
        )
        for row in answer.rows
    ]
    print_table((*question.by, *figures), rows, right=figures)
    for line in incomplete_years(meta):
        typer.echo(line)
    if not meta.has_history:
        typer.echo("earlier years are not on record: the registers keep no history of this")
    typer.echo(basis(meta))


def incomplete_years(meta: "Meta") -> list[str]:
    """A line for each year of an answer that is not over."""
    return [
        f"{UNFINISHED} {year} is incomplete, known until {day.isoformat()}" for year, day in meta.incomplete.items()
    ]


def _member(answer: "Answer", row: "Row", dimension: str, language: str) -> str:
    """A member by its name; a year that is not over with its mark."""
    name = member_name(answer.meta, dimension, row.key[dimension], language)
    return f"{name} {UNFINISHED}" if dimension in ("year", "academic_year") and answer.incomplete_until(row) else name


def _words(name: str) -> str:
    return name.replace("_", " ")
