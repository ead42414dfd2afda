"""`utsyn peers`: the own figure beside those of other institutions, from public sources."""

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.ask import print_origin
from dashboard.cli.failures import WrongUse
from dashboard.cli.figure_options import FigureRequest, takes
from dashboard.cli.options import Format, examples
from dashboard.cli.output import print_csv, print_json, print_table
from data_contracts.errors import REFUSED

if TYPE_CHECKING:
    from models.config_sections import PeerSet
    from models.peers import Comparison
    from models.store import OpenBuild

EXAMPLES = examples(
    "utsyn peers",
    "utsyn peers horizon_funding",
    "utsyn peers horizon_projects --where role=coordinator --set nordic_five_tech --format csv",
    "utsyn peers --unmatched",
)


@takes("where", "years", "viewer", "form", "warehouse")
def peers(
    request: FigureRequest,
    indicator: Annotated[
        str | None, typer.Argument(metavar="INDICATOR", help="Its name; without one, those that can be compared.")
    ] = None,
    peer_set: Annotated[
        str | None, typer.Option("--set", metavar="ID", help="A set of utsyn.toml, or country for the whole country.")
    ] = None,
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="List the institutions that sources name and nobody has matched.")
    ] = False,
) -> None:
    """Compare with other institutions: rank, share of the country, distance, per student where that is known.

    All figures are those of a public source, the own one too. Projects and money are added up over the years.
    """
    from models.peers import compare

    build = request.build
    if unmatched:
        _print_unmatched(build, request.form)
        return
    if indicator is None:
        _print_compared(build, request.form)
        return
    question = request.question(indicator)
    comparison = compare(indicator, request.viewer, build, _known_set(peer_set, build), question.years, question.where)
    if comparison is None:
        typer.echo(f"{indicator}: no public source that is loaded has the own figure and those of others.", err=True)
        raise typer.Exit(REFUSED)
    _print(comparison, build, request.form)


def _known_set(name: str | None, build: "OpenBuild") -> "PeerSet | None":
    """The set of that name, without one the first; None for all of the country. Raises WrongUse."""
    from dashboard.peer_records import NATION
    from models.peers import first_set

    sets = {one.id: one for one in build.config.peer_sets}
    if name is None:
        return first_set(build)
    if name == NATION:
        return None
    if name not in sets:
        raise WrongUse(f"--set {name}: there is no such set; known: {', '.join((*sets, NATION))}")
    return sets[name]


def _print(comparison: "Comparison", build: "OpenBuild", form: Format) -> None:
    from dashboard.peer_records import FIELDS, differences, records

    language = build.config.languages[0]
    differs = differences(comparison.indicator.id, build, language)
    rows = records(comparison, differs, build, language)
    match form:
        case Format.JSON:
            print_json(rows)
        case Format.CSV:
            print_csv(tuple(FIELDS), (tuple(row.values()) for row in rows))
        case Format.TABLE:
            _print_rows(comparison, build, differs)


def _print_rows(comparison: "Comparison", build: "OpenBuild", differs: str) -> None:
    from dashboard.format import cell, figure
    from dashboard.peer_words import per_size, sentence, size_notes, sizes_shown, source, span
    from dashboard.text import text
    from dashboard.text.labels import member_name

    language, unit, sizes = build.config.languages[0], comparison.indicator.unit, sizes_shown(comparison)
    heads = (
        text("peers.place", language),
        text("peers.institution", language),
        span(comparison, language),
        text("peers.distance", language),
        *[text(f"peer_size.{size}", language) for size in sizes],
        text("peers.national", language),
    )
    rows = []
    for one in comparison.standings:
        distance = comparison.distance(one)
        rows.append((
            "" if one.place is None else str(one.place),
            member_name(build.labels, "institution", one.institution, language),
            ":" if one.figure is None else cell(one.figure, unit, language),
            "" if distance is None or one.institution == comparison.own else figure(distance, unit, language),
            *[per_size(one, size, unit, language) for size in sizes],
            "" if one.national_place is None else f"{one.national_place}/{comparison.national}",
        ))  # fmt: skip
    typer.echo(comparison.indicator.name[language])
    print_table(heads, rows, right=(heads[0], *heads[2:]))
    notes = size_notes(comparison, language)
    for line in (sentence(comparison, build, language), source(comparison, language), differs, *notes):
        typer.echo(line)
    print_origin(comparison.meta, language)


def _print_unmatched(build: "OpenBuild", form: Format) -> None:
    from models.peers import unmatched

    heads = ("source", "institution", "name", "size")
    matches = [(one.source, one.institution, one.name, str(one.size)) for one in unmatched(build)]
    if form is Format.JSON:
        print_json([dict(zip(heads, row, strict=True)) for row in matches])
    elif form is Format.CSV:
        print_csv(heads, matches)
    else:
        print_table(heads, matches, right=("size",))


def _print_compared(build: "OpenBuild", form: Format) -> None:
    from models.peers import compared_indicators, of_institutions, public_sources

    public, language = of_institutions(build), build.config.languages[0]
    heads = ("indicator", "name", "source", "loaded")
    rows = []
    for name in compared_indicators(build):
        indicator = build.indicators[name]
        source = public_sources()[indicator.peers.source].title[language] if indicator.peers else ""
        loaded = "yes" if public.has_data(public.indicators[name]) else "no"
        rows.append((name, indicator.name[language], source, loaded))
    if form is Format.JSON:
        print_json([dict(zip(heads, row, strict=True)) for row in rows])
    elif form is Format.CSV:
        print_csv(heads, rows)
    else:
        print_table(heads, rows)
