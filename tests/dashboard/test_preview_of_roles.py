"""An analyst looks as others do: on the page, in its links, and in its files."""

from tests.dashboard.conftest import Serve
from tests.models.given import given, stay

BUILD = given(stays=[stay(unit_code=unit) for unit, count in (("631000", 3), ("641000", 30)) for _ in range(count)])
STAYS = {"of": "outgoing_stays", "lang": "en"}


def test_the_page_is_as_the_other_sees_it_and_says_so(serve: Serve) -> None:
    pages = serve(BUILD)
    assert ">..</td>" not in pages.page(**STAYS).html
    seen = pages.page(**STAYS, seen_as="viewer")
    assert ">..</td>" in seen.html
    assert "You see this page as a reader within the institution does." in seen.html
    assert 'href="?of=outgoing_stays&amp;lang=en" data-go="preview-back"' in seen.html


def test_the_choice_goes_along_with_every_link(serve: Serve) -> None:
    seen = serve(BUILD).page(**STAYS, seen_as="viewer")
    assert 'href="?view=definitions&amp;seen_as=viewer&amp;lang=en"' in seen.sidebar
    assert 'href="?of=outgoing_stays&amp;lang=en" data-go="preview-own"' in seen.sidebar


def test_the_analyst_of_the_unit_shown_can_be_looked_as(serve: Serve) -> None:
    pages = serve(BUILD)
    assert "unit_analyst" not in pages.page(**STAYS).sidebar
    assert "seen_as=unit_analyst%3A63" in pages.page(**STAYS, faculty="63").sidebar


def test_units_have_the_codes_that_an_institution_gives_them(serve: Serve) -> None:
    assert "seen_as=unit_analyst%3AEPS" in serve(BUILD).page(**STAYS, faculty="EPS").sidebar


def test_a_unit_that_is_not_there_gives_words_and_no_fault(serve: Serve) -> None:
    for address in (STAYS, {"lang": "en"}):
        assert "Not shown with your rights" in serve(BUILD).page(**address, seen_as="unit_analyst:99").html
