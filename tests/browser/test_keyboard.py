"""With the keyboard alone from the plan to a faculty and back, and the plan as a screen reader is told of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TREE = Path(__file__).parent / "plan.aria.yaml"
# the focused element's name, and what is wrong with its focus: out of sight, or without a frame
FOCUS = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const isSeen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0
        && box.left < innerWidth && style.visibility === "visible";
    const isFramed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) || style.boxShadow !== "none";
    const name = one.getAttribute("data-go") ?? one.getAttribute("data-testid") ?? one.tagName;
    return [name, isSeen && (isFramed || one.tagName === "MAIN")];
}"""
MOVING = "document.getAnimations().filter(one => one.effect.getComputedTiming().duration > 1).length"  # milliseconds
NAMED = "document.activeElement.textContent"
MOST_STOPS = 150
# roles that make the structure; what stands in cells, paragraphs and pictures changes with the data
STRUCTURE = re.compile(
    r"\s*- (region|banner|main|contentinfo|navigation|group|heading|link|button|table|rowgroup|(row|column)header)\b"
)
YEAR = re.compile(r"\b(19|20)\d\d\b")
COUNT = re.compile(r' \d+"$')


def test_the_keyboard_walks_from_the_plan_to_a_faculty_and_back(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    assert _next(page) == "stSkipToContent"
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    _to(page, "nav-quality")
    _to(page, "goal-SG-D1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Graduates with a stay abroad")
    expect(page.locator("h1")).to_be_focused()
    _unfold(page, "The figures behind the bars")
    _to(page, "row-Faculty of Engineering")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Faculty of Engineering")
    _unfold(page, "The figures behind the bars")
    _to(page, "row-Department of", "below the faculty the walk goes on among its departments")
    _to(page, "crumb-", "and back leads the trail above", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Graduates with a stay abroad")


def test_the_skip_link_passes_the_navigation_by(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert _next(page) == "Whose figures-Whole university"


def test_no_part_of_a_page_holds_the_keyboard(strolling: Reader) -> None:
    page = strolling.open("?goal=SG-D1&lang=en")
    page.locator(".main-svg").first.wait_for()
    _to(page, "accessibility")


def test_a_closed_menu_on_a_phone_is_not_walked_through(wishing: Reader) -> None:
    wishing.page.set_viewport_size({"width": 390, "height": 844})
    page = wishing.open("?lang=nb")
    page.keyboard.press("Tab")
    assert _next(page) == "stExpandSidebarButton"
    expect(page.get_by_role("button", name="Vis menyen")).to_be_focused()


def test_the_theme_is_chosen_by_keyboard_and_kept(reader: Reader) -> None:
    page = reader.open("?lang=en")
    page.get_by_role("button", name="Dark").focus()
    page.keyboard.press("Enter")
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_nothing_moves_for_those_who_ask_for_less_motion(wishing: Reader) -> None:
    wishing.page.emulate_media(reduced_motion="reduce")
    page = wishing.open("?goal=SG-D1")
    page.locator(".main-svg").first.wait_for()
    assert page.evaluate(MOVING) == 0


def test_on_paper_signs_have_frames_and_the_menu_is_gone(wishing: Reader) -> None:
    wishing.page.emulate_media(media="print", color_scheme="dark")
    page = wishing.open()
    pill = page.locator("table.goals .pill").first
    expect(pill).to_have_css("border-top-style", "solid")
    expect(pill).to_have_css("color", "rgb(22, 32, 46)")
    expect(page.locator(".side")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).overflow") == "visible"


def test_a_screen_reader_is_told_the_plan_in_this_structure(strolling: Reader) -> None:
    page = strolling.open("?lang=en")
    expect(page.locator("table.goals tr[data-row]")).to_have_count(47)
    expect(page.get_by_role("link", name="Accessibility statement")).to_be_visible()  # the last of the page
    assert structure(page.locator("body").aria_snapshot()) == TREE.read_text(encoding="utf-8").splitlines()


def structure(snapshot: str) -> list[str]:
    """The lines of an accessibility tree that do not change with the data."""
    lines = snapshot.splitlines()
    return [COUNT.sub(' n"', YEAR.sub("year", line).removesuffix(":")) for line in lines if STRUCTURE.match(line)]


def _next(page: Page, key: str = "Tab") -> str:
    """Press a key that moves the focus; the name of where it then is, which must be seen."""
    page.keyboard.press(key)
    name, is_seen = page.evaluate(FOCUS)
    assert is_seen, f"the focus on {name} is not seen"
    return str(name)


def _unfold(page: Page, words: str) -> None:
    """Press Tab until the focus is on a summary with these words, and open it."""
    page.get_by_text(words).first.wait_for()
    assert any(_next(page) == "SUMMARY" and page.evaluate(NAMED) == words for _ in range(MOST_STOPS)), words
    page.keyboard.press("Enter")


def _to(page: Page, begins: str, why: str = "", key: str = "Tab") -> None:
    """Press the key until the focus is on what is called so."""
    assert any(_next(page, key).startswith(begins) for _ in range(MOST_STOPS)), f"{begins} is not reached: {why}"
