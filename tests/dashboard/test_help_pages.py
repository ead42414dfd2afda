"""Two help pages in every language: each status, sign and evidence class once, and a way to them from every page."""

import re
from typing import get_args

import pytest

from dashboard.help import HelpPage, help_page
from dashboard.text import LANGUAGES, text
from models.status import StatusId
from tests.dashboard.conftest import Serve
from tests.models.given import given

PAGES: tuple[HelpPage, ...] = get_args(HelpPage)


def test_every_status_is_explained_once() -> None:
    explained = [term.status for section in help_page("reading").sections for term in section.terms if term.status]
    assert sorted(explained) == sorted(get_args(StatusId))


def test_the_short_answers_come_before_the_table_of_statuses(serve: Serve) -> None:
    html = serve(given()).page(view="reading", lang="en").html
    assert html.index("A status follows from written rules") < html.index("All about one figure</h2>")
    assert html.index("All about one figure</h2>") < html.index("The target is met.")


def test_the_questions_a_reader_has_are_answered() -> None:
    assert [section.id for section in help_page("reading").sections] == [
        "status", "pace", "interval", "signs", "evidence", "dates", "more", "statuses",
    ]  # fmt: skip
    signs = {term.sign for section in help_page("reading").sections for term in section.terms if term.sign}
    assert {"..", "0", ":", "–", "*", "A", "B", "C", "D"} <= signs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_in_each_language(serve: Serve, name: HelpPage, language: str) -> None:
    result = help_page(name)
    html = serve(given()).page(view=name, lang=language).html
    assert f"<h1>{result.title[language]}</h1>" in html
    assert html.count("<section ") == len(result.sections)
    assert re.findall(r'<li><a href="#(\w+)"', html) == [one.id for one in result.sections], (
        "it begins with what it has"
    )
    own = [part[language] for one in result.sections for part in (one.title, *one.text, *(t.says for t in one.terms))]
    assert all(own)
    for other in set(LANGUAGES) - {language}:
        assert len({*own} & {part[other] for one in result.sections for part in one.text}) == 0


@pytest.mark.parametrize("page", [{}, {"goal": "D6"}, {"view": "definitions"}, {"topic": "eu"}, {"view": "reading"}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_both(serve: Serve, page: dict[str, str], language: str) -> None:
    html = serve(given()).page(lang=language, **page).html
    for name in PAGES:
        assert re.search(rf'href="\?view={name}&amp;lang={language}"[^>]*>{text(f"nav.{name}", language)}<', html)
    assert html.count(text("foot.signs", language)) == 1, "what the signs mean is said once on a page"
