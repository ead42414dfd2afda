"""What each viewer sees of the same question."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from models.answer import Row, Sign
from models.question import Viewer
from tests.models.asked import answer
from tests.models.disclosure.people import People, graduated
from tests.models.disclosure.universities import members, people
from tests.models.given import given, graduate, participation, stay

PUBLIC, VIEWER, ANALYST = Viewer("public"), Viewer("viewer"), Viewer("institutional_analyst")


def seen(within: int, rest: int, viewer: Viewer) -> Row:
    """The share of faculty 63 beside another that is large."""
    counts = {(2024, ("63", "631000", "P1"), ()): (within, rest), (2024, ("64", "641000", "P2"), ()): (300, 300)}
    build = graduated(People((), tuple(counts), counts))
    return next(
        row for row in answer(build, "outbound_share", viewer, by=("faculty",)).rows if row.key["faculty"] == "63"
    )


@pytest.mark.parametrize(
    ("within", "rest", "suppressed"),
    [(0, 30, False), (1, 29, True), (4, 26, True), (5, 25, False), (25, 5, False), (26, 4, True), (30, 0, False)],
)
def test_a_rate_is_suppressed_where_its_numerator_or_the_rest_stands_for_1_to_4_persons(
    within: int, rest: int, suppressed: bool
) -> None:
    row = seen(within, rest, VIEWER)
    assert (row.sign == Sign.SUPPRESSED) == suppressed
    assert (row.numerator, row.denominator) == ((None, None) if suppressed else (within, within + rest))


def test_a_suppressed_cell_keeps_nothing_but_its_key() -> None:
    assert seen(3, 27, VIEWER) == Row({"faculty": "63"}, None, None, None, Sign.SUPPRESSED)


def test_the_institutional_analyst_sees_exact_figures() -> None:
    assert seen(3, 27, ANALYST) == Row({"faculty": "63"}, 3, 30, 0.1)


def test_a_unit_analyst_sees_the_own_unit_exactly_and_the_rest_as_an_employee() -> None:
    assert seen(3, 27, Viewer("unit_analyst", "63")).sign is None
    assert seen(3, 27, Viewer("unit_analyst", "64")).sign == Sign.SUPPRESSED


def test_the_public_sees_persons_rounded_to_5_and_rates_of_the_rounded_counts() -> None:
    assert seen(33, 70, PUBLIC) == Row({"faculty": "63"}, 35, 105, 0.33, is_whole=True)
    assert seen(333, 670, PUBLIC) == Row({"faculty": "63"}, 335, 1005, 0.333)
    assert seen(331, 670, PUBLIC).value == 0.33  # 330 of 1,000, not 331 of 1,001


@pytest.mark.parametrize(("denominator", "is_whole"), [(497, True), (498, False)])
def test_the_public_sees_whole_percent_below_500(denominator: int, is_whole: bool) -> None:
    assert seen(100, denominator - 100, PUBLIC).is_whole == is_whole


@pytest.mark.parametrize(("denominator", "shown"), [(49, False), (50, True)])
def test_the_public_sees_no_percentage_on_fewer_than_50(denominator: int, shown: bool) -> None:
    assert (seen(10, denominator - 10, PUBLIC).sign is None) == shown


def test_projects_are_not_persons() -> None:
    build = given(eu_participations=[participation(), participation()])
    assert answer(build, "horizon_projects", PUBLIC, by=("year",)).rows[0].numerator == 2


def test_an_answer_says_what_was_done_to_it() -> None:
    build = given(
        graduates=[graduate(person_id=f"p{i}") for i in range(30)],
        stays=[stay(person_id="p1"), stay(person_id="p2")],
    )
    exact, suppressed = (answer(build, "outbound_share", v, by=("faculty",)) for v in (ANALYST, VIEWER))
    assert (exact.meta.rounding, exact.meta.suppressed_cells) == ("exact", 0)
    assert (suppressed.meta.rounding, suppressed.meta.suppressed_cells) == ("small_cells_suppressed", 1)
    assert answer(build, "outbound_share", PUBLIC).meta.rounding == "rounded_to_5"


@settings(max_examples=30, deadline=None)
@drawn(st.integers(0, 400), st.integers(1, 400), st.sampled_from([PUBLIC, VIEWER]))
def test_no_viewer_but_the_analyst_ever_sees_a_count_of_1_to_4(within: int, rest: int, viewer: Viewer) -> None:
    row = seen(within, rest, viewer)
    for count in (row.numerator, row.denominator):
        assert count is None or count == 0 or count >= 5
    if row.numerator is not None and row.denominator is not None and viewer.role != "public":
        assert not 0 < row.denominator - row.numerator < 5


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@drawn(members(2, 4).flatmap(lambda others: people(("campus",), others)))
def test_a_dean_sees_nothing_of_other_units_that_employees_do_not_see(of: People) -> None:
    build = graduated(of)
    for by in (("faculty",), ("department",), ("faculty", "campus"), ("campus",)):
        seen_by_all, seen_by_dean = (
            {
                tuple(row.key.values())
                for row in answer(build, "outbound_share", viewer, by=by).rows
                if row.sign != Sign.SUPPRESSED
            }
            for viewer in (VIEWER, Viewer("unit_analyst", "60"))
        )
        assert {key for key in seen_by_dean - seen_by_all if not str(key[0]).startswith("60")} == set()


def test_who_looks_as_an_employee_sees_no_more_than_employees_and_than_with_the_own_rights() -> None:
    """For employees 63 and 65 protect each other; a dean of 63 would work out 65 from the total if 64 were shown."""
    counts = {
        (2024, (unit, f"{unit}1000", f"P{unit}"), ()): pair
        for unit, pair in (("63", (3, 60)), ("64", (20, 70)), ("65", (2, 80)), ("66", (50, 90)))
    }
    build = graduated(People((), tuple(counts), counts))

    def shown(viewer: Viewer) -> set[object]:
        rows = answer(build, "outbound_share", viewer, by=("faculty",)).rows
        return {row.key["faculty"] for row in rows if row.sign is None}

    dean = Viewer("unit_analyst", "63")
    assert shown(VIEWER) == {"64", "66"}
    assert shown(dean) == {"63", "66"}
    assert shown(dean.previewing(VIEWER)) == {"66"}
