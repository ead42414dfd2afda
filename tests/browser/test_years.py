"""The year in the browser: the slider beside the map, and Back to where the page was left."""

import pytest

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACE = "() => document.querySelector('[data-testid=stMain]').scrollTop"
AT = "top => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - top) < 3"


def test_back_returns_to_where_the_plan_was_left(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    strolling.settle()
    page.locator("a[data-go='goal-H2']").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 300")
    left_at = page.evaluate(PLACE)
    page.locator("a[data-go='goal-H2']").click()
    page.wait_for_selector("h1:has-text('Norwegian language')")
    assert page.evaluate(PLACE) == 0, "another page begins at its top"
    page.go_back()
    page.wait_for_selector("table.goals")
    page.wait_for_function(AT, arg=left_at)


def test_the_slider_changes_the_year_of_the_map_and_the_address(strolling: Reader) -> None:
    page = strolling.open("?topic=mobility&lang=en")
    strolling.settle()
    slider = page.locator(".year-slider input")
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_function("() => /[?&]year=20\\d\\d/.test(location.search)")
    strolling.settle()
    year = page.evaluate("() => new URLSearchParams(location.search).get('year')")
    assert page.locator(".year-slider output").inner_text() == year
    page.wait_for_selector(f".says:has-text('Outgoing stays in {year}')")
    assert page.locator("nav.years summary b").inner_text() == year
