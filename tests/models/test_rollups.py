"""Roll-ups of a fact: any rows, summed beforehand, give the figures of the rows themselves."""

from collections.abc import Iterator
from itertools import product

import duckdb
import polars as pl
import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from models.catalogue import load_indicators
from models.compiling import query_of
from models.making.rollups import roll_up
from models.question import Question
from models.rollups import Rollup, Rollups, conditions, read_rollups
from models.rollups.sums import split

# sums of numbers and of decimals, a filter that some roll-ups keep the column of, and a condition within the sum
INDICATORS = (
    "recognised_ects_share",
    "exchange_balance_semesters",
    "priority_country_share",
    "low_middle_income_activity",
)
STAYS = {name: load_indicators()[name] for name in INDICATORS}
ASKED = [
    (),
    ("year",),
    ("year", "faculty"),
    ("department", "country"),
    ("gender", "scheme"),
    ("direction",),
    ("programme", "partner"),
]
UNIT_OF = {"P1": ("63", "631000"), "P2": ("63", "632000"), "P3": ("64", "641000"), None: (None, None)}
PLACE_OF = {"p1": ("DE", "Europe", "false"), "p2": ("JP", "Asia", "true"), None: (None, None, "false")}
FLAGS = ("counted", "counted_completed", "short", "below_three_months", "erasmus_long", "erasmus_short",
         "erasmus_top_up", "erasmus_top_up_told", "travel_told", "green_travel", "partner_known",
         "research_linked")  # fmt: skip


class Memory:
    """An engine over stays in memory."""

    dialect = "duckdb"

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.connection = duckdb.connect()
        self.connection.register("given_rows", pl.DataFrame(rows, infer_schema_length=None))
        self.connection.execute("create schema facts; create schema meta")
        self.connection.execute(
            "create table facts.stays as select *, cast(days / 150 as decimal(18, 4)) as semesters from given_rows"
        )

    def rows(self, query: object) -> list[tuple[object, ...]]:
        return self.connection.execute(str(query)).fetchall()

    def tables(self, schema: str) -> frozenset[str]:
        rows = self.rows(f"select table_name from duckdb_tables() where schema_name = '{schema}'")
        return frozenset(str(name) for (name,) in rows)

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        return tuple(column[0] for column in self.connection.execute(f"from {schema}.{table} limit 0").description)


@st.composite
def stays(draw: st.DrawFn) -> dict[str, object]:
    """A stay: what is unknown is null, and many are alike."""
    programme, partner = draw(st.sampled_from([*UNIT_OF])), draw(st.sampled_from([*PLACE_OF]))
    faculty, department = UNIT_OF[programme]
    country, region, is_priority = PLACE_OF[partner]
    unit = {"faculty": faculty, "department": department, "faculty_today": faculty, "department_today": "631000"}
    place = {
        "country": country,
        "region": region,
        "is_priority": is_priority,
        "is_eu_eea": "false",
        "is_eu_eea_ch": "false",
    }
    several = {
        "year_end": st.sampled_from([2023, 2024, None]),
        "gender": st.sampled_from(["f", "m"]),
        "scheme": st.sampled_from(["erasmus_plus", "other"]),
        "direction": st.sampled_from(["in", "out"]),
        "dac_group": st.sampled_from(["ldc", "none"]),
        "alliance": st.sampled_from(["enhance", "both", "none"]),
        "ects_planned": st.sampled_from([30.0, 0.0, 7.5]),
        "ects_recognised": st.sampled_from([30.0, 2.25, None]),
        "days": st.sampled_from([40, 131]),
    }
    drawn = {name: draw(strategy) for name, strategy in several.items()}
    flags = {name: draw(st.sampled_from([0, 1])) for name in FLAGS}
    same = {
        "degree_level": "master",
        "campus": "t",
        "age_band": "20_24",
        "activity": "study",
        "grant_level": "within",
        "year_start": 2023,
        "year_academic": 2023,
        "academic_year": "2023",
        "term": "autumn",
    }
    return {"programme": programme, "partner": partner, "is_english_speaking": "false",
            **unit, **place, **drawn, **flags, **same}  # fmt: skip


@settings(max_examples=3, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(stays(), min_size=20, max_size=30), st.data())
def test_any_rows_give_the_same_figures_from_roll_ups_of_roll_ups(
    rows: list[dict[str, object]], data: st.DataObject
) -> None:
    engine = Memory(rows)
    indicators = data.draw(st.lists(st.sampled_from(INDICATORS), min_size=2, max_size=2, unique=True))
    roll_up(engine.connection, [STAYS[name] for name in indicators], large=15, smaller=1)
    rollups = read_rollups(engine)
    are_rolled_up = []
    for question in _drawn(data, indicators):
        query = query_of(question, STAYS[question.indicator], rollups)
        are_rolled_up.append("rollups." in query)
        from_facts = query_of(question, STAYS[question.indicator], Rollups())
        assert repr(engine.rows(query)) == repr(engine.rows(from_facts)), question
    assert any(are_rolled_up)


def _drawn(data: st.DataObject, indicators: list[str]) -> Iterator[Question]:
    where = st.sampled_from([{}, {"country": ("DE",)}, {"faculty": ("63", "64")}, {"region": ("Asia",)}])
    for indicator, by in product(indicators, ASKED):
        if set(by) <= {"year", *STAYS[indicator].dimensions}:
            years = data.draw(st.sampled_from([None, (2023, 2024), (2024, 2024)]))
            kept = {n: m for n, m in data.draw(where).items() if n in STAYS[indicator].dimensions}
            yield Question(indicator, by, where=kept, years=years, units=data.draw(st.sampled_from(["then", "today"])))


@pytest.mark.parametrize(
    "measure", ["count(distinct partner)", "median(days)", "avg(days)", "round(quantile_cont(days, 0.9), 6)"]
)
def test_what_does_not_add_up_is_never_taken_from_a_roll_up(measure: str) -> None:
    parsed = sqlglot.parse_one(measure, read="duckdb")
    [aggregate] = parsed.find_all(exp.AggFunc)
    sums = {"COUNT(*)": "sum_1", aggregate.sql("duckdb"): "sum_2"}
    rollups = Rollups([Rollup("stays_1", "stays", 1, frozenset({"year_end"}), sums)])
    assert rollups.smallest("stays", {"year_end"}, [sqlglot.parse_one("count(*)")]) is not None
    assert rollups.smallest("stays", {"year_end"}, [parsed]) is None


def test_a_condition_is_asked_of_a_roll_up_that_keeps_its_columns_and_must_be_in_the_sums_of_any_other() -> None:
    filter_ = conditions("direction = 'out' and (days > 30)")
    assert [sqlglot.parse_one("direction = 'out'")] == list(split(filter_, frozenset({"direction"}))[1])
    by_direction = Rollup(
        "stays_1", "stays", 4, frozenset({"direction"}), {"COUNT(CASE WHEN days > 30 THEN 1 END)": "n"}
    )
    assert Rollups([by_direction]).smallest("stays", (), [sqlglot.parse_one("count(*)")], filter_) is not None
    assert Rollups([by_direction]).smallest("stays", (), [sqlglot.parse_one("count(*)")], filter_[:1]) is None
