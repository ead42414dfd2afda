"""`utsyn indicators`: what can be asked, by which dimensions, from which feeds, and what is missing for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.options import Shape, ShapeOption, WarehouseOption, configuration, examples
from dashboard.cli.output import print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.catalogue import Indicator

MOST_SHOWN = 6  # dimensions in the table
EXAMPLES = examples(
    "utsyn indicators",
    "utsyn indicators exchange",
    "utsyn indicators outgoing_stays --format json",
    "utsyn indicators --feed agreements",
)


def indicators(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="Only those whose name or meaning has these words.")
    ] = None,
    feed: Annotated[str | None, typer.Option("--feed", metavar="FEED", help="Only those that need this feed.")] = None,
    form: ShapeOption = Shape.TABLE,
    warehouse: WarehouseOption = None,
) -> None:
    """List the indicators: what each means, its dimensions, the feeds it needs, and which the published build lacks.

    Without a published build every feed counts as missing.
    """
    from data_contracts.text import MESSAGES
    from models.catalogue import load_indicators

    loaded = _loaded(context, warehouse)
    wanted = [word.casefold() for word in words or ()]
    matches = [
        _described(indicator, loaded)
        for indicator in load_indicators().values()
        if all(word in _words(indicator) for word in wanted) and feed in (None, *indicator.requires)
    ]
    if form is Shape.JSON:
        print_json(matches)
        return
    rows = [
        (
            it["indicator"],
            it[f"name_{MESSAGES}"],
            ", ".join(it["requires"]),
            ", ".join(it["missing"]) or "-",
            _some(it["by"]),
        )
        for it in matches
    ]
    print_table(("indicator", "what it is", "needs", "missing", "by"), rows)
    typer.echo(
        f"{len(matches)} indicators; `utsyn about NAME` says how one is counted, --format json has all dimensions"
    )


def _described(indicator: "Indicator", loaded: "Collection[str]") -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        **{f"name_{language}": words for language, words in indicator.name.written()},
        **{f"definition_{language}": words for language, words in indicator.definition.written()},
        "unit": indicator.unit,
        "reference_dates": list(indicator.reference_dates),
        "by": list(indicator.dimensions),
        "requires": list(indicator.requires),
        "missing": [name for name in indicator.requires if name not in loaded],
    }


def _words(indicator: "Indicator") -> str:
    texts = (indicator.name, indicator.definition)
    return " ".join((indicator.id, *(words for it in texts for _, words in it.written()))).casefold()


def _some(dimensions: list[str]) -> str:
    shown = ", ".join(dimensions[:MOST_SHOWN])
    return f"{shown} and {len(dimensions) - MOST_SHOWN} more" if len(dimensions) > MOST_SHOWN else shown


def _loaded(context: typer.Context, warehouse: Path | None) -> frozenset[str]:
    """The feeds that the published build has rows of."""
    from pipelines.building.dataset_rules import feed_states
    from pipelines.warehouse import Warehouse

    current = Warehouse(warehouse or configuration(context).warehouse).current()
    states = feed_states(current.database) if current else {}
    return frozenset(feed for feed, state in states.items() if state.rows)
