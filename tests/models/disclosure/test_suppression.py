"""What is suppressed beside the small cells, by tables small enough to do by hand.

A table maps a unit and the other attribute to a count (outgoing stays), or to a pair: with a stay abroad, without.
"""

import pytest

from models.answer import Answer, Row
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import answer
from tests.models.disclosure.people import People, graduated, went_abroad

PUBLIC, VIEWER = Viewer("public"), Viewer("viewer")
A, B, C = (("63", "631000", "P1"), ("64", "641000", "P2"), ("65", "651000", "P3"))
A2, A3 = ("63", "632000", "P4"), ("63", "633000", "P5")

Unit = tuple[str, str, str]


def out(table: dict[tuple[Unit, str], int], by: str = "gender", year: int = 2024) -> OpenBuild:
    """Outgoing stays."""
    counts = {(year, unit, (member,)): (0, count) for (unit, member), count in table.items()}
    return went_abroad(People((by,), tuple(counts), counts))


def shares(table: dict[tuple[Unit, int], tuple[int, int]]) -> OpenBuild:
    """Graduations by unit and year."""
    counts = {(year, unit, ("f",)): count for (unit, year), count in table.items()}
    return graduated(People(("gender",), tuple(counts), counts))


def seen(answered: Answer) -> dict[object, object]:
    """The numerator, or the sign in its place, per key."""

    def key(row: Row) -> object:
        members = tuple(row.key.values())
        return members[0] if len(members) == 1 else members

    return {key(row): str(row.sign) if row.sign else row.numerator for row in answered.rows}


def test_one_small_cell_takes_the_next_smallest_of_its_line_with_it() -> None:
    build = out({(A, "f"): 3, (B, "f"): 30, (C, "f"): 20})
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("faculty",))) == {"63": "..", "64": 30, "65": ".."}


def test_small_cells_alone_suffice_where_they_sum_to_enough() -> None:
    build = out({(A, "f"): 3, (B, "f"): 4, (C, "f"): 20})
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("faculty",))) == {"63": "..", "64": "..", "65": 20}


def test_small_cells_that_sum_to_less_than_five_do_not() -> None:
    build = out({(A, "f"): 1, (B, "f"): 3, (C, "f"): 20})
    assert set(seen(answer(build, "outgoing_stays", VIEWER, by=("faculty",))).values()) == {".."}


def test_a_table_hides_in_both_directions() -> None:
    build = out({(A, "f"): 2, (A, "m"): 20, (B, "f"): 30, (B, "m"): 9, (C, "f"): 40, (C, "m"): 50})
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("faculty", "gender"))) == {
        ("63", "f"): "..", ("63", "m"): "..", ("64", "f"): "..", ("64", "m"): "..", ("65", "f"): 40, ("65", "m"): 50,
    }  # fmt: skip


def test_a_parent_tells_of_its_children() -> None:
    build = out({(A, "f"): 2, (A2, "f"): 10, (A3, "f"): 8, (B, "f"): 30})
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("faculty",))) == {"63": 20, "64": 30}
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("department",))) == {
        "631000": "..", "632000": 10, "633000": "..", "641000": 30,
    }  # fmt: skip


def test_what_lies_below_a_suppressed_unit_is_suppressed() -> None:
    build = out({(A, "f"): 3, (B, "f"): 30, (B, "m"): 30, (C, "f"): 20})
    by_gender = seen(answer(build, "outgoing_stays", VIEWER, by=("faculty", "gender")))
    assert by_gender == {("63", "f"): "..", ("64", "f"): 30, ("64", "m"): 30, ("65", "f"): ".."}


def test_an_empty_cell_below_a_suppressed_one_is_not_told_by_its_absence() -> None:
    countries = {"DE": ("Europe", "DE"), "FR": ("Europe", "FR"), "US": ("America", "US"), "JP": ("Asia", "JP")}
    table = {(A, "DE"): 4, (A, "US"): 30, (A, "JP"): 30, (B, "DE"): 20, (B, "FR"): 20, (B, "US"): 6, (B, "JP"): 30}
    counts = {(2024, unit, countries[country]): (0, count) for (unit, country), count in table.items()}
    build = went_abroad(People(("region", "country"), tuple(counts), counts))
    by_region = seen(answer(build, "outgoing_stays", VIEWER, by=("faculty", "region")))
    assert (by_region["63", "Europe"], by_region["63", "Asia"]) == ("..", 30)
    by_country = seen(answer(build, "outgoing_stays", VIEWER, by=("faculty", "country")))
    assert (by_country["63", "DE"], by_country["63", "FR"], by_country["63", "JP"]) == ("..", "..", 30)


def test_a_share_is_suppressed_for_its_rest_and_gives_no_other_share_away() -> None:
    build = shares({(A, 2024): (30, 2), (B, 2024): (10, 40), (C, 2024): (10, 50)})
    result = answer(build, "outbound_share", VIEWER, by=("faculty",))
    assert seen(result) == {"63": "..", "64": "..", "65": 10}
    assert result.meta.suppressed_cells == 2
    assert result.rows[0] == Row({"faculty": "63"}, None, None, None, result.rows[0].sign)


def test_years_are_suppressed_together_where_one_of_them_is() -> None:
    build = shares({(A, 2023): (20, 20), (A, 2024): (3, 20), (B, 2023): (20, 20), (B, 2024): (20, 20)})
    by_year = seen(answer(build, "outbound_share", VIEWER, by=("year", "faculty")))
    assert by_year == {(2023, "63"): 20, (2023, "64"): 20, (2024, "63"): "..", (2024, "64"): ".."}
    assert set(seen(answer(build, "outbound_share", VIEWER, by=("faculty",), years=(2023, 2024))).values()) == {".."}
    assert seen(answer(build, "outbound_share", VIEWER, by=("year",))) == {2023: 40, 2024: 23}


def test_all_but_one_is_that_one() -> None:
    build = out({(A, "f"): 3, (B, "f"): 30, (C, "f"): 20})
    assert seen(answer(build, "outgoing_stays", VIEWER, where={"faculty": ("64", "65")})) == {(): ".."}
    assert seen(answer(build, "outgoing_stays", VIEWER, where={"faculty": ("64",)})) == {(): 30}


def test_an_employee_sees_the_institution_exactly_and_the_public_does_not() -> None:
    build = out({(A, "f"): 3})
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("year",))) == {2024: 3}
    assert seen(answer(build, "outgoing_stays", PUBLIC, by=("year",))) == {2024: ".."}


def test_the_public_sees_rounded_what_an_employee_sees() -> None:
    build = out({(A, "f"): 3, (B, "f"): 33, (C, "f"): 21})
    assert seen(answer(build, "outgoing_stays", PUBLIC, by=("faculty",))) == {"63": "..", "64": 35, "65": ".."}


def test_a_unit_analyst_sees_the_own_unit_and_cannot_subtract_it() -> None:
    build = out({(A, "f"): 3, (B, "f"): 2, (C, "f"): 20, (A2, "m"): 9})
    analyst = Viewer("unit_analyst", "63")
    assert seen(answer(build, "outgoing_stays", analyst, by=("faculty",))) == {"63": 12, "64": "..", "65": ".."}
    assert seen(answer(build, "outgoing_stays", analyst, where={"faculty": ("63",)}, by=("department",))) == {
        "631000": 3, "632000": 9,
    }  # fmt: skip


def test_a_department_analyst_sees_a_sum_above_only_where_the_rest_of_it_may_be_seen() -> None:
    build = out({(A, "f"): 30, (A2, "f"): 2, (B, "f"): 40, (C, "f"): 20})
    analyst = Viewer("unit_analyst", "631000")
    assert seen(answer(build, "outgoing_stays", analyst, by=("faculty",))) == {"63": "..", "64": 40, "65": ".."}
    assert seen(answer(build, "outgoing_stays", VIEWER, by=("faculty",))) == {"63": 32, "64": 40, "65": 20}


def test_units_of_then_and_of_today_tell_nothing_by_their_difference() -> None:
    counts = {(2024, unit, ("f",)): (n, 40) for unit, n in ((A, 3), (A2, 40), (A3, 10), (B, 50))}
    build = graduated(People(("gender",), tuple(counts), counts), today={"631000": "633000"})
    then = answer(build, "outbound_share", VIEWER, by=("department",))
    today = answer(build, "outbound_share", VIEWER, by=("department",), units="today")
    assert seen(then) == {"631000": "..", "632000": 40, "633000": "..", "641000": 50}
    assert seen(today) == {"632000": 40, "633000": "..", "641000": 50}


TWO = Question("outgoing_stays", by=("country",), where={"gender": ("f",)})
START = Question("outgoing_stays", by=("faculty",), dated_by="start")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (TWO, "by unit, year and one other dimension; leave out country or gender"),
        (START, "leave out faculty, or ask by end"),
    ],
)
def test_persons_are_not_cut_up_in_two_ways(question: Question, message: str) -> None:
    build = out({(A, "f"): 30, (B, "f"): 30})
    for viewer in (PUBLIC, VIEWER, Viewer("unit_analyst", "64")):
        with pytest.raises(QuestionError, match=message):
            answer(build, "outgoing_stays", viewer, by=question.by, where=question.where, dated_by=question.dated_by)


def test_the_own_unit_may_be_cut_up_in_any_way() -> None:
    build = out({(A, "f"): 3})
    own = {"faculty": ("63",), "gender": ("f",)}
    assert seen(answer(build, "outgoing_stays", Viewer("unit_analyst", "63"), by=("scheme",), where=own)) == {
        "unknown": 3
    }
