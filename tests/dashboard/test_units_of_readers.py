"""Whose figures a reader meets: staff of a unit their own, and everybody those that they choose."""

from dataclasses import replace

import pytest

from dashboard import builds
from dashboard.address import Address
from dashboard.pages.parts import frame, view
from dashboard.pages.parts.units import landed
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.dashboard.report.conftest import small_build

FACULTY, DEPARTMENT = Viewer("unit_analyst", "63"), Viewer("unit_analyst", "631000")


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    return small_build()


def test_a_bare_link_leads_staff_of_a_unit_to_its_plan_and_others_to_the_whole(build: OpenBuild) -> None:
    assert landed(Address(lang="en"), FACULTY, build) == Address(faculty="63", lang="en")
    assert landed(Address(), DEPARTMENT, build) == Address(department="631000")
    assert landed(Address(), Viewer("viewer"), build) == Address()


@pytest.mark.parametrize(
    "address", [Address(faculty="64"), Address(faculty="all"), Address(goal="D6"), Address(topic="eu")]
)
def test_any_other_link_leads_where_it_says(address: Address, build: OpenBuild) -> None:
    assert landed(address, FACULTY, build) == address


def test_staff_of_a_faculty_see_it_and_can_go_to_the_whole_and_stay_there(
    serve: Serve, build: OpenBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_analyst = replace(builds.serving(), without_sign_in=FACULTY)
    for module in (builds, frame, view):
        monkeypatch.setattr(module, "serving", lambda: as_analyst)
    served = serve(build)
    own = served.page(lang="en").html
    assert '<span class="unit"> · Computing</span>' in own
    assert 'href="?faculty=all&amp;lang=en" data-go="Whose figures-Whole university"' in own
    whole = served.page(faculty="all", lang="en")
    assert "whole university" in whole.html
    assert 'href="?faculty=all&amp;lang=en" data-go="nav-plan" aria-current="page"' in whole.sidebar
    goal = served.page(goal="SG-D1", faculty="63", lang="en").html
    assert 'href="?goal=SG-D1&amp;faculty=all&amp;lang=en" data-go="crumb-2"' in goal


def test_a_unit_has_its_own_plan_beside_the_whole_and_its_departments(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(faculty="63", lang="en").html
    assert html.count("<tr data-row>") == 47
    assert "not judged per unit" in html
    assert "the university " in html
    assert 'href="?faculty=63&amp;department=631000&amp;lang=en" data-go="unit-631000"' in html
    assert 'href="?goal=SG-D1&amp;faculty=63&amp;lang=en" data-go="goal-SG-D1"' in html


def test_a_goal_that_knows_no_units_says_that_it_is_of_the_whole(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(goal="C4", faculty="63", lang="en").html
    assert "whole university only, not for Computing" in html


def test_a_topic_shows_the_unit_and_says_where_a_figure_is_of_the_whole(serve: Serve, build: OpenBuild) -> None:
    html = serve(build).page(topic="mobility", faculty="63", lang="en").html
    assert '<h1>Mobility<span class="unit"> · Computing</span></h1>' in html
    assert 'class="foot">IE · ' in html
    assert 'href="?topic=mobility&amp;lang=en" data-go="Whose figures-Whole university"' in html


def test_each_number_of_a_topic_can_be_asked_about(serve: Serve, build: OpenBuild) -> None:
    served = serve(build)
    closed = served.page(topic="mobility", lang="en").html
    link = 'data-go="about-flows.outgoing_stays" aria-label="About this number: Outgoing stays" aria-expanded='
    assert f'{link}"false"' in closed
    assert "Made from these files" not in closed
    opened = served.page(topic="mobility", about="flows.outgoing_stays", lang="en").html
    assert f'{link}"true"' in opened
    assert "Made from these files" in opened
