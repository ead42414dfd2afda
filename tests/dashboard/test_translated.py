"""The Norwegian goals are our translation of the plan, and say so wherever they show; the plan's own words do not."""

from dataclasses import replace

import pytest

from dashboard.digest.edition import Edition
from dashboard.report.contents import gather
from dashboard.report.words import basis
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.cli.ten_years import ten_years
from tests.dashboard.conftest import Serve
from tests.dashboard.report.conftest import YEAR, silent

SAYS = "målene er oversatt: ikke planens egen ordlyd på dette språket"


def with_own_wording(build: OpenBuild) -> OpenBuild:
    """As after the institution has put its own Norwegian text into the plan's file."""
    return replace(build, given_plan=build.plan.model_copy(update={"translated": ()}), id="own")


def test_the_plan_ships_as_a_translation_into_norwegian_alone() -> None:
    assert ten_years().plan.translated == ("nb",)


@pytest.mark.parametrize(("language", "word"), [("nb", "(oversatt)"), ("en", "(translated)")])
def test_a_goals_words_say_so_in_the_language_they_are_translated_into(serve: Serve, language: str, word: str) -> None:
    page = serve(ten_years()).page(goal="SG-D1", lang=language).html
    assert (word in page) == (language == "nb")
    assert word not in serve(with_own_wording(ten_years())).page(goal="SG-D1", lang=language).html


def test_the_plan_page_says_so(serve: Serve) -> None:
    assert SAYS in serve(ten_years()).page(lang="nb").html
    assert "translated" not in serve(ten_years()).page(lang="en").html
    assert SAYS not in serve(with_own_wording(ten_years())).page(lang="nb").html


@pytest.mark.slow
def test_a_report_and_a_mail_say_so() -> None:
    for build, says in ((ten_years(), True), (with_own_wording(ten_years()), False)):
        contents = gather(build, Viewer("public"), YEAR, silent)
        assert any(SAYS in line.lower() for line in basis(contents, "nb")) == says
        assert (SAYS in Edition(build, build, Viewer("public"), None).foot("nb")) == says
        assert "translated" not in " ".join(basis(contents, "en"))
