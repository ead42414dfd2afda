"""The published series come out of an independent count over the demo's files."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.pipelines.demo.read_demo import count

pytestmark = pytest.mark.slow

COUNTED_OUT = {2018: 1415, 2019: 1490, 2020: 766, 2021: 545, 2022: 1393, 2023: 1552, 2024: 1600, 2025: 1600}
WITH_STAY = {2018: 18, 2019: 20.1, 2020: 20, 2021: 16, 2022: 11, 2023: 13, 2024: 17, 2025: 19}
RATES_2025 = {"60": 20, "61": 30, "62": 17, "63": 24, "64": 28, "65": 12, "66": 24, "67": 12}


@pytest.fixture(scope="module")
def counts(full: Path) -> duckdb.DuckDBPyConnection:
    return count(full)


def by(counts: duckdb.DuckDBPyConnection, sql: str) -> dict[Any, float]:
    return {row[0]: float(row[1]) for row in counts.execute(sql).fetchall()}


def test_counted_stays_abroad_by_the_year_they_end(counts: duckdb.DuckDBPyConnection) -> None:
    result = by(counts, "select year(ends), count(*) from counted where direction = 'out' group by 1")
    for year, published in COUNTED_OUT.items():
        assert result[year] == pytest.approx(published, rel=0.03), year
    assert sorted(result)[-1] == 2025


def test_visiting_students_are_about_a_third_more_before_covid_and_more_still_after(
    counts: duckdb.DuckDBPyConnection,
) -> None:
    result = by(
        counts,
        "select year(ends), avg((direction = 'in')::int) / avg((direction = 'out')::int) from counted group by 1",
    )
    assert [result[year] for year in (2018, 2019)] == pytest.approx([1.3, 1.3], abs=0.05)
    assert all(1.35 < result[year] < 1.5 for year in (2022, 2023, 2024, 2025))


def test_visiting_students_of_six_years_are_as_many_as_dbh_has_published(
    counts: duckdb.DuckDBPyConnection, full: Path
) -> None:
    """DBH's table 142 has 11,443 foreign exchange students of 2020 to 2025 together."""
    [(rows,)] = counts.execute(
        "select count(*) from counted where direction = 'in' and year(ends) between 2020 and 2025"
    ).fetchall()
    assert rows == pytest.approx(11_443, rel=0.02)
    _, *answer = json.loads((full / "dbh/table_142.json").read_text(encoding="utf-8"))
    assert sum(int(row["Antall totalt"]) for row in answer) == pytest.approx(11_443, rel=0.02)


def test_erasmus_brings_three_and_a_half_times_as_many_as_it_sends(counts: duckdb.DuckDBPyConnection) -> None:
    """The Commission's files of 2014 to 2019 have 5,935 in and 1,711 out."""
    result = by(
        counts,
        "select direction, count(*) from counted where scheme = 'erasmus_plus' and year(ends) >= 2018 group by 1",
    )
    assert result["in"] / result["out"] == pytest.approx(5935 / 1711, abs=0.25)


def test_erasmus_grants_are_those_of_the_programme_by_month(counts: duckdb.DuckDBPyConnection) -> None:
    """Studies EUR 470 to 530 a month on average since 2021, traineeships 150 more."""
    result = by(
        counts,
        """select activity = 'traineeship', sum(grant_eur::double) / sum(days / 30.0) from counted
        where scheme = 'erasmus_plus' and direction = 'out' and year(starts) >= 2022 and grant_eur is not null
        group by 1""",
    )
    assert 470 < result[False] < 530
    assert 620 < result[True] < 690


@pytest.mark.parametrize("direction", ["NORSK", "UTENL"])
def test_dbh_has_an_answer_of_every_year_that_is_near_our_own_count_and_not_the_same(
    counts: duckdb.DuckDBPyConnection, full: Path, direction: str
) -> None:
    _, *answer = json.loads((full / "dbh/table_142_by_year.json").read_text(encoding="utf-8"))
    way = "out" if direction == "NORSK" else "in"
    ours = by(counts, f"select year(ends), count(*) from counted where direction = '{way}' group by 1")
    for year in range(2016, 2026):
        rows = [row for row in answer if (row["Årstall"], row["Type"]) == (str(year), direction)]
        theirs = sum(int(row["Antall totalt"]) for row in rows)
        assert theirs == pytest.approx(ours[year], rel=0.12 if year in (2020, 2021) else 0.03), year
        assert theirs != ours[year], year


def test_graduations_with_a_stay(counts: duckdb.DuckDBPyConnection) -> None:
    result = by(counts, "select year, 100 * avg(has_stay::int) from graduations group by 1")
    for year, published in WITH_STAY.items():
        assert result[year] == pytest.approx(published, abs=1), year


def test_graduations_per_year(counts: duckdb.DuckDBPyConnection) -> None:
    result = by(counts, "select year, count(*) from graduations group by 1")
    assert result[2016] == pytest.approx(6850, rel=0.03)
    assert result[2018] == pytest.approx(7220, rel=0.03)
    assert all(7300 <= result[year] <= 8200 for year in range(2019, 2026))


def test_faculties_keep_their_exchange_rates(counts: duckdb.DuckDBPyConnection) -> None:
    result = by(counts, "select unit_code[:2], 100 * avg(has_stay::int) from graduations where year = 2025 group by 1")
    assert result == {faculty: pytest.approx(rate, abs=2) for faculty, rate in RATES_2025.items()}


def test_destinations_and_schemes(counts: duckdb.DuckDBPyConnection) -> None:
    abroad = "from counted where direction = 'out'"
    countries = by(counts, f"select country, count(*) {abroad} group by 1 order by 2 desc")
    schemes = by(counts, f"select scheme, count(*) {abroad} group by 1 order by 2 desc")
    priority = sum(countries.get(code, 0) for code in ("BR", "CA", "IN", "JP", "CN", "RU", "ZA", "KR", "US"))
    outside = [code for code in countries if code in {"AU", "US", "CA", "NZ", "SG", "JP", "KR"}]
    assert outside[:2] == ["AU", "US"]
    assert 0.2 < priority / sum(countries.values()) < 0.25
    both_ways = by(counts, "select scheme, count(*) from counted group by 1 order by 2 desc")
    assert next(iter(both_ways)) == "erasmus_plus"
    assert min(schemes.values()) > 0


def test_no_one_goes_to_russia_after_the_agreement_ended(counts: duckdb.DuckDBPyConnection) -> None:
    assert counts.execute(
        "select count(*) from counted where direction = 'out' and agreement_id is not null"
        " and country = 'RU' and starts > date '2022-03-11'"
    ).fetchone() == (0,)
