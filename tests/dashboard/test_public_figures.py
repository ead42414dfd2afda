"""A figure from public sources is never mistaken for one of the institution's own feeds."""

import pytest

from dashboard.goal_records import records
from dashboard.public_figures import notes
from models.question import Viewer
from models.status import scorecard
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import Cell, given

ANALYST = Viewer("institutional_analyst")


def figure(year: int, direction: str, total: float) -> dict[str, Cell]:
    """Exchange students of a year (DBH, table 142)."""
    return {"table_id": 142, "direction": direction, "year_from": year, "year_to": year, "total": total}


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return given(official_figures=[figure(2024, "in", 130), figure(2024, "out", 100)])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "From public sources: DBH, table 142. DBH counts ended stays of three months or more"),
        ("nb", "Fra offentlige kilder: DBH, tabell 142. DBH teller avsluttede opphold på tre måneder eller mer"),
        ("nn", "Frå offentlege kjelder: DBH, tabell 142. DBH tel avslutta opphald på tre månader eller meir"),
    ],
)
def test_the_goal_page_opens_with_the_substitute_its_source_and_how_it_differs(
    serve: Serve, build: OpenBuild, language: str, words: str
) -> None:
    html = serve(build).page(goal="D6", lang=language).html
    assert words in html
    assert "1.30" in html or "1,30" in html
    assert html.index("indicator=exchange_balance_official") < html.index("indicator=exchange_balance_semesters")


def test_the_landing_page_marks_what_is_defined_otherwise(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(lang="en").html
    assert html.count("public figures, defined otherwise") == 1


def test_the_notes_name_the_goals_that_are_read_so(build: OpenBuild) -> None:
    [(goals, words)] = notes(scorecard(build, ANALYST), build, "en")
    assert goals == "D6"
    assert words.startswith("From public sources: DBH, table 142.")


def test_the_records_say_what_was_read_instead(build: OpenBuild) -> None:
    rows = {row["goal"]: row for row in records(scorecard(build, ANALYST), ANALYST, build)}
    assert rows["D6"]["substitute_for"] == "exchange_balance"
    assert rows["D6"]["public_source"].startswith("From public sources: DBH, table 142.")
    assert rows["D1"]["public_source"] is None


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("C3", "No public source has these figures. Applications to the EU are not public"),
        ("B3", "No public source has these figures. No public list of Erasmus+ projects names departments."),
        ("SG-G1", "No public source has these figures. The goal is about citizenship, which no open statistics have"),
        ("A5", "Public sources can be used too: DBH, table 373"),
        ("C1", "Public sources can be used too: CORDIS (utsyn fetch gets them)."),
        ("SG-B1", "Public sources can be used too: Erasmus+ Project Results Platform"),
    ],
)
def test_a_goal_without_data_names_the_public_sources_that_would_do(
    serve: Serve, build: OpenBuild, goal: str, words: str
) -> None:
    assert words in serve(build).page(goal=goal, lang="en").html
