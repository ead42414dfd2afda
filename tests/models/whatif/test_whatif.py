"""What would be gained if some did as well as others."""

import pytest

from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from models.whatif import WhatIf, if_members_had_the_rate_of, if_members_reached
from tests.models.asked import ANALYST
from tests.models.contribution.test_contribution import IE, IV, graduations
from tests.models.given import given


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """In 2024 Computing stands at 30 of 60, Mathematics at 2 of 10, Civil Engineering at 10 of 40."""
    return given(**graduations((2024, IE, 30, 60), (2024, "632000", 2, 10), (2024, IV, 10, 40), (2025, IV, 40, 50)))


def by_department(**more: object) -> Question:
    return Question("outbound_share", **{"by": ("department",), "years": (2024, 2024), **more})  # type: ignore[arg-type]


def gained(supposed: WhatIf) -> dict[object, float | None]:
    return {gain.row.key["department"]: gain.gained for gain in supposed.gains}


def test_members_below_a_rate_gain_what_they_lack_and_those_above_stay(build: OpenBuild) -> None:
    supposed = if_members_reached(0.4, by_department(), ANALYST, build)
    assert gained(supposed) == pytest.approx({IE: 0.0, "632000": 2.0, IV: 6.0})
    assert supposed.gained == pytest.approx(8.0)
    assert supposed.whole.value == pytest.approx(42 / 110)
    assert supposed.value == pytest.approx(50 / 110)


def test_a_gain_is_whole_cases_as_many_as_it_takes_to_reach_the_rate(build: OpenBuild) -> None:
    """27 % of 10 are 2.7 and of 40 are 10.8: one more than 2, and one more than 10."""
    assert if_members_reached(0.27, by_department(), ANALYST, build).gained == 1 + 1


def test_the_rate_may_be_that_of_one_of_them(build: OpenBuild) -> None:
    supposed = if_members_had_the_rate_of(IE, by_department(), ANALYST, build)
    assert supposed.rate == 0.5
    assert gained(supposed) == pytest.approx({IE: 0.0, "632000": 3.0, IV: 10.0})


def test_only_those_kept_are_supposed_to_reach_it_and_the_model_need_not_be_one_of_them(build: OpenBuild) -> None:
    supposed = if_members_had_the_rate_of(IE, by_department(where={"department": (IV,)}), ANALYST, build)
    assert gained(supposed) == pytest.approx({IV: 10.0})
    assert supposed.value == pytest.approx(52 / 110)


def test_gains_over_departments_and_over_their_faculties_are_alike_where_all_are_below(build: OpenBuild) -> None:
    by_faculty = by_department(by=("faculty",))
    everyone = [if_members_reached(0.9, question, ANALYST, build).gained for question in (by_department(), by_faculty)]
    assert everyone[0] == pytest.approx(everyone[1])


def test_without_a_year_it_is_the_last_complete_one(build: OpenBuild) -> None:
    supposed = if_members_reached(0.9, by_department(years=None), ANALYST, build)
    assert supposed.whole.key["year"] == 2025


def test_members_suppressed_for_the_viewer_are_counted_and_left_out(build: OpenBuild) -> None:
    supposed = if_members_reached(0.4, by_department(), Viewer("viewer"), build)
    unseen = [gain for gain in supposed.gains if gain.gained is None]
    assert supposed.suppressed == len(unseen) > 0
    assert all(gain.row.numerator is None for gain in unseen)
    assert supposed.gained == pytest.approx(sum(gain.gained or 0 for gain in supposed.gains))


def test_a_suppressed_rate_is_no_model(build: OpenBuild) -> None:
    with pytest.raises(QuestionError, match="department 632000 has no rate in that year that viewer may see"):
        if_members_had_the_rate_of("632000", by_department(), Viewer("viewer"), build)


@pytest.mark.parametrize(
    ("question", "rate", "says"),
    [
        (by_department(), 40, "a rate of 40 cannot be reached; write a share from 0 to 1"),
        (by_department(by=()), 0.4, "split by a dimension of outbound_share"),
        (by_department(years=(2024, 2025)), 0.4, "one year with a figure"),
        (by_department(years=(2011, 2011)), 0.4, "of outbound_share: 2024, 2025"),
        (Question("outgoing_stays", ("faculty",)), 0.4, "outgoing_stays is not a share"),
        (Question("priority_country_share", ("country",)), 0.4, "by country: what is counted is decided by it"),
        (Question("alliance_share", ("faculty",), {"alliance": ("enhance",)}), 0.4, "by alliance: what is counted"),
    ],
)
def test_what_cannot_be_supposed_is_refused(build: OpenBuild, question: Question, rate: float, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        if_members_reached(rate, question, ANALYST, build)
