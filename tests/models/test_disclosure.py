"""What each viewer sees of the same question."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from models.answer import Row, Sign
from models.catalogue import load_indicators
from models.disclosure import disclose
from models.question import Question, Viewer
from tests.models.asked import answer
from tests.models.given import given, graduate, participation, stay

PUBLIC, VIEWER, ANALYST = Viewer("public"), Viewer("viewer"), Viewer("institutional_analyst")
INDICATORS = load_indicators()
SHARE, COUNT = INDICATORS["outbound_share"], INDICATORS["outgoing_stays"]
BY_FACULTY = Question("outbound_share", by=("faculty",))


def share(numerator: int, denominator: int, faculty: str = "63") -> Row:
    return Row({"faculty": faculty}, numerator, denominator, numerator / denominator if denominator else None)


def seen(row: Row, viewer: Viewer, question: Question = BY_FACULTY) -> Row:
    return disclose([row], question, SHARE, viewer, hide_below=5).rows[0]


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [
        (0, 30, False),
        (1, 30, True),
        (4, 30, True),
        (5, 30, False),
        (25, 30, False),
        (26, 30, True),
        (30, 30, False),
    ],
)
def test_a_rate_is_hidden_where_its_numerator_or_the_rest_stands_for_1_to_4_persons(
    numerator: int, denominator: int, hidden: bool
) -> None:
    row = seen(share(numerator, denominator), VIEWER)
    assert (row.sign == Sign.HIDDEN) == hidden
    assert (row.numerator, row.value) == ((None, None) if hidden else (numerator, numerator / denominator))


def test_a_hidden_cell_keeps_nothing_but_its_key() -> None:
    assert seen(share(3, 30), VIEWER) == Row({"faculty": "63"}, None, None, None, Sign.HIDDEN)


def test_the_institutional_analyst_sees_exact_figures() -> None:
    assert seen(share(3, 30), ANALYST) == share(3, 30)


def test_an_employee_sees_the_institution_exactly() -> None:
    question = Question("outbound_share", by=("year",))
    row = Row({"year": 2025}, 3, 30, 0.1)
    assert disclose([row], question, SHARE, VIEWER, 5).rows == (row,)


def test_a_unit_analyst_sees_the_own_unit_exactly_and_the_rest_as_an_employee() -> None:
    analyst = Viewer("unit_analyst", "63")
    assert seen(share(3, 30, "63"), analyst).sign is None
    assert seen(share(3, 30, "64"), analyst).sign == Sign.HIDDEN


def test_the_public_sees_persons_rounded_to_5_and_whole_percent_below_200() -> None:
    assert seen(share(33, 103), PUBLIC) == Row({"faculty": "63"}, 35, 105, 0.32, is_whole=True)
    assert seen(share(333, 1003), PUBLIC) == Row({"faculty": "63"}, 335, 1005, 0.332)


@pytest.mark.parametrize(("denominator", "shown"), [(22, False), (23, True)])
def test_the_public_sees_no_percentage_on_fewer_than_23(denominator: int, shown: bool) -> None:
    assert (seen(share(10, denominator), PUBLIC).sign is None) == shown


def test_small_cells_are_hidden_from_the_public_for_the_institution_too() -> None:
    question = Question("outgoing_stays", by=("year",))
    row = disclose([Row({"year": 2025}, 3, None, 3.0)], question, COUNT, PUBLIC, 5).rows[0]
    assert row.sign == Sign.HIDDEN


def test_projects_are_not_persons() -> None:
    build = given(eu_participations=[participation(), participation()])
    assert answer(build, "horizon_projects", PUBLIC, by=("year",)).rows[0].numerator == 2


def test_an_answer_says_what_was_done_to_it() -> None:
    build = given(
        graduates=[graduate(person_id=f"p{i}") for i in range(30)],
        stays=[stay(person_id="p1"), stay(person_id="p2")],
    )
    exact, hidden = (answer(build, "outbound_share", v, by=("faculty",)) for v in (ANALYST, VIEWER))
    assert (exact.meta.rounding, exact.meta.hidden_cells) == ("exact", 0)
    assert (hidden.meta.rounding, hidden.meta.hidden_cells) == ("small_cells_hidden", 1)
    assert answer(build, "outbound_share", PUBLIC).meta.rounding == "rounded_to_5"


@drawn(st.integers(0, 400), st.integers(0, 400), st.sampled_from([PUBLIC, VIEWER, Viewer("unit_analyst", "64")]))
def test_no_viewer_but_the_analyst_ever_sees_a_count_of_1_to_4(part: int, rest: int, viewer: Viewer) -> None:
    row = seen(share(part, part + rest), viewer)
    for count in (row.numerator, row.denominator):
        assert count is None or count == 0 or count >= 5
    if row.numerator is not None and row.denominator is not None and viewer.role != "public":
        assert not 0 < row.denominator - row.numerator < 5
