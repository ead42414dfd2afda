"""A goal about a framework programme: added up by year of the programme, against the former after as many years."""

import pytest

from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import given, participation


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Horizon Europe: 2 million euro in its years 4 and 5. Horizon 2020: 1 million in its years 5 and 7."""
    signed = [(2018, "H2020", 1e6), (2020, "H2020", 1e6), (2024, "HORIZON", 2e6), (2025, "HORIZON", 2e6)]
    return given(
        eu_participations=[
            participation(signed_on=f"{year}-05-01", framework=framework, contribution_eur=euro, unit_code="631000")
            for year, framework, euro in signed
        ]
    )


def test_cards_sentence_and_table_tell_the_same_sum(serve: Serve, build: OpenBuild) -> None:
    page = serve(build).page(goal="SG-C1", lang="en")
    html = _text(page.html)
    assert "Added up 2021–2025" in html
    assert "EUR 4.0 m after year 5 of Horizon Europe (2021–2027), +EUR 3.0 m against Horizon 2020 (2014–2020)" in html
    assert '<div class="value">+EUR 3.0 m</div><div class="note">baseline EUR 1.0 m</div>' in html
    assert page.charts == 2


def test_the_nations_ambition_stands_beside_with_its_source(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-C1", lang="en").html)
    assert "<b>National: </b>Norway&#x27;s ambition for its return from Horizon Europe, 2.8 % (2027)" in html
    assert "Strategi for norsk deltakelse i Horisont Europa" in html


def test_the_table_goes_by_the_years_of_both_programmes(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-C1", lang="en").html)
    assert _row(html, "year 7") == ["–", "EUR 2.0 m"]
    assert _row(html, "year 5") == ["EUR 4.0 m", "EUR 1.0 m"]
    assert _row(html, "year 1") == ["EUR 0", "EUR 0"]


def test_who_makes_it_up_is_the_whole_sum_too(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-C1", lang="en").html)
    assert "By faculty in 2021–2025" in html
    assert 'Computing</a></th><td class="n">EUR 4.0 m</td>' in html
    assert ">framework</a>" not in html, "one programme is no breakdown"


def test_an_earlier_year_is_held_against_the_same_year_of_the_former(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-C1", year="2024", lang="en").html)
    assert "EUR 2.0 m after year 4 of Horizon Europe (2021–2027), +EUR 2.0 m against" in html
    assert "improving" not in html, "the plan is judged in its last year"


def test_a_faculty_has_its_own_curve(serve: Serve, build: OpenBuild) -> None:
    html = _text(serve(build).page(goal="SG-C1", faculty="63", lang="en").html)
    assert "EUR 4.0 m after year 5" in html


def test_projects_are_added_up_like_euro(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-C1", indicator="horizon_projects", lang="en").html
    assert "2 after year 5 of Horizon Europe (2021–2027), +1 against" in html


def _row(html: str, name: str) -> list[str]:
    row = next(row for row in html.split("<tr") if f"{name}</a></th>" in row or f">{name}</th>" in row)
    return [cell.split("<")[0] for cell in row.split('<td class="n">')[1:]]


def _text(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
