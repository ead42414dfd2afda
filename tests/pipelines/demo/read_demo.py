"""Reads the demo's files as text, and counts stays over them with rules written down a second time.

Nothing here uses code of ours: it is what the published series are compared with.
"""

import csv
from pathlib import Path

import duckdb
import polars as pl

COUNTED = """
create table judged as
select *,
    starts,
    try_cast(date_to as date) as ends,
    try_cast(date_to as date) - starts + 1 as days,
    extract(year from starts) - try_cast(birth_year as int) as age
from (
    select distinct on (stay_id) *,
        coalesce(try_cast(date_from as date), try_strptime(date_from, '%d.%m.%Y %H:%M')::date) as starts
    from stays order by stay_id, file, place
);

create table counted as
select distinct on (person_id, direction, rests_on, academic_year) *
from (
    select *,
        coalesce(agreement_id, partner_id, stay_id) as rests_on,
        extract(year from starts) - case when extract(month from starts) < 8 then 1 else 0 end as academic_year
    from judged
    where status = 'completed' and virtual = 'false' and days between 90 and 1095
        and regexp_full_match(country, '[A-Z]{2}') and country not in ('NO', 'EL', 'UK')
        and (age is null or age between 15 and 90)
        and (grant_eur is null or try_cast(grant_eur as double) is not null)
        and coalesce(try_cast(ects_recognised as double), 0) <= 120
)
order by person_id, direction, rests_on, academic_year, days desc;

create table graduations as
select g.person_id, g.programme_code, g.unit_code, g.year, bool_or(c.stay_id is not null) as has_stay
from (
    select *,
        extract(year from graduated_on::date) as year,
        coalesce(started_on::date, graduated_on::date - interval 6 year) as began
    from graduates
    where degree_level in ('bachelor', 'master', 'integrated_master', 'professional') and revoked = 'false'
        and (started_on is null or started_on < graduated_on)
) as g
left join counted as c
    on c.person_id = g.person_id and c.direction = 'out'
    and c.activity in ('study', 'traineeship', 'fieldwork', 'thesis')
    and c.starts >= g.began and c.ends <= g.graduated_on::date
group by all;
"""


def rows(inbox: Path, feed: str) -> pl.DataFrame:
    """All rows of a feed's csv and parquet files as text, with `file` and `place`; latin-1 where the bytes say so."""
    frames = [
        pl.read_parquet(path)
        .select(pl.all().cast(pl.String))
        .with_columns(pl.lit(path.name).alias("file"), pl.int_range(pl.len()).alias("place"))
        for path in sorted((inbox / feed).glob("*.parquet"))
    ]
    for path in sorted((inbox / feed).glob("*.csv")):
        content = path.read_bytes()
        text = content.decode("latin-1" if feed == "programmes" else "utf-8-sig")
        separator = ";" if ";" in text.partition("\n")[0] else ","
        cells = list(csv.DictReader(text.splitlines(), delimiter=separator))
        frame = pl.DataFrame(cells, infer_schema_length=None).with_columns(pl.col(pl.String).replace("", None))
        frames.append(frame.with_columns(pl.lit(path.name).alias("file"), pl.int_range(pl.len()).alias("place")))
    return pl.concat(frames)


def count(inbox: Path) -> duckdb.DuckDBPyConnection:
    """A database of tables `counted` (stays) and `graduations` (with `has_stay`)."""
    connection = duckdb.connect()
    for feed in ("stays", "graduates"):
        connection.register(f"read_{feed}", rows(inbox, feed).to_arrow())
        connection.execute(f"create table {feed} as select * from read_{feed}")
    connection.execute(COUNTED)
    return connection
