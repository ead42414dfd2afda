"""Publications, projects and staff in the numbers that were published."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.pipelines.demo.read_demo import rows

pytestmark = pytest.mark.slow

OWN = "999977851"


@pytest.fixture(scope="module")
def files(full: Path) -> duckdb.DuckDBPyConnection:
    """Tables of the feeds as text, each row once, without rows that were planted as copies."""
    connection = duckdb.connect()
    keys = {"publications": "publication_id, unit_code", "staff": "employee_id, year",
            "staff_mobility": "mobility_id", "eu_participations": "project_id, organisation_id",
            "eu_applications": "proposal_id", "doctorates": "person_id", "courses": "course_code, year"}  # fmt: skip
    for feed, key in keys.items():
        connection.register("read", rows(full, feed).to_arrow())
        first = key.split(",", maxsplit=1)[0]
        connection.execute(
            f"create table {feed} as select distinct on ({key}) * from read"
            f" where {first} not like 'F%' order by {key}, place"
        )
    return connection


@pytest.fixture(scope="module")
def reported(full: Path) -> dict[str, dict[str, float]]:
    """Year → the institution's row in the answer of the database for higher education."""
    _, *answer = json.loads((full / "dbh/table_373.json").read_text())
    return {row["Årstall"]: row for row in answer if row["Avdelingskode"] == "000000"}


def test_publications_are_those_reported(
    files: duckdb.DuckDBPyConnection, reported: dict[str, dict[str, float]]
) -> None:
    rows = files.execute("""
        select year, count(distinct publication_id), count(distinct publication_id) filter (international = 'true'),
            sum(author_share::double)
        from publications where channel_level in ('1', '2') group by 1
    """).fetchall()
    assert {row[0] for row in rows} == set(reported)
    for year, publications, international, shares in rows:
        assert publications == reported[year]["Antall publikasjoner"]
        assert international == reported[year]["Antall internasjonale publikasjoner"]
        assert shares == pytest.approx(reported[year]["Forfatterandeler"], abs=0.1)


def test_departments_publish_what_is_reported_of_them(files: duckdb.DuckDBPyConnection, full: Path) -> None:
    _, *answer = json.loads((full / "dbh/table_373.json").read_text())
    wanted = {
        (row["Avdelingskode"], row["Årstall"]): row["Antall publikasjoner"]
        for row in answer
        if row["Avdelingskode"] != "000000"
    }
    rows = files.execute(
        "select unit_code, year, count(*) from publications where channel_level in ('1', '2') group by all"
    ).fetchall()
    assert {(unit, year): number for unit, year, number in rows} == {key: n for key, n in wanted.items() if n}


def test_about_22_percent_of_author_shares_are_in_leading_channels(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("""
        select sum(author_share::double) filter (channel_level = '2') / sum(author_share::double)
        from publications where channel_level in ('1', '2') group by year
    """).fetchall()
    assert all(0.19 < share < 0.25 for (share,) in rows)


def test_author_shares_of_a_publication_are_at_most_one(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("""
        select max(shares), max(units) from (
            select sum(author_share::double) as shares, count(*) as units from publications group by publication_id)
    """).fetchall()
    assert rows == [(pytest.approx(1, abs=0.001), 2)]


def test_staff_in_full_time_equivalents(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("""
        select sum(fte::double), sum(fte::double) filter (position_group <> 'technical_administrative'),
            avg((citizenship_group <> 'norwegian')::int) filter (citizenship_group <> 'unknown')
        from staff where year >= '2022' group by year
    """).fetchall()
    for everybody, academic, international in rows:
        assert everybody == pytest.approx(7400, rel=0.01)
        assert academic == pytest.approx(4800, rel=0.01)
        assert 0.2 < international < 0.35


def test_staff_travel_and_guests_come(files: duckdb.DuckDBPyConnection) -> None:
    ((guests, participants),) = files.execute("""
        select count(*) filter (direction = 'guest' and date_to::date - date_from::date + 1 >= 30),
            count(*) filter (virtual = 'true')
        from staff_mobility where date_from like '2024%'
    """).fetchall()
    assert 400 < guests < 650
    assert participants == 150


def test_doctorates_are_those_who_graduated(files: duckdb.DuckDBPyConnection, full: Path) -> None:
    files.register("graduates", rows(full, "graduates").to_arrow())
    rowss = files.execute("""
        select count(*), avg((person_id in (select person_id from graduates where degree_level = 'phd'))::int)
        from doctorates where kind = 'phd'
    """).fetchall()
    assert rowss == [(3900, 1)]


def test_the_institution_is_17th_and_first_in_norway_in_pillar_2(files: duckdb.DuckDBPyConnection) -> None:
    for pillars, country, place in (("like '%'", "like '%'", 17), ("= 'global_challenges'", "= 'NO'", 1)):
        rows = files.execute(f"""
            select place from (
                select organisation_id, row_number() over (order by sum(contribution_eur::double) desc) as place
                from eu_participations
                where framework = 'HORIZON' and organisation_type = 'HES' and pillar {pillars} and country {country}
                group by 1)
            where organisation_id = '{OWN}'
        """).fetchall()
        assert rows == [(place,)]


def test_erc_main_grants_are_signed_late_in_horizon_2020(files: duckdb.DuckDBPyConnection) -> None:
    """As many as CORDIS has of NTNU: 12, of which seven in the last two years."""
    rows = files.execute("""
        select framework, signed_on[:4]::int as year, count(*)::int from eu_participations
        where is_own = 'true' and role = 'coordinator' and action in ('ERC-STG', 'ERC-COG', 'ERC-ADG', 'ERC-SYG')
        group by all order by all
    """).fetchall()
    former = {year: number for framework, year, number in rows if framework == "H2020"}
    assert former == {2015: 1, 2016: 1, 2017: 1, 2018: 1, 2019: 1, 2020: 3, 2021: 4}
    assert sum(number for framework, _, number in rows if framework == "HORIZON") == 9


def test_erasmus_projects_are_more_than_in_the_period_before(files: duckdb.DuckDBPyConnection) -> None:
    result = dict(
        files.execute("""
            select framework, count(*) / count(distinct signed_on[:4]) from eu_participations
            where is_own = 'true' and framework like 'ERASMUS%' and action in ('KA2', 'KA3', 'JEAN-MONNET', 'MUNDUS')
                and centralised in ('true', 'false')
            group by 1
        """).fetchall()
    )
    assert result["ERASMUS2021"] > 1.2 * result["ERASMUS2014"] > 0


def test_every_own_project_was_applied_for(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("""
        select count(*), count(proposal_id), count(*) filter (submitted_on < signed_on)
        from eu_participations left join (select * from eu_applications where outcome = 'funded')
            on proposal_id = project_id
        where is_own = 'true'
    """).fetchall()
    assert rows[0][0] == rows[0][1] == rows[0][2] > 600


def test_pathfinder_applications_grow(files: duckdb.DuckDBPyConnection) -> None:
    result = dict(
        files.execute("""
            select framework, count(*) / count(distinct submitted_on[:4]) from eu_applications
            where action in ('FET', 'EIC-PATHFINDER') group by 1
        """).fetchall()
    )
    assert result["HORIZON"] > result["H2020"]


def test_about_4000_courses_a_year_more_and_more_in_english_and_online(files: duckdb.DuckDBPyConnection) -> None:
    rows = files.execute("""
        select count(*), avg((teaching_language = 'en')::int), count(*) filter (online_international <> 'none'),
            sum(places::int) filter (norwegian_language_course = 'true')
        from courses group by year order by year
    """).fetchall()
    assert all(3800 < courses < 4200 for courses, *_ in rows)
    (_, english, online, places), (_, english_now, online_now, places_now) = rows[0], rows[-1]
    assert 0.3 < english < english_now < 0.45
    assert (online, online_now) == (0, 108)
    assert places < places_now
