"""Table 142 as DBH would have it from our rows, and the bridge to it, both asked like any other figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from dashboard.report.contents import PackError
from data_contracts.yaml_text import parse_yaml
from models.asking import ask
from models.catalogue import Indicator
from models.definitions import FOLDER
from models.explanation import Crossing, about
from models.facts import load_fact
from models.question import Question, Viewer
from models.store import OpenBuild

TABLES = Path(__file__).with_name("tables.yaml")
EXCHANGE = "142"
WAYS = ("department", "term", "country", "scheme")
GENDERS = {"Antall kvinner": "f", "Antall menn": "m"}
BRIDGE = ("Type", "step", "name", "why", "change", "value")


@dataclass(frozen=True)
class Reported:
    """A table under DBH's headings, and the bridges to it by type. What a build does not know is empty."""

    table: str
    year: int
    rows: pl.DataFrame
    crossings: Mapping[str, Crossing]


def may_have(viewer: Viewer) -> bool:
    """Whether a viewer may have such tables: beside our own counts, others would see of how few persons they differ."""
    return viewer.sees_exact_figures


def has_data(build: OpenBuild) -> bool:
    """Whether a build has what table 142 is counted from, and the bridge to it."""
    if not build.config.institution.dbh_code:
        return False
    types = [build.indicators.get(name) for name in _known()[EXCHANGE]["types"]]
    return all(one is not None and one.bridge is not None and build.has_data(one) for one in types)


def report(table: str, build: OpenBuild, viewer: Viewer, year: int) -> Reported:
    """A table of DBH's for a year. Raises PackError where the feeds or the viewer's rights do not give it."""
    definition = _known()
    if table != EXCHANGE:
        why = definition["not_given"].get(table)
        raise PackError(f"DBH's table {table} is not given: {why}" if why else f"tables that are given: {EXCHANGE}")
    if not may_have(viewer):
        raise PackError(
            f"with the rights of {viewer} DBH's table {table} is not given: next to our own counts it would reveal few "
            "persons; `utsyn about outgoing_stays` shows the bridge as far as these rights go"
        )
    if not has_data(build):
        raise PackError(f"build {build.id} has nothing to give DBH's table {table} from")
    types: dict[str, str] = definition[table]["types"]
    rows = [row for name, kind in types.items() for row in _rows(name, kind, build, viewer, year)]
    crossed = {kind: about(Question(name, years=(year, year)), viewer, build).crossing for name, kind in types.items()}
    frame = pl.DataFrame(rows, schema=_schema(definition[table]["columns"])).sort(pl.all())
    return Reported(table, year, frame, {kind: one for kind, one in crossed.items() if one is not None})


def bridge_rows(reported: Reported, language: str) -> Iterator[dict[str, str | int | None]]:
    """The steps from our count to DBH's, and to its published figure; None where suppressed or not known."""
    for kind, crossing in reported.crossings.items():
        source = crossing.bridge
        lines: list[tuple[str | int | None, ...]] = [("ours", "", "", None, crossing.ours)]
        for taken in crossing.steps:
            step = taken.step
            lines.append((step.id, step.name[language], step.why[language], taken.change, taken.value))
        lines.append(("counted", source.counted[language], "", None, crossing.counted))
        if (published := crossing.published) is not None:
            lines.append(("unrounded", "", "", published.unrounded, None))
            lines.append(("remainder", "", source.remainder[language], published.remainder, None))
            lines.append(("published", source.source[language], "", None, published.value))
        yield from (dict(zip(BRIDGE, (kind, *line), strict=True)) for line in lines)


def _schema(columns: Sequence[str]) -> dict[str, type[pl.DataType]]:
    return {name: pl.Int64 if name.startswith("Antall") else pl.String for name in columns}


def _rows(name: str, kind: str, build: OpenBuild, viewer: Viewer, year: int) -> Iterator[dict[str, str | int]]:
    counted = _as_reported(build.indicators[name], build)
    ways = [way for way in WAYS if way in counted.dimensions]
    with_counted = replace(build, indicators={**build.indicators, name: counted})
    question = Question(name, (*ways, "gender"), years=(year, year), dated_by="end")
    of: dict[tuple[str, ...], dict[str, int]] = {}
    for row in ask(question, viewer, with_counted).rows:
        *placed, gender = (str(member) for member in row.key.values())
        genders = of.setdefault(tuple(placed), {})
        genders[gender] = genders.get(gender, 0) + int(row.value or 0)
    for members, genders in of.items():
        if total := sum(genders.values()):
            of_gender = {head: genders.get(code, 0) for head, code in GENDERS.items()}
            member_of = dict(zip(ways, members, strict=True))
            yield {**_placed(member_of, kind, build, year), "Antall totalt": total, **of_gender}


def _as_reported(indicator: Indicator, build: OpenBuild) -> Indicator:
    """The indicator counted as the last step of its bridge does, also by semester where the build's own fact has it."""
    bridge = indicator.bridge_to_source
    measures = [indicator.numerator, *(step.numerator for step in (bridge.steps if bridge else ()) if step.numerator)]
    kept = build.folder / FOLDER / "facts"
    fact = load_fact(indicator.fact, kept) if kept.is_dir() else indicator.facts[0]
    terms = ("term",) if "term" in fact.dimensions else ()
    return indicator.model_copy(update={"numerator": measures[-1], "dimensions": (*indicator.dimensions, *terms)})


def _placed(member_of: Mapping[str, str], kind: str, build: OpenBuild, year: int) -> dict[str, str]:
    definition = _known()[EXCHANGE]
    scheme = member_of["scheme"]
    return {
        "Institusjonskode": build.config.institution.dbh_code,
        "Avdelingskode": member_of["department"],
        "Årstall": str(year),
        "Semester": definition["semesters"].get(member_of.get("term"), ""),
        "Type": kind,
        "Landkode": member_of["country"],
        "Utvekslingsavtale": definition["agreements"].get(scheme, scheme),
    }


@cache
def _known() -> dict[str, Any]:
    definition: dict[str, Any] = parse_yaml(TABLES.read_text(encoding="utf-8"))
    return definition
