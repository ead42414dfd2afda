"""Applicants and nominees: those who left or came, and plausible losses on the way."""

from pathlib import Path

import duckdb
import pytest

from tests.pipelines.demo.read_demo import rows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(full: Path) -> duckdb.DuckDBPyConnection:
    """Tables of the feeds as text, without rows that were planted as copies."""
    connection = duckdb.connect()
    keys = {"applications": "application_id", "nominations": "nomination_id", "stays": "stay_id",
            "degree_applications": "person_id, programme_code, year", "enrolments": "person_id, semester"}  # fmt: skip
    for feed, key in keys.items():
        connection.register("read", rows(full, feed).to_arrow())
        more = ", priority" if feed == "applications" else ""
        first = key.split(",", maxsplit=1)[0]
        connection.execute(
            f"create table {feed} as select distinct on ({key}{more}) * from read"
            f" where {first} not like 'F%' order by {key}{more}, file, place"
        )
    return connection


def one(files: duckdb.DuckDBPyConnection, sql: str) -> float:
    """The only cell of an answer."""
    ((value,),) = files.execute(sql).fetchall()
    return float(value)


def test_who_departed_has_a_stay_with_that_partner_from_that_day(files: duckdb.DuckDBPyConnection) -> None:
    without = one(files, """
        select count(*) from applications as a
        where departed_on is not null and not exists (
            select 1 from stays as s
            where s.direction = 'out' and s.person_id = a.person_id and s.date_from = a.departed_on
        )
    """)  # fmt: skip
    departed = one(files, "select count(*) from applications where departed_on is not null")
    assert departed > 10_000
    assert without / departed < 0.005
    another = one(files, """
        select count(*) from applications as a join stays as s
        on s.direction = 'out' and s.person_id = a.person_id and s.date_from = a.departed_on
        where s.partner_id <> a.partner_id
    """)  # fmt: skip
    assert another / departed < 0.005


def test_fewer_reach_each_stage_than_the_one_before(files: duckdb.DuckDBPyConnection) -> None:
    stages = ("submitted_on", "preapproval_submitted_on", "nominated_on", "host_decision_on", "acceptance_uploaded_on",
              "departed_on")  # fmt: skip
    reached = [
        one(
            files,
            f"select count(distinct application_id) from applications where {stage} is not null and round < '2025'",
        )
        for stage in stages
    ]
    assert reached == sorted(reached, reverse=True)
    assert 0.45 < reached[-1] / reached[0] < 0.75


def test_most_are_answered_within_eight_weeks_and_get_their_first_choice(files: duckdb.DuckDBPyConnection) -> None:
    in_time = one(files, """
        select avg((answered_on::date <= if(round like '%autumn', make_date(round[:4]::int, 2, 1),
                                            make_date(round[:4]::int - 1, 9, 12)) + 56)::int)
        from applications where answered_on is not null and priority = 1 and track = 'ordinary'
    """)  # fmt: skip
    first = one(files, "select avg((priority = 1)::int) from applications where allocated = 'true'")
    assert 0.75 < in_time < 0.95
    assert 0.7 < first < 0.95


def test_nobody_departs_or_arrives_after_the_last_day(files: duckdb.DuckDBPyConnection) -> None:
    assert one(files, "select count(*) from applications where departed_on > '2025-12-31'") == 0
    assert one(files, "select count(*) from nominations where arrived_on > '2025-12-31'") == 0


def test_nominees_who_arrived_are_the_visiting_students(files: duckdb.DuckDBPyConnection) -> None:
    for year in (2019, 2023, 2025):
        came = one(files, f"""
            select count(*) from stays where direction = 'in' and agreement_id is not null and virtual = 'false'
            and year(date_from::date) = {year}
        """)  # fmt: skip
        arrived = one(files, f"select count(*) from nominations where arrived_on like '{year}%'")
        nominated = one(files, f"select count(*) from nominations where semester like '{year}%'")
        assert arrived == pytest.approx(came, rel=0.01), year
        assert 1.1 < nominated / arrived < 1.4, year


def test_new_masters_are_those_who_registered(files: duckdb.DuckDBPyConnection) -> None:
    for year, published in {2022: 232, 2023: 49}.items():
        registered = f"""
            select count(*) from degree_applications
            where year = '{year}' and citizenship_group = 'other' and registered_on is not null
        """
        assert one(files, registered) == published
        also_enrolled = (
            registered + f"and person_id in (select person_id from enrolments where semester = '{year}-autumn')"
        )
        assert one(files, also_enrolled) == published


def test_applicants_from_far_away_fell_with_the_fee(files: duckdb.DuckDBPyConnection) -> None:
    applied = dict(
        files.execute("""
            select year, count(*) from degree_applications where citizenship_group = 'other' group by 1
        """).fetchall()
    )
    assert applied["2023"] < 0.5 * applied["2022"]
