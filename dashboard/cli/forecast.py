"""`utsyn forecast`: where a figure is heading, and when it meets its target at this pace."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.cli.ask import basis, print_origin
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, examples
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from models.forecast import Forecast

EXAMPLES = examples(
    "utsyn forecast outbound_share",
    "utsyn forecast erc_portfolio_ratio",
    "utsyn forecast outbound_share --where faculty=64 --as unit_analyst:64 --format json",
)
FIELDS = ("year", "observed", "low", "mid", "high")
YEARS_SHOWN = 5
REASONS = {"start_up": "start of the programme", "suppressed": "suppressed", "no_figure": "no figure"}
MODELS = {
    "share": "a straight line in log-odds, years that vary around it, and an effect of its own for years of a break",
    "portfolio": "as many additions a year as in the programme's years so far, and random variation",
}


@takes("where", "viewer", "form", "build_name", "warehouse")
def forecast(
    request: FigureRequest,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="One with a target: outbound_share.")],
) -> None:
    """Say where a figure is heading, and when it meets its target at this pace.

    From the years that the published build holds, by a simple model (docs/forecast.md). Low and high are the edges
    between which four outcomes of five are expected. It is not a plan, and does not know what is about to be done.
    """
    from models.forecast import forecast as foresee

    foreseen = foresee(request.question(indicator), request.viewer, request.build)
    match request.form:
        case Format.JSON:
            print_json(as_document(foreseen))
        case Format.CSV:
            print_csv((*FIELDS, "origin"), ((*row, foreseen.meta.origin) for row in _rows(foreseen)))
        case Format.TABLE:
            _print_forecast(foreseen, request.language)


def as_document(foreseen: "Forecast") -> dict[str, Any]:
    """The forecast as what `--format json` prints."""
    points = [point._asdict() for point in foreseen.value_at]
    target = {"target": foreseen.target.value, "target_year": foreseen.target.year}
    return {**asdict(foreseen), **target, "value_at": points}


def _rows(foreseen: "Forecast") -> list[tuple[float | None, ...]]:
    observed = [(year, value, None, None, None) for year, value in foreseen.observed.items()]
    return [*observed, *((point.year, None, *point[1:]) for point in foreseen.value_at)]


def _print_forecast(foreseen: "Forecast", language: str) -> None:
    from dashboard.format import figure

    print_origin(foreseen.meta, language)
    until = max(foreseen.due, foreseen.reached_in or 0, (foreseen.last_year or 0) + YEARS_SHOWN)
    rows = [
        (str(year), *("" if value is None else figure(value, foreseen.meta.unit, language) for value in values))
        for year, *values in _rows(foreseen)
        if year is not None and year <= until
    ]
    print_table(FIELDS, rows, right=FIELDS[1:])
    typer.echo(_verdict(foreseen, language))
    for point in foreseen.from_cohorts:
        low, mid, high = (figure(edge, foreseen.meta.unit, language) for edge in point[1:])
        typer.echo(f"From the cohorts under way: {mid} in {point.year} ({low} to {high}).")
    typer.echo(_grounds(foreseen))
    typer.echo(basis(foreseen.meta))


def _verdict(foreseen: "Forecast", language: str) -> str:
    from dashboard.format import figure, goal_line

    unit, target = foreseen.meta.unit, foreseen.target
    goal = f"{foreseen.goal}: {goal_line(target.value, unit, language)} by {target.year}"
    match foreseen.verdict:
        case "reached":
            return f"{goal}: reached, since {foreseen.reached_in}."
        case "too_few_years":
            return f"{goal}: too few years to say ({len(foreseen.years_used)})."
        case "too_few_cases":
            return f"{goal}: too few graduates to judge."
        case "no_data":
            return f"{goal}: no figure to start from."
    limit = f"not by {foreseen.horizon}"
    earliest, latest = foreseen.reached_interval
    if foreseen.reached_in is None:
        verdict = f"{goal}: at this pace {limit}."
        if earliest is not None:
            verdict = f"{goal}: at this pace unlikely by {foreseen.horizon} (best case {earliest})."
    else:
        verdict = f"{goal}: at this pace {foreseen.reached_in}; at best {earliest}, at worst {latest or limit}."
    point = foreseen.at_target_year
    if point is not None:
        low, mid, high = (figure(value, unit, language) for value in point[1:])
        verdict += f" Foreseen for {foreseen.due}: {mid} ({low} to {high})."
    return verdict


def _grounds(foreseen: "Forecast") -> str:
    used = f"{foreseen.years_used[0]}–{foreseen.years_used[-1]}" if foreseen.years_used else "none"
    marked = ", ".join(f"{year} ({weight:.2f})" for year, weight in foreseen.years_marked.items())
    left = ", ".join(
        f"{year} ({REASONS.get(reason, f'before {reason}')})" for year, reason in foreseen.years_left_out.items()
    )
    parts = [f"model: {MODELS[foreseen.model]}", f"years used: {used}"]
    parts += [f"marked by a break: {marked}"] if marked else []
    parts += [f"left out: {left}"] if left else []
    return " · ".join(parts)
