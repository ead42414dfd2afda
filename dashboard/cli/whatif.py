"""`utsyn whatif`: what would be gained if some did as well as others."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.ask import basis, member_name, print_origin
from dashboard.cli.failures import WrongUse
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, examples
from dashboard.cli.output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from models.whatif import Gain, WhatIf

EXAMPLES = examples(
    "utsyn whatif outbound_share --by faculty --rate-of 64",
    "utsyn whatif outbound_share --by programme --where faculty=63,65 --reach 0.4 --year 2024",
    "utsyn whatif outbound_share --by department --reach 0.5 --format csv",
)
FIGURES = ("numerator", "denominator", "value", "gained")


@takes("by", "where", "viewer", "form", "build_name", "warehouse")
def whatif(
    request: FigureRequest,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="A share, such as outbound_share.")],
    rate_of: Annotated[
        str | None, typer.Option("--rate-of", metavar="MEMBER", help="Suppose that all reached this member's rate.")
    ] = None,
    reach: Annotated[
        float | None, typer.Option("--reach", metavar="SHARE", help="Suppose that all reached this rate: 0.4 is 40 %.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The year supposed; without it the last complete one.")
    ] = None,
) -> None:
    """Say how many cases more there would be if some did as well as others.

    Who is above the rate stays there, so the gains add up. --where keeps those that are supposed to reach it; the last
    line is the whole institution, before and after. Gains are whole cases, as many as it takes.
    """
    from models.whatif import if_members_had_the_rate_of, if_members_reached

    if (rate_of is None) == (reach is None):
        raise WrongUse("write either --rate-of MEMBER, such as --rate-of 64, or --reach SHARE, such as --reach 0.4")
    question = request.question(indicator, None if year is None else (year, year))
    if rate_of is not None:
        supposed = if_members_had_the_rate_of(rate_of, question, request.viewer, request.build)
    else:
        supposed = if_members_reached(reach or 0.0, question, request.viewer, request.build)
    match request.form:
        case Format.JSON:
            print_json(asdict(supposed))
        case Format.CSV:
            rows = [(*_csv_row(gain), supposed.meta.origin) for gain in supposed.gains]
            print_csv((*question.by, *FIGURES, "origin"), rows)
        case Format.TABLE:
            _print_whatif(supposed, question.by, request.language)


def _csv_row(gain: "Gain") -> tuple[object, ...]:
    row = gain.row
    return (*row.key.values(), row.numerator, row.denominator, row.value, gain.gained)


def _print_whatif(supposed: "WhatIf", dimensions: tuple[str, ...], language: str) -> None:
    from dashboard.format import cell, figure, number

    meta = supposed.meta
    print_origin(meta, language)

    def count(cases: float | None, gain: "Gain") -> str:
        return str(gain.row.sign or "") if cases is None else number(cases, language)

    rows = [
        [
            *(member_name(meta, dimension, code, language) for dimension, code in gain.row.key.items()),
            count(gain.row.numerator, gain),
            count(gain.row.denominator, gain),
            cell(gain.row, meta.unit, language),
            str(gain.row.sign or "") if gain.gained is None else figure(gain.gained, "cases", language),
        ]
        for gain in supposed.gains
    ]
    rows.append(["sum", *("" for _ in dimensions[1:]), "", "", "", figure(supposed.gained, "cases", language)])
    print_table((*dimensions, *FIGURES), rows, right=FIGURES)
    rate = figure(supposed.rate, meta.unit, language)
    now = cell(supposed.whole, meta.unit, language)
    then = "" if supposed.value is None else f", with the gain {figure(supposed.value, meta.unit, language)}"
    unseen = f" {supposed.suppressed} suppressed for you are left out." if supposed.suppressed else ""
    typer.echo(f"At {rate} in {supposed.whole.key['year']}. The whole institution: {now}{then}.{unseen}")
    typer.echo(basis(meta))
