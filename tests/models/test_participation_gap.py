"""A group's share of graduates with a stay less that of the rest."""

import pytest

from models.answer import Sign
from models.question import QuestionError, Viewer
from tests.models.asked import answer
from tests.models.given import Cell, given, graduate, stay


def of(gender: str, count: int, went: int, **cells: Cell) -> tuple[list[dict[str, Cell]], list[dict[str, Cell]]]:
    """So many graduations of 2025, and so many of them with a stay."""
    people = [graduate(gender=gender, **cells) for _ in range(count)]
    return people, [stay(person_id=person["person_id"]) for person in people[:went]]


GROUPS = [of("m", 40, 8), of("f", 50, 20), of("x", 10, 5)]
BUILD = given(
    graduates=[person for people, _ in GROUPS for person in people], stays=[row for _, stays in GROUPS for row in stays]
)


def test_the_difference_is_in_percentage_points() -> None:
    """10 of 20 against 9 of 20: 50 % less 45 %."""
    people, stays = zip(of("f", 20, 10), of("m", 20, 9), strict=True)
    build = given(graduates=[one for group in people for one in group], stays=[one for group in stays for one in group])
    [row] = answer(build, "participation_gap", where={"gender": ("f",)}).rows
    assert row.value == pytest.approx(5.0)


def test_each_group_is_held_against_all_others() -> None:
    rows = {row.key["gender"]: row for row in answer(BUILD, "participation_gap", by=("gender",)).rows}
    assert rows["m"].value == pytest.approx(100 * (8 / 40 - 25 / 60))
    assert rows["f"].value == pytest.approx(100 * (20 / 50 - 13 / 50))
    assert (rows["m"].numerator, rows["m"].denominator) == (8, 40)


def test_without_a_group_it_is_those_of_30_to_34_against_all_others() -> None:
    """8 of 40 against 25 of 60, of whom ten are older."""
    groups = [of("f", 40, 8, age_band="30_34"), of("f", 50, 20, age_band="20_24"), of("m", 10, 5, age_band="40_plus")]
    build = given(graduates=[p for people, _ in groups for p in people], stays=[s for _, rows in groups for s in rows])
    [row] = answer(build, "participation_gap", by=("year",)).rows
    assert (row.key, row.numerator, row.denominator) == ({"year": 2025}, 8, 40)
    assert row.value == pytest.approx(100 * (8 / 40 - 25 / 60))
    assert answer(build, "participation_gap").meta.unit == "points"


def test_one_member_may_be_named_and_units_break_it_down() -> None:
    [row] = answer(BUILD, "participation_gap", by=("faculty",), where={"gender": ("f",)}).rows
    assert (row.key, row.value) == ({"faculty": "63"}, pytest.approx(100 * (20 / 50 - 13 / 50)))


def test_two_kinds_of_groups_or_several_members_are_refused() -> None:
    with pytest.raises(QuestionError, match="one group against the rest"):
        answer(BUILD, "participation_gap", by=("gender", "age_band"))
    with pytest.raises(QuestionError, match="name one gender"):
        answer(BUILD, "participation_gap", where={"gender": ("f", "m")})


def test_a_group_without_a_rest_has_no_gap() -> None:
    people, stays = of("f", 12, 3)
    [row] = answer(given(graduates=people, stays=stays), "participation_gap", by=("gender",)).rows
    assert (row.value, row.sign) == (None, Sign.NOT_APPLICABLE)


def test_fewer_than_ten_persons_are_suppressed_for_leadership() -> None:
    """Eight men went: a count that the general limit of five would show."""
    rows = {r.key["gender"]: r for r in answer(BUILD, "participation_gap", Viewer("viewer"), by=("gender",)).rows}
    assert rows["m"].sign == Sign.SUPPRESSED
    assert rows.keys() == {"f", "m"}, "others are too few for a line of their own"


@pytest.mark.parametrize(("women", "is_shown"), [(120, True), (80, False)])
def test_the_public_sees_a_difference_from_a_hundred_persons_in_the_group_and_in_the_rest(
    women: int, *, is_shown: bool
) -> None:
    people, stays = zip(of("f", women, 40), of("m", 150, 50), strict=True)
    build = given(graduates=[one for group in people for one in group], stays=[one for group in stays for one in group])
    where = {"gender": ("f",)}
    [row] = answer(build, "participation_gap", Viewer("public"), where=where).rows
    assert (row.sign is None) is is_shown
    assert answer(build, "participation_gap", Viewer("viewer"), where=where).rows[0].sign is None
