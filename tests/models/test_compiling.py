"""From question to SQL: quoting, stocks and two facts."""

import duckdb

from models.catalogue import load_indicators
from models.compiling import compile_question
from models.question import Question

INDICATORS = load_indicators()


def test_a_member_is_a_value_and_never_sql() -> None:
    hostile = "63'); drop table facts.graduations; --"
    query = compile_question(Question("outbound_share", where={"faculty": (hostile,)}), INDICATORS["outbound_share"])
    with duckdb.connect() as connection:
        connection.execute("create schema facts")
        connection.execute(
            "create table facts.graduations (faculty varchar, year int, graduation int, has_counted_stay int)"
        )
        connection.execute("insert into facts.graduations values ('63', 2024, 1, 1)")
        assert connection.execute(query.sql("duckdb")).fetchall() == [(None, 0, None)]
        assert connection.execute("select count(*) from facts.graduations").fetchone() == (1,)


def test_a_ratio_over_two_facts_aggregates_each_first_and_keeps_members_of_either_side() -> None:
    indicator = INDICATORS["exchange_balance"].model_copy(
        update={
            "numerator": "sum(counted)",
            "denominator": "sum(graduation)",
            "denominator_fact": "graduations",
            "reference_dates": {"year": "year"},
        }
    )
    with duckdb.connect() as connection:
        connection.execute("create schema facts")
        connection.execute("create table facts.stays (faculty varchar, year int, counted int)")
        connection.execute("create table facts.graduations (faculty varchar, year int, graduation int)")
        connection.execute(
            "insert into facts.stays values ('63', 2024, 1), ('63', 2024, 1), (null, 2024, 1), ('64', 2024, 1)"
        )
        connection.execute(
            "insert into facts.graduations values ('63', 2024, 1), ('63', 2024, 1), (null, 2024, 1), ('65', 2024, 1)"
        )
        query = compile_question(Question("x", by=("faculty",)), indicator)
        rows = connection.execute(query.sql("duckdb")).fetchall()
    cells = {faculty: (numerator, denominator) for faculty, numerator, _, denominator in rows}
    assert cells == {"63": (2, 2), "64": (1, 0), "65": (0, 1), None: (1, 1)}
