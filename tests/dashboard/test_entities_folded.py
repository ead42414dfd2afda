"""Long pages of things: lists behind a line with their number, and figures that nobody sees in one sentence."""

import re

import pytest

from dashboard.pages.entity.figures import all_suppressed
from dashboard.pages.parts.view import View
from dashboard.text import LANGUAGES, text
from tests.dashboard.conftest import Serve
from tests.models.given import given, participation


def test_a_units_long_lists_are_behind_a_line_that_says_how_many_rows_they_have(serve: Serve) -> None:
    """Two projects, no agreement: one folded list of two rows, and none that is empty."""
    build = given(eu_participations=[participation(project_id=str(n), unit_code="640000") for n in (1, 2)])
    html = serve(build).page(view="faculty", id="64", lang="en").html
    folded = re.findall(r'<details class="folded-list"><summary><h2 id="(\w+)">[^<]+<span[^>]*> · (\d+)<', html)
    assert folded == [("projects", "2")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_says_how_many_figures_are_suppressed(language: str, serve: Serve) -> None:
    build = given()
    serve(build)
    from dashboard.address import Address

    assert text("entity.all_suppressed", language, of="8") in all_suppressed(8, View(Address(), language, build))
