"""Publications: author shares at level 2, and co-authors abroad."""

from typing import Any

import pytest

from models.store import OpenBuild
from tests.models.asked import ANALYST, by_year, fractions
from tests.models.given import given, publication
from tests.models.judging import row_of

pytestmark = pytest.mark.both_engines


def test_author_shares_at_level_2_are_held_against_those_at_levels_1_and_2() -> None:
    build = given(
        publications=[
            publication(channel_level=2, author_share=0.25),
            publication(channel_level=1, author_share=0.75),
            publication(channel_level=0, author_share=1.0),
            publication(channel_level=2, author_share=0.5, year=2025),
        ]
    )
    assert fractions(build, "level2_share") == {2024: (0.25, 1.0), 2025: (0.5, 0.5)}
    assert fractions(build, "level2_publication_share") == {2024: (1, 2), 2025: (1, 1)}


def test_without_scholarly_publications_there_is_no_share() -> None:
    build = given(publications=[publication(channel_level=0)])
    assert by_year(build, "level2_share") == {2024: None}
    assert by_year(build, "international_copublication_share") == {2024: None}


def shared(**cells: Any) -> list[dict[str, Any]]:
    """One publication of three departments, two of them of one faculty."""
    units = ("631000", "632000", "641000")
    return [publication(publication_id="shared", unit_code=code, author_share=0.25, **cells) for code in units]


def test_a_publication_counts_once_in_the_whole_and_once_at_each_unit() -> None:
    build = given(publications=[*shared(international=True, channel_level=2), publication(unit_code="641000")])
    assert fractions(build, "international_copublication_share") == {2024: (1, 2)}
    assert fractions(build, "international_copublication_share", "faculty") == {"63": (1, 1), "64": (1, 2)}
    assert fractions(build, "international_copublication_share", "department") == {
        "631000": (1, 1),
        "632000": (1, 1),
        "641000": (1, 2),
    }
    assert fractions(build, "level2_publication_share", "faculty") == {"63": (1, 1), "64": (1, 2)}


def test_author_shares_add_up_over_units() -> None:
    build = given(publications=shared(channel_level=2))
    assert fractions(build, "level2_share", "faculty") == {"63": (0.5, 0.5), "64": (0.25, 0.25)}
    assert fractions(build, "level2_share") == {2024: (0.75, 0.75)}


def test_only_scholarly_publications_have_co_authors_that_count() -> None:
    build = given(publications=[publication(international=True, channel_level=0), publication()])
    assert fractions(build, "international_copublication_share") == {2024: (0, 1)}


class TestOfficial:
    """The figure as DBH has it."""

    def figure(self, **cells: Any) -> dict[str, Any]:
        return {"table_id": 373, "unit_code": "000000", "year_from": 2024, "year_to": 2024, "total": 10.0, **cells}

    def test_it_is_that_of_the_whole_institution_and_of_no_other(self) -> None:
        build = given(
            official_figures=[
                self.figure(international=6.0),
                self.figure(unit_code="120010", total=3.0, international=None),
                self.figure(institution_code="1110", international=9.0),
                self.figure(table_id=142, total=99.0),
            ]
        )
        assert fractions(build, "international_copublication_share_official") == {2024: (6, 10)}

    def test_the_goal_is_judged_by_it_where_there_is_no_register(self) -> None:
        official = [self.figure(year_from=year, year_to=year, international=6.0) for year in (2021, 2025)]
        assert self.judged(given(official_figures=official)) == ("international_copublication_share_official", 0.6)
        register = [publication(year=year) for year in (2021, 2025)]
        build = given(official_figures=official, publications=register)
        assert self.judged(build) == ("international_copublication_share", 0)

    def judged(self, build: OpenBuild) -> tuple[str | None, float | None]:
        row = row_of("A6", build, ANALYST)
        assert row.status == "no_clear_change"
        return row.indicator, row.value


def test_four_publications_of_a_quarter_are_worth_four_and_one_large_among_them_fewer() -> None:
    quarters = [publication(author_share=0.25) for _ in range(4)]
    assert by_year(given(publications=quarters), "effective_author_shares") == {2024: 4.0}
    # (1 + 4 × 1/4)² / (1 + 4 × 1/16) = 4 / 1.25
    with_large = [*quarters, publication(author_share=1.0)]
    assert by_year(given(publications=with_large), "effective_author_shares") == {2024: 3.2}


def test_a_publication_of_several_departments_is_worth_one() -> None:
    assert by_year(given(publications=shared()), "effective_author_shares") == {2024: 1.0}
