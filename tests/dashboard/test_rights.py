"""What a page shows of figures that its reader may not see."""

from dataclasses import replace

import pytest

from dashboard import builds
from models.question import Viewer
from tests.dashboard.conftest import Serve
from tests.models.given import given, stay

BUILD = given(stays=[stay(unit_code=unit) for unit, count in (("631000", 3), ("641000", 30)) for _ in range(count)])


@pytest.fixture(autouse=True)
def _as_employee(monkeypatch: pytest.MonkeyPatch) -> None:
    as_employee = replace(builds.serving(), without_sign_in=Viewer("viewer"))
    monkeypatch.setattr(builds, "serving", lambda: as_employee)


def test_suppressed_figures_show_their_sign(serve: Serve) -> None:
    html = serve(BUILD).page(of="outgoing_stays", lang="en").html
    assert ">..</td>" in html


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_breakdown_by_another_clock_is_said_to_be_out_of_reach(serve: Serve, lang: str) -> None:
    html = serve(BUILD).page(of="outgoing_stays", dated_by="start", lang=lang).html
    assert {"nb": "Vises ikke med dine rettigheter", "en": "Not shown with your rights"}[lang] in html
    assert f'href="?of=outgoing_stays&amp;lang={lang}" data-go="wider"' in html


def test_an_address_that_cuts_persons_up_in_two_ways_leads_to_one_that_does_not(serve: Serve) -> None:
    html = serve(BUILD).page(topic="mobility", country="DE", lang="en").html
    assert "Not shown with your rights" in html


def test_a_series_that_is_suppressed_in_every_year_has_no_line(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """3 stays in all: the public sees none of the years, and still the page."""
    as_public = replace(builds.serving(), without_sign_in=Viewer("public"))
    monkeypatch.setattr(builds, "serving", lambda: as_public)
    page = serve(given(stays=[stay() for _ in range(3)])).page(of="outgoing_stays", lang="en")
    assert ">..</td>" in page.html
