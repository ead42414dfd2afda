"""The landing page is read before Streamlit has started, and is where it was when Streamlit has drawn it."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import LIVE, SHOWN_WITHIN, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = """() => [...document.querySelectorAll("h1, .origin, .cards > *, table.goals tbody th, .page-foot")]
    .map(one => one.getBoundingClientRect())
    .map(one => [one.x, one.y, one.width, one.height].map(Math.round))"""


@pytest.fixture
def held(reader: Reader) -> Iterator[list[Route]]:
    """Streamlit's start, which the browser asks for and gets only when the test lets it."""
    routes: list[Route] = []
    reader.page.route("**/static/js/index.*.js", lambda route: routes.append(route))  # noqa: PLW0108  # Playwright asks how many it takes
    yield routes
    reader.page.unroute_all()


def _released(page: Page, held: list[Route]) -> None:
    for route in held:
        route.continue_()
    page.wait_for_function(LIVE)


@pytest.mark.parametrize(
    ("width", "address"), [(1440, "?lang=nb"), (390, "?lang=nn"), (1440, "?layout=compact&lang=en")]
)
def test_streamlit_draws_it_where_it_is(width: int, address: str, reader: Reader, held: list[Route]) -> None:
    page = reader.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reader.url + address, wait_until="commit")
    page.wait_for_selector(".first-main table.goals")
    page.evaluate("document.fonts.ready")
    before = page.evaluate(PLACES)
    assert len(before) > 47
    assert page.locator("html").get_attribute("lang") == address[-2:]

    _released(page, held)
    page.wait_for_function(
        f"before => JSON.stringify(({PLACES})()) === before", arg=json.dumps(before, separators=(",", ":"))
    )


def test_a_reader_keeps_the_place_scrolled_to_and_the_focus(reader: Reader, held: list[Route]) -> None:
    page = reader.page
    page.goto(f"{reader.url}?lang=en", wait_until="commit")
    link = page.locator(".first-main a[data-go='goal-D2']")
    link.focus()
    page.locator(".first-main").evaluate("main => { main.scrollTop = 300; }")

    _released(page, held)
    assert page.evaluate("document.activeElement.dataset.go") == "goal-D2"
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 300


@pytest.mark.usefixtures("held")
def test_links_work_before_streamlit_has_started(reader: Reader) -> None:
    page = reader.page
    page.goto(f"{reader.url}?lang=en", wait_until="commit")
    page.locator(".first-main a[data-go='goal-D2']").click()
    page.wait_for_url("**/?goal=D2&lang=en", wait_until="commit", timeout=SHOWN_WITHIN)


def test_a_chosen_theme_holds_from_the_first(reader: Reader, held: list[Route]) -> None:
    page = reader.page
    page.add_init_script("localStorage.setItem('utsyn-theme', 'dark')")
    page.goto(f"{reader.url}?lang=en", wait_until="commit")
    page.wait_for_selector(".first-main table.goals")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    _released(page, held)
