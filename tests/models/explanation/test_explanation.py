"""What is gathered about a figure, whatever language it is told in."""

from dataclasses import replace

import pytest

from models.config import load_config
from models.explanation import QuarantinedRows, about
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import ANALYST
from tests.models.given import given, graduate, stay


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """One graduate with a stay; rows of both feeds were kept out."""
    return given(
        quarantined=[("stays", 2024, 2), ("stays", 2025, 4), ("graduates", None, 1), ("units", 2024, 9)],
        stays=[stay(person_id="kari")],
        graduates=[graduate(person_id="kari", graduated_on="2025-06-15")],
    )


def test_the_figure_stands_with_its_parts_where_the_question_is_about_one(build: OpenBuild) -> None:
    result = about(Question("outbound_share", years=(2025, 2025)), ANALYST, build)
    assert result.row is not None
    assert (result.row.numerator, result.row.denominator) == (1, 1)
    assert about(Question("outbound_share", by=("year",)), ANALYST, build).row is None


def test_the_rows_rejected_are_of_the_feeds_it_needs_and_the_years_asked(build: OpenBuild) -> None:
    result = about(Question("outbound_share", years=(2025, 2025)), ANALYST, build)
    assert result.quarantined == (
        QuarantinedRows("graduates", "graduated_on", 0, 1),
        QuarantinedRows("stays", "date_from", 4, 0),
    )
    assert about(Question("outgoing_stays"), ANALYST, build).quarantined == (
        QuarantinedRows("stays", "date_from", 6, 0),
    )


def test_a_build_that_did_not_count_them_says_so(build: OpenBuild) -> None:
    assert about(Question("outgoing_stays"), ANALYST, replace(build, quarantined=None)).quarantined is None


def test_the_statement_of_the_table_holds_the_institutions_settings() -> None:
    config = load_config()
    settings = config.settings.model_copy(update={"minimum_stay_days": 77})
    built = given(config=config.model_copy(update={"settings": settings}), stays=[stay()])
    assert "days >= 77" in about(Question("outgoing_stays"), ANALYST, built).facts["facts.stays"]


def test_breaks_are_those_of_the_years_asked(build: OpenBuild) -> None:
    def breaks(years: tuple[int, int] | None) -> list[int]:
        return [b.first_year for b in about(Question("outbound_share", years=years), ANALYST, build).breaks]

    assert breaks(None) == [2016, 2020]
    assert breaks((2021, 2023)) == [2020]
    assert breaks((2023, 2024)) == []


@pytest.mark.parametrize(
    ("viewer", "indicator", "limit"),
    [
        ("public", "outgoing_stays", 5),
        ("viewer", "participation_gap", 10),
        ("institutional_analyst", "outgoing_stays", None),
    ],
)
def test_how_small_a_count_is_suppressed(build: OpenBuild, viewer: str, indicator: str, limit: int | None) -> None:
    assert about(Question(indicator), Viewer.parse(viewer), build).suppresses_below == limit


def test_what_cannot_be_asked_cannot_be_explained(build: OpenBuild) -> None:
    with pytest.raises(QuestionError, match="unknown indicator"):
        about(Question("nothing"), ANALYST, build)
