"""Facts: the tables that indicators count over, each a SQL file beside a YAML that says its grain."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

from data_contracts.text import COMPLETE
from data_contracts.yaml_text import parse_yaml
from models.config import Config
from models.config_sections import Institution, Settings
from models.institutions import own_institution

FACTS = Path(__file__).parent
DIMS = FACTS.parent / "dims"
Table = tuple[str, str]  # schema, name
DESIGNATED: Table = ("dims", "designated_infrastructures")
# What the build fills for the queries: merges of partners that people decided, and what earlier builds knew of the
# attributes that a register keeps for today alone (`pipelines.building.earlier_builds`). Without any they are empty.
FILLED_BY_BUILD = (
    "create table if not exists meta.partner_merges (feed varchar, id varchar, partner_id varchar)",
    "create table if not exists meta.earlier_registers (feed varchar, known_on date)",
    "create table if not exists meta.earlier_assurances (agreement_id varchar, assured_on date, valid_until date)",
    "create table if not exists meta.earlier_attributes"
    " (programme_code varchar, attribute varchar, value varchar, known_on date)",
)


@dataclass(frozen=True)
class Fact:
    """A fact's grain in a sentence, the feeds it means nothing without, and the dimensions it can be broken down by.

    `query` is the file that makes it. `of_persons`: each row is about one person (a stay, a year of an employee), so
    that all that is counted over it counts persons. `amounts` are columns that hold more than whether a row counts
    (euros, credits, days), and `person` the column that says whose they are. `overlapping_years` are dimensions that
    are years of another kind than those of the reference dates: the same persons in both, cut up together, would show
    semesters.
    """

    name: str
    grain: str
    requires: tuple[str, ...]
    dimensions: tuple[str, ...]
    query: Path
    of_persons: bool = False
    overlapping_years: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    person: str | None = None


@cache
def load_fact(name: str, folder: Path = FACTS) -> Fact:
    """Read a fact's YAML. Raises KeyError for an unknown fact."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        raise KeyError(f"no fact '{name}' in {folder.name}/")
    data = parse_yaml(path.read_text(encoding="utf-8"))
    rows = data.get("rows", "other")
    if rows not in ("persons", "other"):
        raise ValueError(f"{name}.yaml: rows: '{rows}': expected persons or other")
    return Fact(
        name,
        data["grain"],
        tuple(data["requires"]),
        tuple(data["dimensions"]),
        path.with_suffix(".sql"),
        of_persons=rows == "persons",
        overlapping_years=tuple(data.get("overlapping_years", ())),
        amounts=tuple(data.get("amounts", ())),
        person=data.get("person"),
    )


def create_filled(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of `meta.*` that the build fills for the queries, empty, where they are not there yet."""
    for statement in FILLED_BY_BUILD:
        connection.execute(statement)


@cache
def queries(settings: Settings, institution: Institution) -> tuple[tuple[str, str, exp.Expr], ...]:
    """Schema, name and query of each table of `dims.*` and `facts.*`, each after those that it reads."""
    every = {DESIGNATED, *((folder.name, path.stem) for folder in (DIMS, FACTS) for path in folder.glob("*.sql"))}
    return tuple((*table, query) for table, query in _with_read(every, settings, institution).items())


def queries_of(wanted: set[Table], config: Config, dims: Path = DIMS, facts: Path = FACTS) -> dict[Table, exp.Expr]:
    """Some tables of `facts.*` and all of `dims.*` and `facts.*` that they are made of, in that order.

    The folders are those of this version, or those kept with a build. Raises KeyError for a value that a query names
    and this version does not know.
    """
    return _with_read(wanted, config.settings, config.institution, dims, facts)


def _with_read(
    wanted: set[Table], settings: Settings, institution: Institution, dims: Path = DIMS, facts: Path = FACTS
) -> dict[Table, exp.Expr]:
    queries: dict[Table, exp.Expr] = {}

    def add(table: Table) -> None:
        if table not in queries and (query := query_of(table, settings, institution, dims, facts)) is not None:
            for read in sorted(reads(query)):
                add(read)
            queries[table] = query

    for table in sorted(wanted):
        add(table)
    return queries


def query_of(
    table: Table, settings: Settings, institution: Institution, dims: Path = DIMS, facts: Path = FACTS
) -> exp.Expr | None:
    """What makes a table of `dims.*` or `facts.*`; None for any other table."""
    schema, name = table
    if table == DESIGNATED:
        return _designated(institution)
    folder = {"dims": dims, "facts": facts}.get(schema)
    if folder is None or not (path := folder / f"{name}.sql").is_file():
        return None
    return bind(_parsed(path.read_text(encoding="utf-8")), values_of(settings, institution))


@lru_cache(256)
def _parsed(text: str) -> exp.Expr:
    """A query as it is written; nobody changes it."""
    return sqlglot.parse_one(text, read="duckdb")


def reads(query: exp.Expr) -> set[Table]:
    """The tables that a query reads."""
    return {(table.db, table.name) for table in query.find_all(exp.Table) if table.db}


@cache
def feeds_read(facts: tuple[Path, ...]) -> frozenset[str]:
    """The feeds that facts (their SQL files) are made of, through the dimensions and other facts that they read."""
    query_files = {("dims", path.stem): path for path in DIMS.glob("*.sql")}
    query_files |= {("facts", path.stem): path for path in FACTS.glob("*.sql")}
    tables: set[Table] = set()
    waiting = list(facts)
    while waiting:
        query = _parsed(waiting.pop().read_text(encoding="utf-8"))
        waiting += [query_files[table] for table in reads(query) - tables if table in query_files]
        tables |= reads(query)
    return frozenset(name for schema, name in tables if schema == "feeds")


def _designated(institution: Institution) -> exp.Expr:
    """The research infrastructures that the institution has designated: infrastructure_id, name, unit_code."""
    columns = ("infrastructure_id", "name", "unit_code")
    query: exp.Query = exp.select(*(exp.convert("").as_(column) for column in columns)).where(exp.false())
    for infrastructure in institution.infrastructures:
        cells = (infrastructure.id, infrastructure.name, infrastructure.unit_code)
        row = exp.select(*(exp.convert(cell).as_(column) for cell, column in zip(cells, columns, strict=True)))
        query = query.union(row, distinct=False)
    return query


def values_of(settings: Settings, institution: Institution) -> dict[str, str | int]:
    """The values that SQL files name with a colon."""
    return {
        "home_country": institution.country,
        "dbh_code": institution.dbh_code,
        "own_erasmus_codes": "|".join(("", *institution.erasmus_code, "")),
        "own_institution": own_institution(institution),
        **{f"own_name_{code}": institution.name[code] for code in COMPLETE},
        "own_short_name": institution.short_name,
        # a faculty is the first group of digits of its code where the rest of them are zeros
        "faculty_digits": next(iter(institution.unit_code_digits), 0),
        "faculty_zeros": "0" * sum(institution.unit_code_digits[1:]),
        "academic_month": settings.academic_year_month,
        "academic_first_day": f"-{settings.academic_year_month:02}-01",
        "minimum_stay_days": settings.minimum_stay_days,
        "erasmus_long_days": settings.erasmus_long_days,
        "short_stay_from": settings.short_stay_days[0],
        "short_stay_to": settings.short_stay_days[1],
        "default_study_years": settings.default_study_years,
        "minimum_recognised_ects": settings.minimum_recognised_ects,
        "eligible_ects": settings.eligible_ects,
        "semester_days": settings.semester_days,
        "answer_days": settings.answer_days,
        "departure_days": settings.departure_days,
        **{f"deadline_{name}": day for name, day in settings.deadlines},
        "copublications": settings.copublications,
        "copublication_years": settings.copublication_years,
        "activity_years": settings.activity_years,
        "mixed_classroom_percent": settings.mixed_classroom_percent,
        "package_ects": settings.package_ects,
        "staff_stay_days": settings.staff_stay_days,
        "guest_days": settings.guest_days,
        "early_career_days": settings.early_career_days,
    }


def bind(query: exp.Expr, values: dict[str, str | int]) -> exp.Expr:
    """Put values in the place of `:name`, quoted by sqlglot; a query without any is given as it is.

    Raises KeyError for a name without a value.
    """
    if query.find(exp.Placeholder) is None:
        return query

    def put(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Interval) and isinstance(placed := node.this.unnest(), exp.Placeholder):
            # the one form that every engine reads: interval '6' year
            return exp.Interval(this=exp.Literal.string(str(values[placed.name])), unit=node.args["unit"])
        return exp.convert(values[node.name]) if isinstance(node, exp.Placeholder) else node

    return query.transform(put)


@cache
def statement(fact: Fact, settings: Settings, institution: Institution) -> str:
    """What makes a fact's table, for people to read, with the institution's settings in it."""
    query = _parsed(fact.query.read_text(encoding="utf-8"))
    return bind(query, values_of(settings, institution)).sql("duckdb", pretty=True)
