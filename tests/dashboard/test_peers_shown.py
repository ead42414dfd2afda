"""Other institutions on the pages: a goal's page has places, source and differences, the landing row a rank."""

import csv
import io

import pytest

from dashboard.address import Address
from dashboard.figures.lines import Member
from dashboard.figures.peer_lines import peer_lines
from dashboard.pages.goal.peers import peers_sheet
from dashboard.pages.goal.scope import scope_of
from dashboard.pages.parts.view import View
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import Cell, given, participation, publication, work

OSLO, BERGEN, OURS = "971035854", "874789542", "974767880"


def granted(number: str, euros: float, year: int = 2019, **cells: Cell) -> dict[str, Cell]:
    usual: dict[str, Cell] = {
        "organisation_id": number, "is_own": number == OURS, "organisation_name": f"Organisation {number}",
        "organisation_type": "HES", "framework": "H2020", "contribution_eur": euros, "signed_on": f"{year}-05-01",
        "action": "ERC-STG", "role": "coordinator",
    }  # fmt: skip
    return participation(**usual | cells)


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Oslo has six million euros, we have four, Bergen has one, and a school that nobody knows has half of one."""
    return given(
        eu_participations=[
            granted(OURS, 3e6), granted(OURS, 1e6, 2020), granted(OSLO, 6e6), granted(BERGEN, 1e6),
            granted("123456789", 5e5, organisation_name="Høgskolen i Fjordby"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Compared with other institutions", "Sum 2019–2020: NTNU with EUR 4.0 m, no. 2 of 3",
                "EUR 2.0 m behind UiO", "No. 2 of 4 in the country", "How this differs", "Fjordby")),
        ("nb", ("Sammenlignet med andre institusjoner", "nr. 2 av 3 (Norske universiteter)", "2,0 mill. euro bak UiO")),
        ("nn", ("Samanlikna med andre institusjonar", "nr. 2 av 3 (Norske universitet)", "2,0 mill. euro bak UiO")),
    ],
)  # fmt: skip
def test_a_goal_shows_places_distance_source_and_differences(
    serve: Serve, build: OpenBuild, language: str, words: tuple[str, ...]
) -> None:
    html = serve(build).page(goal="SG-C1", unfolded="peers", lang=language).html.replace("\u00a0", " ")
    for sentence in words:
        assert sentence in html
    assert "eu_participations/given.csv" in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Per 100 of staff and year", "EUR 1.0 m", "full-time equivalents of all positions")),
        ("nb", ("Per 100 årsverk og år", "Årsverk er ikke antall personer")),
        ("nn", ("Per 100 årsverk og år", "Årsverk er ikkje talet på personar")),
    ],
)
def test_money_is_shown_per_employee_too_with_source_and_difference(
    serve: Serve, language: str, words: tuple[str, ...]
) -> None:
    """Four million in 2020 over 400 full-time equivalents: a million for every hundred."""
    staff: dict[str, Cell] = {
        "table_id": 225,
        "institution_code": "1150",
        "year_from": 2020,
        "year_to": 2020,
        "total": 400.0,
    }
    build = given(eu_participations=[granted(OURS, 4e6, 2020), granted(OSLO, 6e6, 2020)], official_figures=[staff])
    html = serve(build).page(goal="SG-C1", unfolded="peers", lang=language).html.replace("\u00a0", " ")
    for sentence in words:
        assert sentence in html
    assert "official_figures/given.csv" in html


def test_a_goal_can_be_looked_at_by_another_public_source_of_others_where_it_is_loaded(serve: Serve) -> None:
    def counted(ror: str, works: int, **cells: Cell) -> dict[str, Cell]:
        return {
            "ror_id": ror,
            "year": 2023,
            "is_own": ror == "05xg72x27",
            "is_international": False,
            "works": works,
            **cells,
        }

    counts = [counted(*one) for one in (("05xg72x27", 100), ("01xtthb56", 200))]
    abroad = [counted(*one, is_international=True) for one in (("05xg72x27", 60), ("01xtthb56", 140))]
    build = given(publications=[publication()], works=[work()], work_counts=[*counts, *abroad])
    page = serve(build).page(goal="A6", unfolded="peers", lang="en").html
    assert "indicator=international_works_share" in page
    html = (
        serve(build)
        .page(goal="A6", unfolded="peers", indicator="international_works_share", lang="en")
        .html.replace("\u00a0", " ")
    )
    assert "NTNU with 60.0 %, no. 2 of 2" in html
    assert "10.0 pts behind UiO" in html
    assert "OpenAlex counts the works itself" in html


def test_a_public_source_that_is_not_loaded_is_no_choice(serve: Serve) -> None:
    html = serve(given(publications=[publication()])).page(goal="A6", unfolded="peers", lang="en").html
    assert "indicator=international_works_share" not in html


def test_another_set_is_an_address(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-C1", unfolded="peers", lang="en", peers="country").html.replace("\u00a0", " ")
    assert "no. 2 of 4 (All in the country)" in html


def test_a_ratio_of_a_portfolio_is_compared_by_its_count(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="C1", unfolded="peers", lang="en").html
    assert "Compared with other institutions" in html
    assert "ERC main grants" in html


def test_a_faculty_is_compared_with_no_institution(serve: Serve, build: OpenBuild) -> None:
    assert "Compared with other institutions" not in serve(build).page(goal="SG-C1", faculty="63", lang="en").html


@pytest.mark.parametrize(("language", "words"), [("en", "no. 2 of 3"), ("nb", "nr. 2 av 3"), ("nn", "nr. 2 av 3")])
def test_the_landing_row_has_the_rank(serve: Serve, build: OpenBuild, language: str, words: str) -> None:
    assert words in serve(build).page(lang=language).html
    assert words not in serve(build).page(lang=language, faculty="63").html


def test_a_goal_without_a_figure_has_its_place_beside_its_name(serve: Serve, build: OpenBuild) -> None:
    """A list of the former programme has no figure of the plan's years; that it has a place is all there is to see."""
    html = serve(build).page(lang="en").html.replace("\u00a0", " ")
    row = html[html.index("goal-SG-C1") : html.index("goal-C1")]
    assert 'class="place">no. 2 of 3 · Norwegian universities, sum 2019–2020</small>' in row
    assert row.count("no. 2 of 3") == 1


def test_a_goal_of_two_halves_has_the_place_of_the_one_that_a_public_source_has(serve: Serve) -> None:
    awards = [granted(OURS, 1, action="FET"), granted(OURS, 1, action="FET"), granted(OSLO, 1, action="FET")]
    html = serve(given(eu_participations=awards)).page(lang="en").html.replace("\u00a0", " ")
    assert "no. 1 of 2" in html[html.index("goal-C5") : html.index("goal-C6")]


def test_without_units_no_page_breaks_down_by_them(serve: Serve) -> None:
    html = (
        serve(given(units=[], eu_participations=[granted(OURS, 3e6)]))
        .page(goal="SG-C1", unfolded="peers", lang="en")
        .html
    )
    assert "By faculty" not in html
    assert "By action in 2019" in html


def test_the_chart_can_be_taken_out_with_every_institution_and_year(serve: Serve, build: OpenBuild) -> None:
    serve(build)
    view = View(Address(goal="SG-C1"), "en", build)
    goal = next(goal for goal in build.plan.goals if goal.id == "SG-C1")
    scope = scope_of(goal, view)
    assert scope is not None
    sheet = peers_sheet(scope, view)
    assert sheet is not None
    out = io.StringIO()
    csv.writer(out).writerows(sheet.rows)
    assert "Norwegian University of Science and Technology,2020,1000000.0,2" in out.getvalue()


class TestFigure:
    own = Member("Own", "O", [(2020, 4.0), (2021, 5.0)])
    others = (Member("First", "F", [(2020, 9.0), (2021, 5.1)]), Member("Silent", "S", []))

    def test_the_own_line_is_drawn_last_over_grey_ones(self) -> None:
        figure = peer_lines(self.own, self.others, "number", "en").to_dict()
        assert [trace["line"]["width"] for trace in figure["data"]] == [1.4, 1.4, 2.6]

    def test_names_of_lines_that_end_near_each_other_stand_apart(self) -> None:
        figure = peer_lines(self.own, self.others, "number", "en").to_dict()
        heights = {text["text"]: text["y"] for text in figure["layout"]["annotations"]}
        assert set(heights) == {"O", "F"}
        assert heights["F"] - heights["O"] > 0.5
