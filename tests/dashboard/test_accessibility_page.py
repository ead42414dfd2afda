"""The accessibility statement: complete in both languages, true to what is configured, reached from every page."""

from dataclasses import replace

import pytest

from dashboard.accessibility import Statement, statement
from dashboard.text import LANGUAGES, text
from models.config_sections import AccessibilitySettings
from models.store import OpenBuild
from tests.dashboard.conftest import Serve
from tests.models.given import given

PARTS = ("degree", "meaning", "report", "complain", "not_met", "tested")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_told_in_every_language(language: str) -> None:
    statements = statement()
    assert isinstance(statements, Statement)
    assert statements.for_users[language]
    assert all(how[language] for how in statements.tested_how)
    assert all(breach.name[language] and breach.says[language] for breach in statements.breaches)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_parts_that_the_law_asks_for_and_each_breach(serve: Serve, language: str) -> None:
    html = serve(given()).page(view="accessibility", lang=language).html
    assert [part for part in PARTS if text(f"accessibility.{part}", language) not in html] == []
    assert [one.criterion for one in statement().breaches if f"<h3>{one.criterion} " not in html] == []
    assert f"{len(statement().breaches)}." in html


def test_the_contact_is_the_institutions_own(serve: Serve) -> None:
    assert "mailto:uu@example.org" in serve(_with(contact="uu@example.org")).page(view="accessibility").html


def test_without_a_contact_the_page_says_where_to_write_it(serve: Serve) -> None:
    assert "accessibility.contact" in serve(given()).page(view="accessibility", lang="en").html


def test_the_statement_published_by_the_institution_is_linked(serve: Serve) -> None:
    published = "https://uustatus.no/nb/erklaringer/publisert/1"
    assert f'href="{published}"' in serve(_with(statement=published)).page(view="accessibility").html


@pytest.mark.parametrize("page", [{}, {"goal": "D6"}, {"view": "definitions"}, {"topic": "eu"}])
def test_every_page_leads_to_the_statement(serve: Serve, page: dict[str, str]) -> None:
    html = serve(given()).page(lang="en", **page).html
    assert 'href="?view=accessibility&amp;lang=en"' in html


def _with(**settings: str) -> OpenBuild:
    build = given()
    config = build.config.model_copy(update={"accessibility": AccessibilitySettings(**settings)})
    return replace(build, config=config)
