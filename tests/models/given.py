"""Small builds for tests: rows as a reader would write them, loaded and turned into facts as a build does it.

build = given(stays=[stay(date_from="2024-08-15", date_to="2024-12-20")])
"""

import atexit
import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from unittest.mock import patch
from weakref import finalize

import duckdb
import polars as pl

from data_contracts.codes import code_table
from data_contracts.contract import Contract, feeds
from data_contracts.contract_parser import load_contract
from models.config import Config, load_config
from models.engines.for_build import DATABASE
from models.facts import Table
from models.making.facts import prepare
from models.store import OpenBuild, open_build
from pipelines.building.freshness import record_freshness
from tests.models.lazily import NAMES, LazyEngine, is_made_alike, sources

Cell = str | int | float | bool | list[str] | None
TYPES = {"date": pl.Date, "bool": pl.Boolean, "int": pl.Int64, "num": pl.Float64, "list": pl.List(pl.String)}
_numbers = itertools.count(1)
_gone: list[duckdb.DuckDBPyConnection] = []
CODE_LISTS = (
    "alliance_universities", "countries", "dac_groups", "english_proofs", "erasmus_grant_rates",
    "english_speaking_countries", "eu_eea_associates", "eu_eea_members", "staff_citizenship_groups",
    "priority_countries", "degree_levels", "citizenship_groups", "fee_statuses",
)  # fmt: skip
AS_OF = "2026-01-15"
DIMS_ON_OPENING = {("dims", name) for name in ("labels", "rounds", "unit_on", "unit_today")}

UNITS: list[dict[str, Cell]] = [
    {"unit_code": "000000", "unit_level": "institution", "name_nb": "Universitetet", "name_en": "University"},
    {
        "unit_code": "630000",
        "unit_level": "faculty",
        "name_nb": "Informatikk",
        "name_en": "Computing",
        "short_name": "IE",
    },
    {
        "unit_code": "631000",
        "unit_level": "department",
        "name_nb": "Datateknologi",
        "name_en": "Computer Science",
    },
    {"unit_code": "632000", "unit_level": "department", "name_nb": "Matematikk", "name_en": "Mathematics"},
    {
        "unit_code": "640000",
        "unit_level": "faculty",
        "name_nb": "Ingeniør",
        "name_en": "Engineering",
        "short_name": "IV",
    },
    {"unit_code": "641000", "unit_level": "department", "name_nb": "Bygg", "name_en": "Civil Engineering"},
]


def unit(**cells: Cell) -> dict[str, Cell]:
    """A unit valid since 2010; below the one that the digits of its code say, unless given another parent."""
    code = str(cells.get("unit_code", ""))
    return {
        "parent_code": None if code == "000000" else f"{code[:2]}0000" if code[2:] != "0000" else "000000",
        "valid_from": "2010-01-01",
        "name_nb": "Enhet",
        "name_en": "Unit",
        "unit_level": "department",
        **cells,
    }


SMALL_UNIVERSITY = [unit(**cells) for cells in UNITS]


def stay(**cells: Cell) -> dict[str, Cell]:
    """A completed semester of study out, 128 days, at the department of Computer Science."""
    number = next(_numbers)
    return {
        "stay_id": f"s{number}", "person_id": f"p{number}", "direction": "out", "scheme": "bilateral",
        "activity": "study", "country": "DE", "unit_code": "631000", "degree_level": "master", "campus": "trondheim",
        "date_from": "2024-08-15", "date_to": "2024-12-20", "status": "completed", "virtual": False, **cells,
    }  # fmt: skip


def graduate(**cells: Cell) -> dict[str, Cell]:
    """A master's graduation in June 2025 after five years, at the department of Computer Science."""
    return {
        "person_id": f"p{next(_numbers)}", "programme_code": "MTDT", "degree_level": "master", "unit_code": "631000",
        "campus": "trondheim", "started_on": "2020-08-15", "graduated_on": "2025-06-15", **cells,
    }  # fmt: skip


def programme(**cells: Cell) -> dict[str, Cell]:
    """A master's programme offered since 2015, at the department of Computer Science."""
    return {
        "programme_code": f"M{next(_numbers)}", "name_nb": "Program", "name_en": "Programme", "degree_level": "master",
        "unit_code": "631000", "campus": "trondheim", "valid_from": "2015-08-01", **cells,
    }  # fmt: skip


def partner(**cells: Cell) -> dict[str, Cell]:
    """A university in Germany."""
    return {"partner_id": f"u{next(_numbers)}", "name": "Universität", "country": "DE", **cells}


def agreement(**cells: Cell) -> dict[str, Cell]:
    """A quality-assured agreement in effect since 2020 without an end, for the department of Computer Science."""
    return {
        "agreement_id": f"a{next(_numbers)}", "partner_id": "u", "scheme": "bilateral", "unit_codes": ["631000"],
        "valid_from": "2020-01-01", "status": "in_effect", "quality_assured_on": "2020-01-01", **cells,
    }  # fmt: skip


def quality_assurance(**cells: Cell) -> dict[str, Cell]:
    """A quality assurance of agreement a of 1 January 2020 without an end."""
    return {"agreement_id": "a", "assured_on": "2020-01-01", **cells}


def programme_value(**cells: Cell) -> dict[str, Cell]:
    """A mobility window in the fifth semester of programme MTDT since August 2019."""
    return {
        "programme_code": "MTDT", "attribute": "mobility_window", "value": "5", "valid_from": "2019-08-01", **cells,
    }  # fmt: skip


def course(**cells: Cell) -> dict[str, Cell]:
    """A course of 7.5 credits taught in English in 2025, at the department of Computer Science."""
    return {
        "course_code": f"C{next(_numbers)}", "year": 2025, "unit_code": "631000", "teaching_language": "en",
        "ects": 7.5, **cells,
    }  # fmt: skip


def participation(**cells: Cell) -> dict[str, Cell]:
    """An own participation in a Horizon Europe project signed in 2023, EUR 100,000."""
    return {
        "project_id": f"e{next(_numbers)}", "organisation_id": "own", "is_own": True, "organisation_name": "Own",
        "country": "NO", "framework": "HORIZON", "action": "RIA", "role": "participant", "contribution_eur": 100_000.0,
        "signed_on": "2023-05-01", "call_year": 2022, **cells,
    }  # fmt: skip


def mobility(**cells: Cell) -> dict[str, Cell]:
    """A student of NTNU who went to Aachen with Erasmus+ in September 2024 for 150 days, as a public file has it."""
    return {
        "record_id": f"f{next(_numbers)}", "release": "current", "academic_year": "2024-2025", "start_month": "2024-09",
        "duration_days": 150.0, "activity": "Student mobility for studies", "sector": "Higher Education",
        "profile": "learner", "sending_country": "NO", "sending_name": "NTNU", "sending_erasmus_code": "N TRONDHE01",
        "receiving_country": "DE", "receiving_name": "RWTH", "receiving_erasmus_code": "D AACHEN01", "participants": 1,
        **cells,
    }  # fmt: skip


def work(number: int = 0, **cells: Cell) -> dict[str, Cell]:
    """NTNU as an institution of an article of 2024 in Nature; a number names the work, to add others to it."""
    return {
        "work_id": f"openalex:W{number or next(_numbers)}", "institution_id": "own", "year": 2024, "is_own": True,
        "ror_id": "05xg72x27", "country": "NO", "work_type": "article", "issn": "0028-0836", **cells,
    }  # fmt: skip


def eu_application(**cells: Cell) -> dict[str, Cell]:
    """A rejected proposal to Horizon Europe, submitted in 2023 by the department of Computer Science."""
    return {
        "proposal_id": f"a{next(_numbers)}", "framework": "HORIZON", "action": "RIA", "unit_code": "631000",
        "submitted_on": "2023-04-01", "outcome": "rejected", **cells,
    }  # fmt: skip


def staff(**cells: Cell) -> dict[str, Cell]:
    """A Norwegian associate professor at the department of Computer Science in 2024, full time."""
    return {
        "year": 2024, "employee_id": f"n{next(_numbers)}", "unit_code": "631000", "fte": 1.0, "new_hire": False,
        "position_group": "associate_professor", "citizenship_group": "norwegian", **cells,
    }  # fmt: skip


def staff_mobility(**cells: Cell) -> dict[str, Cell]:
    """An associate professor's week in Germany in 2024, seven days."""
    number = next(_numbers)
    return {
        "mobility_id": f"m{number}", "employee_id": f"n{number}", "direction": "out", "unit_code": "631000",
        "position_group": "associate_professor", "country": "DE", "date_from": "2024-03-04", "date_to": "2024-03-10",
        "virtual": False, **cells,
    }  # fmt: skip


def doctorate(**cells: Cell) -> dict[str, Cell]:
    """A doctorate completed in 2024 by somebody without earlier international experience, 90 days abroad."""
    return {
        "person_id": f"d{next(_numbers)}", "unit_code": "631000", "kind": "phd", "completed_on": "2024-06-01",
        "prior_international_experience": "no", "longest_stay_abroad_days": 90, **cells,
    }  # fmt: skip


def publication(**cells: Cell) -> dict[str, Cell]:
    """A publication of 2024 at level 1 by the department of Computer Science alone."""
    return {
        "publication_id": f"u{next(_numbers)}", "year": 2024, "unit_code": "631000", "channel_level": 1,
        "author_share": 1.0, "international": False, **cells,
    }  # fmt: skip


def enrolment(**cells: Cell) -> dict[str, Cell]:
    """A registration for autumn 2024 on a master's programme, with 210 credits behind it."""
    return {
        "person_id": f"p{next(_numbers)}", "programme_code": "MTDT", "semester": "2024-autumn", "unit_code": "631000",
        "campus": "trondheim", "degree_level": "master", "ects_completed": 210.0, **cells,
    }  # fmt: skip


def application(**cells: Cell) -> dict[str, Cell]:
    """The first choice of an application for autumn 2025 sent in on time, with no answer yet."""
    number = next(_numbers)
    return {
        "application_id": f"a{number}", "person_id": f"p{number}", "round": "2025-autumn", "form": "exchange",
        "track": "ordinary", "submitted_on": "2025-01-15", "unit_code": "631000", "programme_code": "MTDT",
        "priority": 1, "country": "DE", "scheme": "bilateral", **cells,
    }  # fmt: skip


def nomination(**cells: Cell) -> dict[str, Cell]:
    """A student from the EU nominated on time for autumn 2025, to the department of Computer Science."""
    return {
        "nomination_id": f"n{next(_numbers)}", "partner_id": "u", "semester": "2025-autumn", "degree_level": "master",
        "nominated_on": "2025-03-01", "citizenship_group": "eu_eea_ch", "campuses": ["trondheim"],
        "unit_code": "631000", **cells,
    }  # fmt: skip


def degree_application(**cells: Cell) -> dict[str, Cell]:
    """An application from outside the EU and EEA for a master's programme that begins in autumn 2024."""
    return {
        "person_id": f"p{next(_numbers)}", "programme_code": "MTDT", "year": 2024, "unit_code": "631000",
        "citizenship_group": "other", "fee_status": "liable", "applied_on": "2023-12-01", **cells,
    }  # fmt: skip


def given(
    as_of: str = AS_OF,
    config: Config | None = None,
    quarantined: Sequence[tuple[str, int | None, int]] = (),
    only: Sequence[str] = (),
    synthetic: Sequence[str] = (),
    **rows: list[dict[str, Cell]],
) -> OpenBuild:
    """A build that holds these rows per feed (units: a small university unless given) and nothing else.

    quarantined: (feed, year of the event, quarantined rows) …; only: the facts made and in its file; unless
    named, each is made when it is asked about; synthetic: the feeds whose rows are invented.
    """
    config = config or _configured()
    folder = _folder()
    changed = {("feeds", feed) for feed in rows} | ({("meta", "build")} if as_of != AS_OF else set())
    rows.setdefault("units", SMALL_UNIVERSITY)
    connection = _written_to(folder / DATABASE) if only else _in_memory()
    connection.begin()
    for number, (feed, given_rows) in enumerate(rows.items()):
        if given_rows is not SMALL_UNIVERSITY:
            _insert(connection, feed, given_rows)
        connection.execute("insert into meta.files values (?, ?, ?, 'abc', ?, 0, ?)",
                           [number, feed, f"{feed}/given.csv", len(given_rows), as_of])  # fmt: skip
        origin = "synthetic" if feed in synthetic else "real"
        connection.execute("insert into meta.origins values (?, ?)", [number, origin])
    if as_of != AS_OF:
        connection.execute("update meta.build set as_of = cast(? as date)", [as_of])
    for feed, year, kept in quarantined:
        connection.execute("insert into meta.kept_out values (?, ?, ?)", [feed, year, kept])
    record_freshness(connection, [load_contract(feed) for feed in rows], date.fromisoformat(as_of))
    as_before = (one for one in _made() if not sources(one) & changed and is_made_alike(one, config, _configured()))
    engine = LazyEngine(connection, config, as_before)
    if only:
        for schema, name in DIMS_ON_OPENING | {("facts", name) for name in only}:
            engine.make((schema, name))
        connection.commit()
        connection.close()
        return _removed_with(open_build(folder, config), folder)
    finalize(engine, _use_again, connection).atexit = False
    with patch("models.store.open_engine", lambda *_: engine):
        return _removed_with(open_build(folder, config), folder)


def _written_to(database: Path) -> duckdb.DuckDBPyConnection:
    copyfile(_empty(), database)
    return duckdb.connect(database)


def _in_memory() -> duckdb.DuckDBPyConnection:
    """What `_empty` is, in memory: that of a build that is gone, or a new one. All in it is of one transaction."""
    if _gone:
        return _gone.pop()
    connection = duckdb.connect()
    connection.execute(f"attach '{_empty()}' as empty (read_only)")
    connection.execute("copy from database empty to memory")
    connection.execute("detach empty")
    return connection


def _use_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Take back all that one build had, for another to begin with."""
    connection.rollback()
    _gone.append(connection)


def _removed_with(build: OpenBuild, folder: Path) -> OpenBuild:
    """The build, whose folder goes when nothing refers to it any longer: thousands would fill a disk."""
    finalize(build, rmtree, folder, ignore_errors=True)
    return build


def _folder() -> Path:
    """A folder for one build, gone when the tests of this process are."""
    return Path(mkdtemp(dir=_home()))


@cache
def _home() -> Path:
    home = Path(mkdtemp(prefix="utsyn-given-"))
    atexit.register(rmtree, home, ignore_errors=True)
    return home


@cache
def _configured() -> Config:
    return load_config()


@cache
def _made() -> frozenset[Table]:
    """The dimensions that `_empty` has: not those made of what a build says of its files and feeds, other in each."""
    of_each = {("meta", name) for name in ("feeds", "files", "origins", "kept_out")}
    return frozenset(table for table in NAMES if table[0] == "dims" and not sources(table) & of_each)


@cache
def _empty() -> Path:
    """A database with every feed, no row but the small university's units, and what is made of these."""
    folder = _folder()
    with duckdb.connect(folder / "empty.duckdb") as connection:
        for schema in ("feeds", "codes", "meta", "facts"):
            connection.execute(f"create schema {schema}")
        for feed in feeds():
            _create(connection, f"feeds.{feed}", _frame(load_contract(feed), []))
        for name in CODE_LISTS:
            _create(connection, f"codes.{name}", code_table(name))
        connection.execute("create table meta.files (file_no int, feed varchar, path varchar, sha256 varchar, "
                           "rows_loaded bigint, rows_quarantined bigint, modified_on timestamp)")  # fmt: skip
        connection.execute("create table meta.origins (file_no int, origin varchar)")
        connection.execute("create table meta.kept_out (feed varchar, event_year int, rows bigint)")
        connection.execute("create table meta.build as select 'given' as build_id, timestamp '2026-01-15' as built_at, "
                           "cast(? as date) as as_of, true as certified", [AS_OF])  # fmt: skip
        prepare(connection)
        _insert(connection, "units", SMALL_UNIVERSITY)
        for table in sorted(_made()):
            LazyEngine(connection, _configured()).make(table)
    return folder / "empty.duckdb"


def _insert(connection: duckdb.DuckDBPyConnection, feed: str, rows: list[dict[str, Cell]]) -> None:
    """Let a feed hold these rows and no others."""
    connection.register("given_frame", _frame(load_contract(feed), rows))
    connection.execute(f"delete from feeds.{feed}")
    connection.execute(f"insert into feeds.{feed} select * from given_frame")
    connection.unregister("given_frame")


def _create(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    connection.register("given_frame", frame)
    connection.execute(f"create table {table} as select * from given_frame")
    connection.unregister("given_frame")


def _frame(contract: Contract, rows: list[dict[str, Cell]]) -> pl.DataFrame:
    schema: Mapping[str, type[pl.DataType] | pl.DataType] = {
        ("age_band" if column.privacy == "age_band" else column.name): TYPES.get(column.type, pl.String)
        if column.privacy != "age_band"
        else pl.String
        for column in contract.columns
        if column.privacy != "drop"
    }
    unknown = {name for row in rows for name in row} - set(schema)
    assert not unknown, f"{contract.feed} has no column {unknown}"
    typed = [
        {n: date.fromisoformat(str(v)) if schema[n] == pl.Date and v is not None else v for n, v in row.items()}
        for row in rows
    ]
    return pl.DataFrame(typed, schema=schema)
