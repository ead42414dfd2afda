"""Lists, a partner, what changed, slides and help: by keyboard, in nynorsk, in imposed colours and without motion."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.test_accessible import ALIKE, AXE, CUT_OFF, RULES, RUN
from tests.browser.test_keyboard import FOCUS, MOVING, structure

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARTNER_TREE = Path(__file__).parent / "partner.aria.yaml"
PAGES = (
    "?view=changes",
    "?view=changes&since=2020-01-01",
    "?view=list",
    "?view=list&list=waiting",
    "?view=list&list=lapsing",
    "?view=partner&id=P0001",
    "?view=agreement&id=A0001",
    "?view=programme&id=M6010-01",
    "?view=country&id=DE",
    "?view=briefing&goals=O1,SG-D1,D2",
    "?view=reading",
    "?view=limits",
)
# what can be used and has no edge where the system takes backgrounds away
EDGELESS = """() => [...document.querySelectorAll("[data-testid=stMain] :is(button, input, select)")]
    .filter(one => one.offsetWidth > 1)
    .filter(one => !["Top", "Bottom"].some(side => parseFloat(getComputedStyle(one)[`border${side}Width`]) > 0)
        && getComputedStyle(one).textDecorationLine === "none")
    .map(one => one.outerHTML.slice(0, 120))"""
MOST_STOPS = 120
OUTLINE = re.compile(
    r"\s*- (main|heading|navigation|table|columnheader|group)"
)  # rows change with the day of the build


def walk(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press the key until what is called so has the focus; on the way each stop is seen and framed."""
    unseen: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        name, is_seen = page.evaluate(FOCUS)
        unseen += [] if is_seen else [name]
        if name.startswith(wanted):
            assert unseen == []
            return
    pytest.fail(f"{wanted} is not reached within {MOST_STOPS} stops")


def test_axe_finds_nothing_on_the_pages_of_the_work_in_nynorsk(wishing: Reader) -> None:
    page = wishing.open("?view=quality&lang=nn")
    page.add_style_tag(content=ALIKE)
    page.evaluate(AXE)
    faults: dict[str, list[str]] = {}
    for address in PAGES:
        wishing.go("?lang=nn")
        wishing.go(f"{address}&lang=nn")
        page_faults: list[str] = page.evaluate(RUN, RULES)
        faults |= {address: page_faults} if page_faults else {}
    assert faults == {}


def test_nothing_moves_and_all_controls_have_edges_where_readers_ask_for_it(wishing: Reader) -> None:
    wishing.page.emulate_media(reduced_motion="reduce", forced_colors="active")
    wishing.page.set_viewport_size({"width": 320, "height": 700})
    page = wishing.open("?view=quality&lang=en")
    faults: dict[str, list[str]] = {}
    for address in PAGES:
        wishing.go("?lang=en")
        wishing.go(f"{address}&lang=en")
        page_faults = [*page.evaluate(EDGELESS), *page.evaluate(CUT_OFF)]
        page_faults += ["something moves"] if page.evaluate(MOVING) else []
        faults |= {address: page_faults} if page_faults else {}
    wishing.page.emulate_media(forced_colors="none")
    assert faults == {}


def test_the_keyboard_filters_a_list_and_opens_what_it_finds(strolling: Reader) -> None:
    page = strolling.open("?view=list&list=partners&lang=en")
    strolling.settle()
    walk(page, "INPUT")
    page.keyboard.type("heidelberg")
    expect(page.locator(".says")).to_contain_text("of 1.")
    strolling.settle()
    walk(page, "row")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Heidelberg")
    expect(page.locator("h1")).to_be_focused()
    walk(page, "accessibility")


def test_the_keyboard_chooses_a_day_to_compare_with(strolling: Reader) -> None:
    page = strolling.open("?view=changes&lang=en")
    strolling.settle()
    walk(page, "INPUT")
    page.locator("input[type=date]").fill("2025-12-31")
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("No edition of 31 Dec 2025 or before is kept")
    assert "since=2025-12-31" in page.url


def test_a_screen_reader_is_told_of_a_partner_in_its_order(strolling: Reader) -> None:
    page = strolling.open("?view=partner&id=P0001&lang=en")
    strolling.settle()
    lines = structure(page.locator("[data-testid=stMain]").aria_snapshot())
    lines = [line for line in lines if OUTLINE.match(line)]
    assert lines == PARTNER_TREE.read_text(encoding="utf-8").splitlines()
