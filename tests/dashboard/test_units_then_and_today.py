"""A department that was merged into another faculty's: its figures as they were then, and under today's units."""

import pytest

from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import UNITS, given, graduate, unit

SWITCH = 'aria-label="Units"'


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """Faculty 65 with its department 651000 went into 631000 of faculty 63 on 1 January 2025."""
    ended = {"valid_to": "2024-12-31", "name_en": "Old"}
    return given(
        units=[
            *[unit(**row) for row in UNITS],
            unit(unit_code="650000", unit_level="faculty", successor_code="630000", **ended),
            unit(unit_code="651000", successor_code="631000", parent_code="650000", **ended),
        ],
        graduates=[
            graduate(unit_code="651000", started_on="2019-08-15", graduated_on="2024-06-15"),
            graduate(unit_code="631000", started_on="2019-08-15", graduated_on="2024-06-15"),
        ],
        stays=[{"stay_id": "x", "direction": "out", "country": "DE", "status": "completed"}],
    )


def test_then_is_the_default_and_the_other_is_one_link_away(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", year="2024", lang="en").html
    assert SWITCH in html
    assert 'href="?goal=SG-D1&amp;year=2024&amp;units=today&amp;lang=en"' in html
    assert ">Old</a>" in html
    assert "units as they were" in html


def test_today_counts_it_under_the_unit_that_took_its_place(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", year="2024", units="today", lang="en").html
    assert ">Old</a>" not in html
    assert ">Computing</a>" in html
    assert "units as they are" in html
    assert "faculty=63&amp;year=2024&amp;units=today" in html, "the choice goes along to the unit below"


def test_a_units_page_has_the_choice_for_all_its_figures(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", faculty="63", year="2024", units="today", lang="en").html
    assert html.count(SWITCH) == 1
    assert html.index(SWITCH) < html.index('class="cards"')
    assert "0 of 2" in html.replace("\N{NO-BREAK SPACE}", " ")


def test_without_units_in_the_question_nothing_is_said_of_them(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="SG-D1", by="campus", year="2024", units="today", lang="en").html
    assert SWITCH not in html
    assert "units as" not in html


def test_where_no_unit_has_changed_there_is_nothing_to_choose(serve: Serve) -> None:
    same = given(graduates=[graduate()], stays=[{"stay_id": "x", "direction": "out", "country": "DE"}])
    html = serve(same).page(goal="SG-D1", units="today", lang="en").html
    assert SWITCH not in html
    assert "units as" not in html
