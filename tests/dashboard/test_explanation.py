"""About this number: everything behind a figure, on its goal's page, in both languages."""

import re
from html import unescape

import pytest

from dashboard.explanation import Explanation, describe
from models.explanation import about
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import agreement, given, graduate, stay

ANALYST = Viewer("institutional_analyst")


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """12 stays out in 2024, 2 of them going on, of which DBH published 15; 4 of 8 graduates of 2025 had one."""
    students = [f"p{number}" for number in range(12)]
    return given(
        quarantined=[("stays", 2024, 3), ("stays", 2019, 5), ("stays", None, 1)],
        stays=[stay(person_id=p, status="ongoing" if p in ("p8", "p9") else "completed") for p in students],
        graduates=[graduate(person_id=p) for p in [*students[:4], "q1", "q2", "q3", "q4"]],
        official_figures=[{"table_id": 142, "direction": "out", "year_from": 2024, "year_to": 2024, "total": 15.0}],
    )


def explained(build: OpenBuild, language: str = "en", viewer: Viewer = ANALYST, **question: object) -> Explanation:
    question = {"indicator": "outgoing_stays", "years": (2024, 2024)} | question
    return describe(about(Question(**question), viewer, build), language)  # type: ignore[arg-type]


def term(described: Explanation, name: str) -> str:
    return dict(described.terms)[name]


def test_a_share_is_told_with_its_parts_and_how_they_are_counted(build: OpenBuild) -> None:
    share = explained(build, indicator="outbound_share", years=(2025, 2025))
    assert term(share, "Figure") == "50.0\N{NO-BREAK SPACE}%"
    assert term(share, "Numerator") == "4 = sum(has_counted_stay)"
    assert term(share, "Denominator").startswith("8 = ")
    assert term(share, "Dated by") == "year of graduation"
    assert term(share, "Goals of the plan") == "SG-D1"
    titles = [title for title, _ in share.sql]
    assert titles == ["As SQL", "How facts.graduations is made"]
    assert "SUM(has_counted_stay)" in share.sql[0][1]


def test_what_has_no_history_says_so() -> None:
    today = given(agreements=[agreement(published=True)])
    published = explained(today, indicator="agreements_published", years=None)
    assert term(published, "Earlier years") == "no history of earlier years in the registers"
    assert "Earlier years" not in dict(explained(today, indicator="agreements_used", years=None).terms)


def test_rows_rejected_are_those_of_the_years_and_those_of_no_year(build: OpenBuild) -> None:
    assert term(explained(build), "Rejected") == (
        "rejected rows of stays that would have counted, in these calendar years of their date_from, of any unit:"
        " 3"
        " · rejected rows of stays that cannot be placed in a year: 1"
    )
    assert "of any unit: 8 ·" in term(explained(build, years=None), "Rejected")
    assert term(explained(build, indicator="horizon_projects"), "Rejected") == "no row that would have counted"


def test_what_is_suppressed_for_a_viewer_is_said(build: OpenBuild) -> None:
    public = explained(build, viewer=Viewer("public"), by=("faculty",))
    assert "rounded to the nearest 5 · counts below 5 are suppressed" in term(public, "Rounding and suppression")
    assert term(explained(build), "Rounding and suppression") == "exact figures"
    official = explained(build, viewer=Viewer("public"), indicator="official_exchange")
    assert term(official, "Rounding and suppression") == "exact figures · does not count persons; nothing is suppressed"


def test_caveats_and_the_breaks_of_the_years_are_told(build: OpenBuild) -> None:
    terms = dict(explained(build, years=(2021, 2024)).terms)
    assert "Break 2020–2021" in terms
    assert not [name for name in dict(explained(build).terms) if name.startswith("Break 20")]
    assert "Caveat" in dict(explained(build, indicator="alliance_stays").terms)


def test_the_bridge_runs_from_our_figure_to_the_published_one(build: OpenBuild) -> None:
    bridge = explained(build).bridge
    assert bridge is not None
    assert [(rung.change, rung.value) for rung in bridge.rungs] == [
        ("", "12"), ("±0", "12"), ("−2", "10"), *[("±0", "10")] * 5, ("", "10"), ("+5", ""), ("", "15"),
    ]  # fmt: skip
    assert bridge.rungs[2].name == "Ended stays only"
    assert "Such rows: 0" in bridge.rungs[5].why
    assert bridge.rungs[-1].why == "official_figures/given.csv"


def test_the_bridge_ends_with_a_line_for_each_year_that_is_published(build: OpenBuild) -> None:
    bridge = explained(build).bridge
    assert bridge is not None
    assert bridge.series_heads == ("Year", "Our figure", "The figure of DBH itself", "Difference")
    assert bridge.series == (("2024", "12", "15", "+3"),)


def test_a_bridge_that_is_suppressed_says_where_it_ends(build: OpenBuild) -> None:
    bridge = explained(build, viewer=Viewer("viewer"), where={"faculty": ("63",)}).bridge
    assert bridge is not None
    assert [(rung.change, rung.value) for rung in bridge.rungs] == [("", "12"), ("±0", "12"), ("..", "..")]
    assert bridge.notes[0] == "Where the next step is suppressed for you, the bridge ends."


def test_both_languages_say_the_same_things(build: OpenBuild) -> None:
    nb, en = explained(build, "nb"), explained(build, "en")
    assert len(nb.terms) == len(en.terms)
    assert nb.bridge is not None
    assert nb.bridge.title == "Fra vårt tall til tallet fra DBH"
    assert [rung.name for rung in nb.bridge.rungs][2] == "Bare avsluttede opphold"


def test_the_goals_page_folds_it_under_the_figure(serve: Serve, build: OpenBuild) -> None:
    html = unescape(serve(build).page(goal="SG-D1", lang="en").html)
    panel = re.search(r'<details class="about">.*?</details>', html, re.DOTALL)
    assert panel is not None
    assert "<summary>About this number</summary>" in panel[0]
    assert '<code title="abc">abc</code>' in panel[0]
    assert "graduates/given.csv" in panel[0]


@pytest.mark.parametrize(("language", "says"), [("en", "As DBH counts"), ("nb", "Slik DBH teller")])
def test_the_bridge_is_a_table_of_the_page(serve: Serve, build: OpenBuild, language: str, says: str) -> None:
    html = serve(build).page(goal="D6", indicator="outgoing_stays", lang=language).html
    [table] = re.findall(r'<table class="bridge">.*?</table>', html, re.DOTALL)
    assert says in table
    assert table.count("<tr") == 12


def test_files_and_sql_are_folded_so_that_the_short_answers_fit_a_screen(serve: Serve, build: OpenBuild) -> None:
    panel = serve(build).page(goal="SG-D1", lang="en").html.split('class="about"')[1].split("Over the years")[0]
    folded = re.findall(r'<details class="deeper"><summary><h3>(.*?)</h3>', panel)
    assert folded[:2] == ["Made from these files", "As SQL"]
    assert "<pre" not in panel.split('class="deeper"')[0]
