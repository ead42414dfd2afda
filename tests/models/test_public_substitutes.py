"""Goals judged from public figures where the institution has submitted none of its own."""

from typing import Any

import pytest

from models.catalogue import load_indicators
from models.status import StatusRow
from models.store import OpenBuild
from tests.models.asked import ANALYST, by_year, fractions
from tests.models.given import Cell, given, publication, stay, work
from tests.models.judging import row_of


def figure(table: int, year: int, total: float, **cells: Cell) -> dict[str, Cell]:
    """A figure of DBH for the institution and one year."""
    return {"table_id": table, "institution_code": "1150", "year_from": year, "year_to": year, "total": total, **cells}


def exchange(year: int, out: float, into: float) -> list[dict[str, Cell]]:
    """Table 142 by year and direction."""
    return [figure(142, year, out, direction="out"), figure(142, year, into, direction="in")]


def judged(build: OpenBuild, goal: str) -> StatusRow:
    """The goal's row of the whole institution."""
    return row_of(goal, build, ANALYST)


def judged_by(build: OpenBuild, goal: str) -> tuple[object, ...]:
    """Status, the indicator read, the one it is read instead of, year, value."""
    row = judged(build, goal)
    value = None if row.value is None else round(row.value, 3)
    return row.status, row.indicator, row.substitute_for, row.year, value


@pytest.mark.both_engines
class TestBalance:
    """D6 from DBH 142."""

    def test_incoming_over_outgoing_of_each_year(self) -> None:
        build = given(official_figures=[*exchange(2023, 100, 150), *exchange(2024, 100, 100)])
        assert fractions(build, "exchange_balance_official") == {2023: (150, 100), 2024: (100, 100)}
        assert judged_by(build, "D6") == ("in_balance", "exchange_balance_official", "exchange_balance", 2024, 1.0)

    def test_more_out_of_it_than_the_band_allows(self) -> None:
        assert judged(given(official_figures=exchange(2024, 100, 150)), "D6").status == "out_of_balance"

    def test_years_added_together_and_other_institutions_are_no_year_of_ours(self) -> None:
        together = {**figure(142, 2020, 999, direction="in"), "year_to": 2024}
        others = [figure(142, 2024, 999, direction="in", institution_code="1110")]
        build = given(official_figures=[together, *others, *exchange(2024, 100, 120)])
        assert by_year(build, "exchange_balance_official") == {2024: 1.2}

    def test_own_stays_come_first(self) -> None:
        build = given(official_figures=exchange(2024, 100, 100), stays=[stay(), stay(direction="in")])
        row = judged(build, "D6")
        assert (row.indicator, row.substitute_for) == ("exchange_balance", None)


@pytest.mark.both_engines
def test_the_flow_behind_the_share_of_graduates_has_a_direction_and_is_not_held_against_the_target() -> None:
    rows = [row for year in (2019, 2020, 2021) for row in (*exchange(year, 100, 1), figure(118, year, 500))]
    rows += [*exchange(2024, 150, 1), figure(118, 2024, 500)]
    build = given(official_figures=rows)
    row = judged(build, "SG-D1")
    assert (row.indicator, row.substitute_for, row.target) == ("outgoing_per_100_completed", "outbound_share", None)
    assert (row.year, row.value, row.baseline_year, row.comparison_year) == (2024, 30.0, 2021, 2019)
    assert (row.numerator, row.denominator, row.status) == (150, 500, "improving")
    assert judged(build, "O4").status == "improving"


@pytest.mark.both_engines
def test_foreign_students_are_those_of_autumn_by_citizenship_each_half_by_itself() -> None:
    def foreign(year: int, country: str, total: float, semester: str = "3") -> dict[str, Cell]:
        return figure(135, year, total, country=country, semester=semester)

    build = given(
        official_figures=[
            *(foreign(2021, "DE", 500), foreign(2021, "CN", 400), foreign(2021, "IN", 400)),
            *(foreign(2024, "DE", 900), foreign(2024, "CN", 100), foreign(2024, "IN", 100)),
            *(foreign(2024, "CH", 50), foreign(2024, "NO", 7), foreign(2024, "DE", 850, semester="1")),
            figure(123, 2024, 11_500, semester="3"),
            figure(135, 2024, 1150, semester="3"),
        ]
    )
    assert by_year(build, "foreign_students_eea_official") == {2021: 500, 2024: 950}
    assert by_year(build, "foreign_students_outside_eea_official") == {2021: 800, 2024: 200}
    assert fractions(build, "foreign_student_share_official") == {2024: (1157, 11_500)}
    outside, eea = judged(build, "SG-G2").halves
    assert (outside.status, outside.substitute_for) == ("declining", "international_degree_students_outside_eea")
    assert (eea.status, eea.substitute_for) == ("improving", "international_degree_students_eea")


def level(year: int, code: str, shares: float) -> dict[str, Cell]:
    """Author shares of the whole institution in channels of a level (table 373)."""
    breakdown = f"Kode for publiseringskanal={code}"
    return figure(373, year, 1, unit_code="000000", breakdown=breakdown, author_shares=shares)


@pytest.mark.both_engines
class TestPublications:
    """A5 and A6 from DBH 373."""

    def test_author_shares_at_level_2(self) -> None:
        rows = [level(2021, "1", 2400), level(2021, "2", 600), level(2024, "1", 2100), level(2024, "2", 900)]
        build = given(official_figures=[*rows, figure(373, 2024, 5000, unit_code="000000", author_shares=3000)])
        assert fractions(build, "level2_share_official") == {2021: (600, 3000), 2024: (900, 3000)}
        assert judged_by(build, "A5") == ("improving", "level2_share_official", "level2_share", 2024, 0.3)

    def test_without_an_answer_by_level_there_is_no_share(self) -> None:
        build = given(official_figures=[figure(373, 2024, 10, unit_code="000000", international=6.0)])
        assert by_year(build, "level2_share_official") == {}
        assert fractions(build, "international_copublication_share_official") == {2024: (6, 10)}
        assert judged_by(build, "A5") == ("no_data", "level2_share", None, None, None)

    def test_a_substitute_without_rows_leaves_it_to_the_next(self) -> None:
        channel: dict[str, Cell] = {"kind": "journal", "year": 2024, "level": 2, "issn_print": "0028-0836"}
        build = given(official_figures=exchange(2024, 1, 1), works=[work()], publication_channels=[channel])
        assert judged(build, "A5").indicator == "level2_works_share"

    def test_an_own_register_comes_first(self) -> None:
        build = given(official_figures=[level(2024, "2", 9)], publications=[publication()])
        assert judged(build, "A5").indicator == "level2_share"


@pytest.mark.both_engines
def test_exchange_to_priority_countries_is_read_from_answers_by_country_alone() -> None:
    def to(country: str, total: float, **cells: Any) -> dict[str, Cell]:
        return figure(142, 2024, total, direction="out", country=country, **cells)

    build = given(
        official_figures=[
            *(to("US", 30), to("DE", 60), to("JP", 10)),
            *(to("US", 99, agreement="BILATERAL"), to("US", 99, programme_code="MTDT")),
            figure(142, 2024, 200, direction="out"),
            figure(142, 2024, 50, direction="in", country="US"),
        ]
    )
    assert fractions(build, "priority_country_share_official") == {2024: (40, 100)}


def test_every_substitute_says_how_it_differs_in_every_language() -> None:
    indicators = load_indicators()
    substitutes = {name for one in indicators.values() for name in one.substitutes}
    assert len(substitutes) >= 12
    for name in substitutes:
        one = indicators[name]
        assert one.differs is not None
        assert one.differs["nn"] != one.differs["nb"] != one.differs["en"]
