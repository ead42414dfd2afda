"""Stays by the million as Parquet, drawn at random, the same ones each time."""

from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from sqlglot import exp

from data_contracts.codes import code_lists, code_table
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from models.config import load_config
from models.engines.table_location import Place
from models.facts import queries_of, reads
from models.making.facts import prepare
from pipelines.building.loading import empty_table

CHUNK = 5_000_000
DEPARTMENTS = [f"{faculty}{number}000" for faculty in range(61, 69) for number in range(1, 8)]
COUNTRIES = ["DE", "US", "GB", "FR", "AU", "ES", "JP", "CA", "ZA", "IN", "NO"]


def needed() -> dict[tuple[str, str], exp.Expr]:
    """The queries of the fact of stays and of all that it reads, each after those that it reads itself."""
    return queries_of({("facts", "stays")}, load_config())


def stays(first: int, rows: int) -> pl.DataFrame:
    """Stays drawn at random, the same ones each time: three a person, ten years, seven departments a faculty."""
    draw = np.random.default_rng(first)
    begin = np.datetime64("2015-08-01") + draw.integers(0, 3650, rows)
    drawn = {
        "stay_id": pl.Series([f"s{number}" for number in range(first, first + rows)]),
        "person_id": pl.Series(draw.integers(0, 1 + first + rows // 3, rows)).cast(pl.String),
        "direction": draw.choice(["out", "in"], rows),
        "scheme": draw.choice(["bilateral", "erasmus_plus", "individual"], rows),
        "activity": draw.choice(["study", "traineeship"], rows, p=[0.9, 0.1]),
        "partner_id": pl.Series(draw.integers(0, 500, rows)).cast(pl.String),
        "country": draw.choice(COUNTRIES, rows),
        "unit_code": draw.choice(DEPARTMENTS, rows),
        "degree_level": draw.choice(["bachelor", "master", "integrated_master"], rows),
        "campus": draw.choice(["trondheim", "gjovik", "alesund"], rows),
        "gender": draw.choice(["f", "m"], rows),
        "date_from": begin,
        "date_to": begin + draw.integers(20, 300, rows),
        "status": draw.choice(["completed", "ongoing", "withdrawn"], rows, p=[0.85, 0.1, 0.05]),
    }
    empty = empty_table(load_contract("stays"))
    return pl.concat(
        [empty, pl.DataFrame(drawn).cast({"date_from": pl.Date, "date_to": pl.Date})], how="diagonal_relaxed"
    )


def stage(folder: Path, rows: int) -> Place:
    """The tables that every engine starts from, as Parquet; drawn only once."""
    if place := Place.of_build(folder):
        return place
    folder.mkdir(parents=True)
    place = Place(str(folder.resolve() / "tables"))
    with duckdb.connect() as connection:
        for schema in ("feeds", "codes", "meta"):
            connection.execute(f"create schema {schema}")
        frames = {f"feeds.{feed}": empty_table(load_contract(feed)) for feed in feeds() if feed != "stays"}
        frames |= {f"codes.{name}": code_table(name) for name in code_lists()}
        codes = ["000000", *(f"{faculty}0000" for faculty in range(61, 69)), *DEPARTMENTS]
        units = pl.DataFrame({"unit_code": codes}).with_columns(valid_from=pl.date(2000, 1, 1))
        frames["feeds.units"] = pl.concat([frames["feeds.units"], units], how="diagonal_relaxed")
        for table, frame in frames.items():
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table {table} as from frame")
        connection.execute("create table meta.build as select date '2025-12-31' as as_of")
        prepare(connection)
        for schema, name in set().union(*map(reads, needed().values())):
            if schema in ("feeds", "codes", "meta") and name != "stays":
                content = connection.table(f"{schema}.{name}").to_arrow_table()
                place.put(content, schema, name)
                place = place.holding(schema, name, content.num_rows)
    target = Path(place.path("feeds", "stays"))
    target.mkdir()
    for first in range(0, rows, CHUNK):
        stays(first, min(CHUNK, rows - first)).write_parquet(target / f"part-{first:012}.parquet")
    place = place.holding("feeds", "stays", rows)
    place.point(folder)
    return place
