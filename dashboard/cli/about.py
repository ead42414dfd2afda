"""`utsyn about`: what is behind a figure."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.ask import print_origin
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import IndicatorArgument, Shape, ShapeOption, examples, languages_asked
from dashboard.cli.output import print_json, print_table

if TYPE_CHECKING:
    from dashboard.explanation import Explanation
    from data_contracts.text import OwnText
    from models.answer import Row
    from models.explanation import About, Crossing

EXAMPLES = examples(
    "utsyn about outbound_share --years 2025",
    "utsyn about outgoing_stays --years 2024 --language en",
    "utsyn about incoming_stays --years 2020:2025 --where faculty=64 --as unit_analyst:64 --format json",
)


@takes("by", "where", "years", "dated_by", "viewer", "build_name", "warehouse")
def about(
    request: FigureRequest,
    indicator: IndicatorArgument,
    language: Annotated[
        str | None, typer.Option("--language", metavar="LANGUAGE", help="If not the first one configured.")
    ] = None,
    form: ShapeOption = Shape.TABLE,
) -> None:
    """Explain a figure: what it means, what it was made of, and why DBH may have another.

    Takes the same question as `utsyn ask`: definition in words and SQL, numerator and denominator, what dates it, files
    with dates and checksums, quarantined rows, suppression, caveats and breaks. For exchange stays also the bridge,
    whose steps sum exactly from our figure to DBH's counting. JSON holds the texts in every language.
    """
    from dashboard.explanation import describe
    from models.explanation import about as explain

    explained = explain(request.question(indicator), request.viewer, request.build)
    if form is Shape.JSON:
        print_json(as_document(explained))
    else:
        chosen, *_ = languages_asked(language, request.build.config)
        print_origin(explained.meta, chosen)
        _print_explanation(describe(explained, chosen), chosen)


def as_document(about: "About") -> dict[str, Any]:
    """The explanation as what `--format json` prints; texts in every language, a suppressed number is null."""
    indicator = about.indicator
    return {
        **asdict(about.meta),
        "name": _written(indicator.name),
        "definition": _written(indicator.definition),
        "numerator_sql": indicator.numerator,
        "denominator_sql": indicator.denominator,
        "figure": None if about.row is None else _figure(about.row),
        "goals": [goal.id for goal in about.goals],
        "caveats": [_written(caveat) for caveat in indicator.caveats],
        "breaks": [
            {"first_year": b.first_year, "last_year": b.last_year_of(indicator.id), **_written(b.text)}
            for b in about.breaks
        ],
        "facts": dict(about.facts),
        "as_of": about.as_of.isoformat(),
        "data_until": about.data_until and about.data_until.isoformat(),
        "suppresses_below": about.suppresses_below,
        "quarantined": None if about.quarantined is None else [asdict(feed) for feed in about.quarantined],
        "bridge": None if about.crossing is None else _bridge(about.crossing),
    }


def _bridge(crossing: "Crossing") -> dict[str, Any]:
    steps = [
        {
            "id": taken.step.id,
            "name": _written(taken.step.name),
            "why": _written(taken.step.why),
            "change": taken.change,
            "value": taken.value,
            "beside": None if taken.beside is None else _figure(taken.beside),
        }
        for taken in crossing.steps
    ]
    published = crossing.published and asdict(crossing.published)
    series = [asdict(one) for one in crossing.series]
    figures = {"counted": crossing.counted, "published": published, "series": series}
    return {"ours": crossing.ours, "steps": steps, **figures}


def _figure(row: "Row") -> dict[str, Any]:
    return {"numerator": row.numerator, "denominator": row.denominator, "value": row.value, "sign": row.sign}


def _written(text: "OwnText") -> dict[str, str]:
    return dict(text.written())


def _print_explanation(explanation: "Explanation", language: str) -> None:
    from dashboard.text import text

    def headings(*keys: str) -> list[str]:
        return [text(key, language) for key in keys]

    typer.echo(f"{explanation.name}\n{explanation.definition}\n")
    print_table((text("about.title", language), explanation.id), explanation.terms)
    if explanation.bridge is not None:
        typer.echo(f"\n{explanation.bridge.title}")
        step, change, stands = headings("about.step", "about.change", "about.stands")
        rows = [(rung.name, rung.change, rung.value, rung.why) for rung in explanation.bridge.rungs]
        print_table((step, change, stands, ""), rows, right=(change, stands))
        typer.echo("\n".join(explanation.bridge.notes), nl=bool(explanation.bridge.notes))
        if explanation.bridge.series:
            typer.echo(f"\n{explanation.bridge.series_title}")
            heads = explanation.bridge.series_heads
            print_table(heads, explanation.bridge.series, right=heads[1:])
    typer.echo(f"\n{text('about.files', language)}")
    if explanation.files:
        names = ("about.file", "about.changed", "about.checksum", "about.rows", "about.rows_rejected")
        columns = headings(*names)
        files = [(file.path, file.changed, file.checksum, file.rows, file.quarantined) for file in explanation.files]
        print_table(columns, files, right=columns[3:])
    else:
        typer.echo(text("about.no_files", language))
    for title, sql in explanation.sql:
        typer.echo(f"\n{title}\n{sql}")
