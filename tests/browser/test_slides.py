"""The slides by keyboard alone, and what is drawn where the reader's system imposes its colours."""

import re

import pytest

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = "() => document.activeElement.getAttribute('aria-label')"
# marks that are seen by their background alone, and have that of the page
LOST = """selectors => selectors.filter(selector => {
    const one = document.querySelector(selector);
    return one && getComputedStyle(one).backgroundColor === getComputedStyle(document.body).backgroundColor;
})"""
MARKS = [".scale-bar .now", ".scale-bar .zone", ".groups-bar .behind", ".groups-bar .unclear"]


def test_the_keyboard_turns_the_slides_and_stops_at_both_ends(strolling: Reader) -> None:
    page = strolling.open("?view=briefing&goals=SG-D1,C1&lang=en")
    strolling.settle()
    page.locator(".slide").first.focus()
    assert page.evaluate(SHOWN).startswith("Slide 1 of ")
    last = int(page.evaluate(SHOWN).rsplit(" ", 1)[1])
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(SHOWN) == f"Slide 1 of {last}", "before the first there is none"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN) == f"Slide 2 of {last}"
    page.keyboard.press("End")
    assert page.evaluate(SHOWN) == f"Slide {last} of {last}"
    page.keyboard.press("PageUp")
    assert page.evaluate(SHOWN) == f"Slide {last - 1} of {last}"


def test_the_whole_screen_shows_one_slide_of_16_to_9(strolling: Reader) -> None:
    page = strolling.open("?view=briefing&goals=SG-D1,C1&lang=en")
    strolling.settle()
    page.get_by_role("button", name="Present").click()
    page.wait_for_function("() => document.fullscreenElement?.classList.contains('deck')")
    seen = page.locator(".slide:visible")
    assert seen.count() == 1
    box = seen.bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("() => !document.fullscreenElement")


def test_each_slide_is_a_sheet_of_a4_on_its_side(strolling: Reader) -> None:
    page = strolling.open("?view=briefing&goals=SG-D1,C1&lang=en")
    strolling.settle()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == page.locator(".slide").count()
    sizes = {tuple(map(float, box.split()[2:])) for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed)}
    assert {(round(wide), round(high)) for wide, high in sizes} == {(842, 595)}


def test_marks_are_seen_in_colours_that_the_system_imposes(wishing: Reader) -> None:
    wishing.page.emulate_media(forced_colors="active")
    page = wishing.open("?lang=en")
    wishing.settle()
    assert page.evaluate(LOST, MARKS) == []
    wishing.page.emulate_media(forced_colors="none")


def test_all_goals_are_on_one_screen_where_that_is_asked_for(wishing: Reader) -> None:
    for width, height in ((1440, 1000), (2560, 1200)):
        wishing.page.set_viewport_size({"width": width, "height": height})
        page = wishing.open("?layout=compact&lang=en")
        wishing.settle()
        rows = page.locator("table.goals tr[data-row]")
        assert rows.count() == 47
        ends = [row.bounding_box() for row in rows.all()]
        assert all(box and box["y"] + box["height"] <= height for box in ends), f"not all of {width} by {height}"
        page.locator("a[data-go='goal-C1']").focus()
        assert "C1 Double the ERC portfolio" in page.locator(".would-line").inner_text()
