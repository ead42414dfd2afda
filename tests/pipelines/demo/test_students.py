"""Registered students: as many as published, who come and go as students do."""

from pathlib import Path

import duckdb
import pytest

from tests.pipelines.demo.read_demo import rows

pytestmark = pytest.mark.slow

REGISTERED = {2017: 40200, 2018: 42000, 2022: 43400}
NEW_MASTERS = {2022: 232, 2023: 49}
EU_EEA_CH = "'SE','DE','PL','LT','DK','IT','NO','FR','ES','FI','IS','CH'"


@pytest.fixture(scope="module")
def registered(full: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("read", rows(full, "enrolments").to_arrow())
    connection.execute("""
        create table enrolments as
        select *, semester[:4]::int as year, semester[6:] as season,
            year + if(season = 'autumn', 0.5, 0) as since,
            min(since) over (partition by person_id, programme_code) = since as is_first
        from (select distinct on (person_id, programme_code, semester) * from read
              where person_id not like 'F%' order by person_id, programme_code, semester, place)
    """)
    return connection


def test_students_registered_in_the_autumn(registered: duckdb.DuckDBPyConnection) -> None:
    result = dict(
        registered.execute(
            "select year, count(distinct person_id) from enrolments where season = 'autumn' group by 1"
        ).fetchall()
    )
    for year, published in REGISTERED.items():
        assert result[year] == pytest.approx(published, rel=0.005), year
    assert sorted(result) == list(range(2016, 2026))


def test_the_spring_has_a_little_fewer(registered: duckdb.DuckDBPyConnection) -> None:
    rows = registered.execute("""
        select avg((season = 'spring')::int) / avg((season = 'autumn')::int) from enrolments group by year
    """).fetchall()
    assert all(0.9 <= share < 1 for (share,) in rows), rows


def test_new_international_masters_from_outside_the_eu_and_eea(registered: duckdb.DuckDBPyConnection) -> None:
    result = dict(
        registered.execute(f"""
            select year, count(*) from enrolments
            where is_first and season = 'autumn' and degree_level = 'master' and international_degree_student = 'true'
                and citizenship not in ({EU_EEA_CH})
            group by 1
        """).fetchall()
    )
    assert {year: result[year] for year in NEW_MASTERS} == NEW_MASTERS


def test_a_student_is_registered_once_a_semester(registered: duckdb.DuckDBPyConnection) -> None:
    assert registered.execute("""
        select count(*) from (select person_id from enrolments group by person_id, semester having count(*) > 1)
    """).fetchall() == [(0,)]


def test_fees_have_a_status_since_the_autumn_of_2023(registered: duckdb.DuckDBPyConnection) -> None:
    rows = registered.execute("select min(since) from enrolments where fee_status = 'liable'").fetchall()
    assert rows == [(2023.5,)]
    assert registered.execute("""
        select count(*) from enrolments
        where since >= 2023.5 and citizenship is not null and fee_status is null
    """).fetchall() == [(0,)]


def test_graduates_were_registered_before_they_graduated(full: Path, registered: duckdb.DuckDBPyConnection) -> None:
    registered.register("graduates", rows(full, "graduates").to_arrow())
    rowss = registered.execute("""
        select avg((person_id in (select person_id from enrolments))::int) from graduates
        where graduated_on > '2016-06' and person_id like 'G%' and revoked = 'false'
    """).fetchall()
    assert rowss[0][0] > 0.99
