"""What moved a figure between two years, from the figures that a viewer sees."""

import pytest

from models.answer import Sign
from models.contribution import Contribution, contribution
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST, answer
from tests.models.given import Cell, given, graduate, participation, stay

IE, IV = "631000", "641000"
Rows = list[dict[str, Cell]]


def graduations(*counted: tuple[int, str, int, int]) -> dict[str, Rows]:
    """(year, department, with a stay, all) …"""
    graduates: Rows = []
    stays: Rows = []
    for year, unit, with_stay, all_of_them in counted:
        for number in range(all_of_them):
            person = f"{year}-{unit}-{number}"
            graduates.append(
                graduate(person_id=person, unit_code=unit, graduated_on=f"{year}-06-15", started_on="2014-08-15")
            )
            if number < with_stay:
                stays.append(stay(person_id=person, unit_code=unit, date_from="2018-01-15", date_to="2018-06-20"))
    return {"graduates": graduates, "stays": stays}


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Mathematics (632000) is small; Civil Engineering lost; Computing won and grew."""
    return given(
        **graduations(
            (2019, IE, 10, 50), (2019, "632000", 1, 10), (2019, IV, 20, 40),
            (2024, IE, 30, 60), (2024, "632000", 2, 10), (2024, IV, 10, 40),
        ),
        eu_participations=[
            participation(signed_on="2022-05-01", contribution_eur=0.1),
            participation(signed_on="2023-05-01", contribution_eur=0.2, role="coordinator"),
        ],
    )  # fmt: skip


def decomposed(
    build: OpenBuild, viewer: Viewer = ANALYST, indicator: str = "outbound_share", **more: object
) -> Contribution:
    question = {"by": ("department",), "years": (2019, 2024)} | more
    return contribution(Question(indicator, **question), viewer, build)  # type: ignore[arg-type]


def changes(decomposed: Contribution, dimension: str = "department") -> dict[Cell, float]:
    return {None if part.key is None else part.key[dimension]: part.change for part in decomposed.parts}


def test_parts_sum_to_the_change_and_those_that_moved_it_most_come_first(build: OpenBuild) -> None:
    parts = decomposed(build)
    assert parts.change == pytest.approx(42 / 110 - 31 / 100)
    assert sum(part.change for part in parts.parts) == pytest.approx(parts.change)
    assert list(changes(parts)) == [IE, IV, "632000"]
    assert changes(parts)[IE] > 0 > changes(parts)[IV]
    assert all(part.change == pytest.approx((part.rate or 0) + (part.mix or 0)) for part in parts.parts)


def test_graduations_missing_to_the_plans_target_add_up(build: OpenBuild) -> None:
    parts = decomposed(build)
    missing = {part.key["department"]: part.missing for part in parts.parts if part.key}
    assert missing == {IE: 0.0, IV: 10.0, "632000": 3.0}
    assert parts.missing == 13.0


def test_members_suppressed_in_either_year_are_one_row_and_the_parts_still_sum(build: OpenBuild) -> None:
    viewer = Viewer("viewer")
    parts = decomposed(build, viewer)
    shown = answer(build, "outbound_share", viewer, by=("year", "department"), years=(2019, 2024)).rows
    suppressed = {row.key["department"] for row in shown if row.sign == Sign.SUPPRESSED}
    assert suppressed
    assert suppressed.isdisjoint(changes(parts))
    assert list(changes(parts))[-1] is None
    assert parts.suppressed == len(suppressed)
    assert parts.change == pytest.approx(42 / 110 - 31 / 100)
    assert sum(part.change for part in parts.parts) == pytest.approx(parts.change)
    assert sum(part.missing or 0 for part in parts.parts) == pytest.approx(parts.missing)
    rest = parts.parts[-1]
    assert (rest.before, rest.after, rest.rate, rest.mix) == (None, None, None, None)


def test_what_rounding_leaves_over_is_a_row_of_its_own(build: OpenBuild) -> None:
    parts = decomposed(build, Viewer("public"), by=("faculty",))
    assert parts.change == pytest.approx((parts.after.value or 0) - (parts.before.value or 0))
    assert sum(part.change for part in parts.parts) == pytest.approx(parts.change)


def test_where_the_whole_is_suppressed_no_part_is_told() -> None:
    build = given(**graduations((2019, IE, 2, 30), (2024, IE, 9, 30)))
    parts = decomposed(build, Viewer("public"))
    assert (parts.before.sign, parts.change, parts.parts) == (Sign.SUPPRESSED, None, ())


def test_counts_and_money_differ_plainly_and_to_the_cent(build: OpenBuild) -> None:
    parts = decomposed(build, indicator="horizon_funding", by=("role",), years=(2022, 2023))
    assert changes(parts, "role") == {"participant": -0.1, "coordinator": 0.2}
    assert parts.change == 0.1
    assert (parts.target, parts.missing, parts.parts[0].rate) == (None, None, None)


def test_the_gap_adds_up_over_units(build: OpenBuild) -> None:
    assert changes(decomposed(build, indicator="outbound_gap"))[IE] == 0.0 - 15.0


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"by": ()}, "split by a dimension of outbound_share: faculty"),
        ({"by": ("year",)}, "split by a dimension"),
        ({"years": None}, "between two years"),
        ({"years": (2019, 2019)}, "between two years"),
        ({"years": (2018, 2024)}, "no figure for 2018"),
        ({"by": ("country",)}, "unknown dimension"),
        ({"indicator": "priority_country_share", "by": ("country",)}, "by country: what is counted is decided by it"),
    ],
)
def test_what_cannot_be_told_is_refused(build: OpenBuild, question: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        decomposed(build, **question)


def test_a_year_that_is_not_over_is_not_held_against_whole_years() -> None:
    stays = [stay(date_from=f"{year}-01-10", date_to=f"{year}-05-20") for year in (2024, 2025)]
    build = given(as_of="2025-09-01", stays=stays)
    with pytest.raises(QuestionError, match="2025 is incomplete, known until 2025-09-01"):
        contribution(Question("outgoing_stays", ("faculty",), years=(2024, 2025)), ANALYST, build)
