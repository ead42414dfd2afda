"""A goal's page: the answer, what it is held against, and the way down to the units."""

import re
from dataclasses import replace

import pytest

from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import UNITS, given, graduate, participation, stay, unit

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Two faculties; 63 has 3 of 4 graduates abroad (631000: 2 of 2, 632000: 1 of 2), 64 has 1 of 4."""
    graduates = [("a", "631000"), ("b", "631000"), ("c", "632000"), ("d", "632000"), *[(n, "641000") for n in "efgh"]]
    went = ["a", "b", "c", "e"]
    units = [unit(**{**row, "name_en": HOSTILE} if row["unit_code"] == "641000" else row) for row in UNITS]
    return given(
        units=units,
        graduates=[
            graduate(person_id=f"{p}{y}", unit_code=u, started_on=f"{y - 5}-08-15", graduated_on=f"{y}-06-15")
            for p, u in graduates
            for y in (2024, 2025)
        ],
        stays=[stay(person_id=f"{p}2025", unit_code=dict(graduates)[p]) for p in went],
    )


def test_the_answer_stands_with_its_counts(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-D1", lang="en").html)
    assert "<h1>Graduates with a stay abroad</h1>" in html
    assert "4 of 8" in html
    assert "50 %" in html
    assert "50.0 % in 2025, +50.0 points since 2024." in html


def test_faculties_are_sorted_by_value_and_lead_on(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-D1", lang="en").html)
    assert html.index(">Computing</a>") < html.index(">Engineering</a>")
    assert 'href="?goal=SG-D1&amp;faculty=63&amp;lang=en"' in html
    assert "Highest: Computing with 75.0 %, 25.0 points above the university (50.0 %)." in html


def test_a_faculty_shows_its_departments_and_the_way_back(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-D1", faculty="63", lang="en").html)
    assert "By department in 2025" in html
    assert "Against the university" in html
    assert 'href="?goal=SG-D1&amp;faculty=63&amp;department=631000&amp;lang=en"' in html
    assert 'href="?goal=SG-D1&amp;lang=en" data-go="crumb-2"' in html
    assert "behind pace" not in html, "a unit is compared, never judged"


def test_a_department_shows_its_programmes(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-D1", department="631000", lang="en").html)
    assert "By programme in 2025" in html
    assert 'faculty=63&amp;lang=en" data-go="crumb-3"' in html, "the crumb knows the faculty above"


def test_names_from_the_data_are_text(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", faculty="64", lang="en").html
    assert HOSTILE not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_every_chart_has_its_table(serve: Serve, build: OpenBuild) -> None:
    page = serve(build).page(goal="SG-D1", unfolded="moved,compare")
    assert page.charts == 4
    assert '<ul class="multiples">' in page.html, "the members side by side are drawings of our own"
    assert page.html.count('<table class="figures">') == 5


def test_what_few_need_is_an_answer_first_and_the_rest_on_demand(serve: Serve, build: OpenBuild) -> None:
    served = serve(build)
    first = served.page(goal="SG-D1", lang="en")
    assert first.charts == 3, "the years, the faculties, and then and now"
    assert "0.0 % in 2024 and 50.0 % in 2025: +50.0 points." in _text(first.html), "the answer is there at once"
    assert 'href="?goal=SG-D1&amp;indicator=outbound_gap&amp;lang=en" data-go="card-gap"' in first.html
    assert (
        'href="?goal=SG-D1&amp;unfolded=moved&amp;lang=en" data-go="unfold-moved" aria-expanded="false"' in first.html
    )
    opened = served.page(goal="SG-D1", unfolded="moved", lang="en")
    assert opened.charts == 4
    assert 'href="?goal=SG-D1&amp;lang=en" data-go="unfold-moved" aria-expanded="true"' in opened.html


def test_the_question_and_its_answer_come_before_the_evidence(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", lang="en").html
    order = ["<h1>", 'class="cards"', "Over the years", "By faculty in 2025", 'id="moved"', 'class="about"']
    places = [html.index(part) for part in order[:2]] + [html.index(part) for part in order[4:]]
    assert places == sorted(places)


def test_faculties_are_lines_from_then_to_now(serve: Serve, build: OpenBuild) -> None:
    """Nobody of 2024 was abroad: Computing went from 0 to 3 of 4, Engineering from 0 to 1 of 4."""
    html = _text(serve(build).page(goal="SG-D1", lang="en").html)
    assert "Faculty: from 2024 to 2025" in html
    table = html.split("The figures behind the lines")[2].split("</table>")[0]
    assert re.findall(
        r'<tr><th scope="row">([^<]*)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', table
    ) == [
        ("Computing", "75.0 %", "0.0 %", "+75.0 pts"),
        ("Engineering", "25.0 %", "0.0 %", "+25.0 pts"),
    ]


def test_another_dimension_year_and_indicator_by_link(serve: Serve, build: OpenBuild) -> None:
    served = serve(build)
    assert "By campus in 2025" in served.page(goal="SG-D1", by="campus", lang="en").html
    assert "By faculty in 2024" in served.page(goal="SG-D1", year="2024", lang="en").html
    variant = served.page(goal="SG-D1", indicator="outbound_gap", lang="en").html
    assert "<h1>Graduates with a stay abroad</h1>" in variant, "the heading is what was clicked"
    assert "<summary>Measured by: <b>Graduations missing to 50 %</b></summary>" in variant


@pytest.mark.parametrize(
    "parameters",
    [
        {"by": "nonsense"},
        {"faculty": "99"},
        {"department": "<script>"},
        {"year": "1850"},
        {"year": "²"},
        {"dated_by": "x"},
        {"indicator": "horizon_projects"},
    ],
)
def test_an_address_that_names_what_is_not_there_opens_as_near_as_it_can(
    serve: Serve, build: OpenBuild, parameters: dict[str, str]
) -> None:
    html = serve(build).page(goal="SG-D1", lang="en", **parameters).html
    assert "<h1>Graduates with a stay abroad</h1>" in html
    assert "By faculty in 2025" in html


def test_another_year_shows_its_own_figures_alone_and_the_way_back(serve: Serve, build: OpenBuild) -> None:
    """Nobody of 2024 was abroad: 50 points are missing then, and the judgement of 2025 is not beside it."""
    html = _text(serve(build).page(goal="SG-D1", year="2024", lang="en").html)
    cards = html.split('class="cards"')[1].split("By faculty")[0]
    assert "0.0 %" in cards
    assert 'class="pill' not in cards
    assert "the goal is judged on 2025." in html
    assert '<a href="?goal=SG-D1&amp;lang=en" data-go="latest-year">Back to 2025</a>' in html


def test_a_unit_is_compared_with_the_year_before_the_break_too(serve: Serve) -> None:
    """Graduates of 2021 carry covid: the faculty's half of 2025 is held against its quarter of 2019."""
    went = {2019: 1, 2021: 0, 2025: 2}
    people = [(year, n) for year in went for n in range(4)]
    build = given(
        graduates=[
            graduate(person_id=f"{y}-{n}", started_on=f"{y - 5}-08-15", graduated_on=f"{y}-06-15") for y, n in people
        ],
        stays=[
            stay(person_id=f"{y}-{n}", date_from=f"{y - 1}-08-15", date_to=f"{y - 1}-12-20")
            for y, n in people
            if n < went[y]
        ],
    )
    html = _text(serve(build).page(goal="SG-D1", faculty="63", lang="en").html)
    assert "50.0 % in 2025, +25.0 points since 2019." in html
    assert "<b>Covid-19 2020–2024</b>" in html, "the shade ends where the break ends for graduates"
    assert (
        '<div class="label">Since 2019</div><div class="value">+25.0 pts</div><div class="note">25.0 % then</div>'
        in html
    )


def test_a_year_that_is_not_over_is_shown_and_not_compared(serve: Serve) -> None:
    """Known until 1 March 2026: two stays of 2025, one of 2026."""
    stays = [stay(date_from=f"{y}-01-10", date_to=f"{y}-05-20") for y in (2024, 2025, 2025)]
    stays.append(stay(date_from="2025-10-01", date_to="2026-02-01"))
    html = _text(serve(given(as_of="2026-03-01", stays=stays)).page(of="outgoing_stays", lang="en").html)
    assert "2 in 2025, +1 since 2024. 2026 is incomplete, known until 1 Mar 2026, and is not compared." in html
    assert ">2026*<" in html


def test_a_goal_that_the_plan_lacks_leads_back(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal=HOSTILE, lang="en").html
    assert HOSTILE not in html
    assert "Back to the plan" in html


def test_without_its_feeds_a_goal_names_them(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="C1", lang="en").html
    assert "these feeds are missing: EU participations." in html
    assert "the folder eu_participations" in html


def test_a_goal_without_an_indicator_says_what_it_waits_for(serve: Serve, build: OpenBuild) -> None:
    served = serve(replace(build, indicators={}))
    assert "not defined yet" in served.page(goal="H2", lang="en").html
    assert "attestations" in served.page(goal="D2", lang="en").html


def test_a_roll_up_lists_the_goals_below(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="O2", lang="en").html
    assert html.count("<tr data-row>") == 4
    assert "The goals below" in html


def test_what_is_added_up_over_a_programme_says_so(serve: Serve) -> None:
    build = given(
        eu_participations=[
            participation(signed_on=f"{year}-05-01", framework=framework, contribution_eur=2e6)
            for year, framework in [(2018, "H2020"), (2024, "HORIZON"), (2025, "HORIZON")]
        ]
    )
    html = _text(serve(build).page(goal="SG-C1", lang="en").html)
    assert "Added up 2021–2025" in html
    assert "EUR 4.0 m" in html
    assert "EUR 2.0 m in 2025" in html


def test_figures_are_footed_with_their_terms(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", lang="en").html
    for term in ("2024–2025", "n = 16", "year of graduation", "calendar year", "source: graduates", "exact figures"):
        assert term in html


def test_missing_cases_are_whole_in_each_row_and_say_so_where_the_rows_add_up_to_more(serve: Serve) -> None:
    """Of three graduates one has been abroad in one faculty, none in the other: 0.5 and 1.5 are missing, 2 in all."""
    graduates = [(f"{unit}{n}", unit) for unit in ("631000", "641000") for n in range(3)]
    build = given(
        graduates=[graduate(person_id=person, unit_code=unit) for person, unit in graduates],
        stays=[stay(person_id="6310000")],
    )
    html = _text(serve(build).page(goal="SG-D1", indicator="outbound_gap", lang="en").html)
    assert "the rows add up to 3, all cases together to 2." in html
    assert ">1</td>" in html
    assert "0.5" not in html.split("By faculty in 2025")[1]


def _text(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
