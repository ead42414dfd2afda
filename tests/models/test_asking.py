"""What an answer carries, and what a question that cannot be asked is told."""

import re
from dataclasses import replace
from datetime import date

import pytest

from models.answer import Sign
from models.asking import ask
from models.engines.engine import EngineError
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import answer
from tests.models.given import application, given, graduate, stay


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return given(
        graduates=[graduate(person_id="kari"), graduate(person_id="ola", graduated_on="2024-06-15")],
        stays=[stay(person_id="kari"), stay(unit_code="000000")],
    )


def test_an_answer_keeps_numerator_and_denominator(build: OpenBuild) -> None:
    [row] = answer(build, "outbound_share", years=(2025, 2025)).rows
    assert (row.numerator, row.denominator, row.value) == (1, 1, 1.0)


def test_rows_come_in_the_order_of_their_key(build: OpenBuild) -> None:
    rows = answer(build, "outbound_share", by=("year", "faculty")).rows
    assert [tuple(row.key.values()) for row in rows] == [(2024, "63"), (2025, "63")]


def test_a_filter_that_keeps_nothing_counts_zero_and_has_no_rate(build: OpenBuild) -> None:
    assert answer(build, "outgoing_stays", years=(1999, 1999)).rows[0].value == 0
    assert answer(build, "outbound_share", years=(1999, 1999)).rows[0].sign == Sign.NOT_APPLICABLE


def test_an_event_at_the_institution_itself_belongs_to_no_faculty(build: OpenBuild) -> None:
    members = {row.key["faculty"] for row in answer(build, "outgoing_stays", by=("faculty",)).rows}
    assert members == {"63", "unknown"}


def test_an_answer_explains_itself(build: OpenBuild) -> None:
    meta = answer(build, "outbound_share", by=("faculty",), where={"campus": ("trondheim",)}).meta
    assert (meta.indicator, meta.build, meta.evidence, meta.dated_by, meta.calendar) == (
        "outbound_share", "given", "A", "graduation", "calendar_year",
    )  # fmt: skip
    assert {source.feed for source in meta.sources} == {"graduates", "stays"}
    assert meta.labels["faculty"]["63"]["en"] == "Computing"
    assert meta.labels["campus"]["trondheim"]["nb"] == "Trondheim"
    assert "facts.graduations" in meta.sql


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question("outbound_shares"), "unknown indicator 'outbound_shares'; did you mean outbound_share"),
        (
            Question("outbound_share", by=("facultet",)),
            "unknown dimension of outbound_share 'facultet'; did you mean faculty",
        ),
        (Question("outbound_share", by=("year", "year")), "asked for twice"),
        (Question("outbound_share", where={"year": ("2024",)}), "--years 2019:2025"),
        (Question("outbound_share", where={"faculty": ("36",)}), "faculty '36'; known: 63, 64, several, unknown"),
        (Question("outgoing_stays", where={"country": ("Tyskland",)}), "unknown country 'Tyskland'; known: AD, AE"),
        (
            Question("outgoing_stays", dated_by="ends"),
            "unknown reference date of outgoing_stays 'ends'; did you mean end?",
        ),
        (Question("outgoing_stays", years=(2025, 2019)), "the years run backwards"),
        (Question("horizon_projects", by=("country",)), "unknown dimension of horizon_projects 'country'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_why(question: Question, message: str, build: OpenBuild) -> None:
    with pytest.raises(QuestionError, match=re.escape(message)):
        answer(
            build,
            question.indicator,
            by=question.by,
            where=question.where,
            years=question.years,
            dated_by=question.dated_by,
        )


@pytest.mark.parametrize("text", ["public", "viewer", "unit_analyst:63", "institutional_analyst"])
def test_viewers_are_written_as_they_are_read(text: str) -> None:
    assert str(Viewer.parse(text)) == text


@pytest.mark.parametrize("text", ["rector", "unit_analyst", "public:63", ""])
def test_an_unknown_viewer_is_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        Viewer.parse(text)


def test_a_viewer_of_a_unit_that_is_not_there_is_refused(build: OpenBuild) -> None:
    with pytest.raises(QuestionError, match=r"unknown unit of the viewer '36'"):
        answer(build, "outbound_share", Viewer("unit_analyst", "36"))


def test_a_year_that_is_not_over_is_marked_with_the_day_until_which_it_is_known() -> None:
    """Known until 1 March 2026: 2025 is over, 2026 and the academic year 2025/26 are not."""
    stays = [stay(date_from=f"{year}-01-10", date_to=f"{year}-05-20") for year in (2025, 2026)]
    build = given(as_of="2026-03-01", stays=stays, applications=[application()])
    by_year = answer(build, "outgoing_stays", by=("year",))
    assert by_year.meta.incomplete == {2026: date(2026, 3, 1)}
    assert [by_year.incomplete_until(row) for row in by_year.rows] == [None, date(2026, 3, 1)]
    assert answer(build, "outbound_funnel", by=("year",)).meta.incomplete == {2025: date(2026, 3, 1)}


def test_a_figure_over_several_years_is_incomplete_where_one_of_them_is() -> None:
    build = given(as_of="2026-03-01", stays=[stay()])
    assert answer(build, "outgoing_stays", years=(2024, 2025)).meta.incomplete == {}
    over = answer(build, "outgoing_stays", years=(2024, 2026))
    assert over.incomplete_until(over.rows[0]) == date(2026, 3, 1)


def test_a_definition_with_a_column_that_the_build_lacks_is_told_by_its_name() -> None:
    build = given(stays=[stay()])
    misspelt = build.indicators["outgoing_stays"].model_copy(update={"numerator": "SUM(semestres)"})
    asked = replace(build, indicators={**build.indicators, "outgoing_stays": misspelt})
    with pytest.raises(EngineError, match=r'(?s)a definition names what this build does not have .*"semestres"'):
        ask(Question("outgoing_stays"), Viewer(), asked)
