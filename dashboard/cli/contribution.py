"""`utsyn contribution`: what moved a figure between two years."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.ask import basis, member_name, print_origin
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, IndicatorArgument, examples
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.answer import Row
    from models.contribution import Contribution, Part

EXAMPLES = examples(
    "utsyn contribution outbound_share --from 2019 --to 2024 --by faculty",
    "utsyn contribution outbound_share --from 2019 --to 2024 --by department --where faculty=64",
    "utsyn contribution outgoing_stays --from 2019 --to 2024 --by country --format csv",
)
FIELDS = ("before", "after", "change", "rate", "mix", "missing")


@takes("by", "where", "viewer", "form", "build_name", "warehouse")
def contribution(
    request: FigureRequest,
    indicator: IndicatorArgument,
    first: Annotated[int, typer.Option("--from", metavar="YEAR", help="The earlier year.")],
    last: Annotated[int, typer.Option("--to", metavar="YEAR", help="The later year.")],
) -> None:
    """Say which units, programmes or countries moved a figure between two years.

    The changes sum to the figure's own. Of a share each is split in two: rate is what the member did better or worse,
    mix what came of its being a larger or smaller part. Missing says how many cases a member lacks to the plan's target
    in the later year. Members suppressed for you are one row together.
    """
    from models.contribution import contribution as decompose

    question = request.question(indicator, (first, last))
    contribution = decompose(question, request.viewer, request.build)
    match request.form:
        case Format.JSON:
            print_json(asdict(contribution))  # the remainder's key is null
        case Format.CSV:
            dimensions = question.by
            rows = [(*_csv_row(part, dimensions), contribution.meta.origin) for part in contribution.parts]
            print_csv((*dimensions, *FIELDS, "origin"), rows)
        case Format.TABLE:
            _print_contribution(contribution, question.by, request.language)


def _csv_row(part: "Part", dimensions: tuple[str, ...]) -> tuple[object, ...]:
    key = [None if part.key is None else part.key[dimension] for dimension in dimensions]
    values = [None if row is None else row.value for row in (part.before, part.after)]
    return (*key, *values, part.change, part.rate, part.mix, part.missing)


def _print_contribution(contribution: "Contribution", dimensions: tuple[str, ...], language: str) -> None:
    from dashboard.format import cell

    unit = contribution.meta.unit
    values = [cell(row, unit, language) for row in (contribution.before, contribution.after)]
    if contribution.change is None:
        typer.echo(
            f"{contribution.meta.indicator}: {values[0]}, then {values[1]}: no change between them can be computed"
        )
        return
    print_origin(contribution.meta, language)
    figures = _figures(contribution)
    rows = [
        [*_names(part, contribution, dimensions, language), *_cells(part, unit, language, figures)]
        for part in contribution.parts
    ]
    whole = {"before": values[0], "after": values[1], "change": _moved(contribution.change, unit, language)}
    whole |= {
        name: _moved(_sum(getattr(part, name) for part in contribution.parts), unit, language)
        for name in ("rate", "mix")
    }
    whole["missing"] = _cases(contribution.missing, language)
    rows.append(["whole", *("" for _ in dimensions[1:]), *(whole.get(name, "") for name in figures)])
    print_table((*dimensions, *figures), rows, right=figures)
    typer.echo(basis(contribution.meta))


def _figures(contribution: "Contribution") -> tuple[str, ...]:
    """The columns that say something of this indicator."""
    is_ratio = any(part.rate is not None for part in contribution.parts)
    empty = () if is_ratio else ("rate", "mix")
    return tuple(
        name for name in FIELDS if name not in empty and (name != "missing" or contribution.missing is not None)
    )


def _names(part: "Part", contribution: "Contribution", dimensions: tuple[str, ...], language: str) -> list[str]:
    if part.key is None:
        return [
            f"suppressed ({contribution.suppressed})" if contribution.suppressed else "rounding",
            *("" for _ in dimensions[1:]),
        ]
    return [member_name(contribution.meta, dimension, part.key[dimension], language) for dimension in dimensions]


def _cells(part: "Part", unit: str, language: str, figures: tuple[str, ...]) -> list[str]:
    from dashboard.format import cell

    cells = {name: "" if row is None else cell(row, unit, language) for name, row in _rows(part).items()}
    cells |= {name: _moved(getattr(part, name), unit, language) for name in ("change", "rate", "mix")}
    return [{**cells, "missing": _cases(part.missing, language)}[name] for name in figures]


def _sum(effects: "Iterable[float | None]") -> float:
    return sum(effect for effect in effects if effect is not None)


def _rows(part: "Part") -> dict[str, "Row | None"]:
    return {"before": part.before, "after": part.after}


def _moved(value: float | None, unit: str, language: str) -> str:
    """A change; of a percentage in points with two decimals, for the part of a small unit is small."""
    from dashboard.format import MINUS, change, number

    if value is None:
        return ""
    if unit != "percent":
        return change(value, unit, language)
    shown = number(abs(100 * value), language, 2)
    is_zero = not any(digit in "123456789" for digit in shown)
    return f"{'±' if is_zero else MINUS if value < 0 else '+'}{shown}"


def _cases(cases: float | None, language: str) -> str:
    from dashboard.format import figure

    return "" if cases is None else figure(cases, "cases", language)
