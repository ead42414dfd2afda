"""A build many times the size of another: its facts drawn anew from its own rows, without files or hours of building.

A new row takes its unit, its place, its person and all else from four rows drawn apart, so that a hundred times as many
rows hold nearly as many more combinations of members, as those of a larger institution would.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from models.engines.for_build import DATABASE

UNIT = (
    "faculty", "department", "faculty_today", "department_today", "programme", "degree_level", "campus",
    "has_opt_out", "has_window", "is_of_goal",
)  # fmt: skip
PLACE = (
    "partner", "country", "region", "is_priority", "is_eu_eea", "is_eu_eea_ch", "is_english_speaking",
    "dac_group", "alliance", "partner_known",
)  # fmt: skip
PERSON = ("gender", "age_band", "fee_status", "is_international")
DRAWN = {**dict.fromkeys(UNIT, "unit"), **dict.fromkeys(PLACE, "place"), **dict.fromkeys(PERSON, "person")}
# a person has so many rows
EACH = {"students": 5, "stays": 1.25, "graduations": 1.1}


def enlarge(build: Path, folder: Path, rows: Mapping[str, int]) -> duckdb.DuckDBPyConnection:
    """Copy a build's database into `folder` and give its facts `rows` rows each; the copy, open for writing."""
    folder.mkdir(parents=True)
    shutil.copyfile(build / DATABASE, folder / DATABASE)
    connection = duckdb.connect(folder / DATABASE)
    # only one fact is written at a time: its rows need no order
    connection.execute("set preserve_insertion_order = false")
    # A table of numbers is read by every core, the numbers that `range` gives by one. Joined in the order written, the
    # few rows to draw from are those that are held in memory.
    connection.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
    connection.execute(f"create temp table numbers as from range({max(rows.values())})")
    for fact, many in rows.items():
        connection.execute(
            f"create temp table drawn_from as select row_number() over () - 1 as nth, * from facts.{fact}"
        )
        [(few,)] = connection.execute("select count(*) from drawn_from").fetchall()
        columns = [name for name, *_ in connection.execute(f"describe facts.{fact}").fetchall()]
        blocks = sorted({DRAWN.get(name, "rest") for name in columns})
        cells = ", ".join(_cell(name, EACH.get(fact, 1)) for name in columns)
        draws = ", ".join(f"hash(range, {at}) % {few} as {block}" for at, block in enumerate(blocks))
        joins = " ".join(f"join drawn_from as {block} on {block}.nth = draw.{block}" for block in blocks)
        connection.execute(
            f"create or replace table facts.{fact} as select {cells}"
            f" from (select range, {draws} from numbers where range < {many}) as draw {joins}"
        )
        connection.execute("drop table drawn_from")
    connection.execute("drop table numbers; reset disabled_optimizers")
    # those of the small build, if it has any, are of other rows
    connection.execute("drop schema if exists rollups cascade")
    connection.execute("drop table if exists meta.rollups")
    connection.execute("checkpoint")
    return connection


def _cell(name: str, rows_each: float) -> str:
    if name == "person_id":
        return f"concat('p', cast(floor(draw.range / {rows_each}) as bigint)) as person_id"
    if name == "stay_id":
        return "concat('s', draw.range) as stay_id"
    return f"{DRAWN.get(name, 'rest')}.{name}"
