"""Every page for every reader: axe finds nothing, in any theme or language, and a narrow window cuts nothing off."""

from importlib.resources import files
from typing import Literal

import pytest

from dashboard.address import Address
from dashboard.pages import PAGES
from dashboard.theme.tokens import COLOURS, DARK
from dashboard.topics import topics
from models.plan import load_plan
from tests.browser.addresses import ADDRESSES, in_language
from tests.browser.conftest import Reader

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
START = "?view=definitions&indicator=incoming_stays"
THEMES = {"light": COLOURS, "dark": DARK}
# rows like those before them, which would take axe most of its time
ALIKE = ".utsyn tbody tr:nth-child(n + 13) { display: none }"
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false}))
    .violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" ")}`)"""
# the colours in which charts are drawn, as the theme leaves them
COLOURS_DRAWN = """() => [...new Set([...document.querySelectorAll(".main-svg [style], .main-svg")].flatMap(mark => {
    const style = getComputedStyle(mark);
    const isFilled = mark.style.fill && Number(style.fillOpacity), isDrawn = parseFloat(style.strokeWidth);
    return [isFilled && style.fill, mark.style.stroke && isDrawn && Number(style.strokeOpacity) && style.stroke];
}))].filter(colour => colour && colour.startsWith("rgb("))"""
# what lies beyond its box, or the page's edge, where nothing can be scrolled to it
CUT_OFF = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const wide = [document.documentElement, main].filter(one => one.scrollWidth > innerWidth);
    const cut = [...main.querySelectorAll("table, p, h1, h2, h3, nav, .cards, .card, .pill")]
        .filter(one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1);
    return [...wide, ...cut].map(one => one.outerHTML.slice(0, 120));
}"""
# WCAG 2.1, criterion 1.4.12: as much room as readers may ask for
SPACED = """.spaced .utsyn * { line-height: 1.5 !important }
    .spaced .utsyn * { letter-spacing: .12em !important; word-spacing: .16em !important }
    .spaced .utsyn p { margin-bottom: 2em !important }"""


def test_every_page_and_every_rule_of_status_is_looked_at() -> None:
    seen = [Address.parse(address) for address in ADDRESSES]
    rules = {goal.id: goal.rule for goal in load_plan("ntnu-2022-2025").goals}
    assert {address.page for address in seen} == PAGES.keys()
    assert {address.topic for address in seen if address.topic} == {topic.id for topic in topics()}
    assert {rules[address.goal] for address in seen if address.goal} == set(rules.values())


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("language", "theme"), [("nb", "light"), ("en", "dark")])
def test_axe_finds_no_serious_fault_on_any_page(
    wishing: Reader, language: str, theme: Literal["light", "dark"]
) -> None:
    """What a language changes (names, labels) is the same in both themes, what a theme changes in both languages."""
    wishing.page.emulate_media(color_scheme=theme)
    page = wishing.open(in_language(START, language))
    page.add_style_tag(content=ALIKE)
    page.evaluate(AXE)
    faults: dict[str, list[str]] = {}
    for address in ADDRESSES:
        wishing.go(in_language(address, language))
        faultss: list[str] = page.evaluate(RUN, RULES)
        faultss += [colour for colour in page.evaluate(COLOURS_DRAWN) if colour not in _shades(THEMES[theme])]
        faults |= {address: faultss} if faultss else {}
    assert faults == {}


@pytest.mark.browser
@pytest.mark.slow
def test_a_window_320_pixels_wide_cuts_nothing_off(wishing: Reader) -> None:
    wishing.page.set_viewport_size({"width": 320, "height": 700})
    page = wishing.open(START)
    page.add_style_tag(content=SPACED)
    cut: dict[str, list[str]] = {}
    for address in ADDRESSES:
        wishing.go(address)
        page.evaluate("document.body.classList.remove('spaced')")
        faults = page.evaluate(CUT_OFF)
        page.evaluate("document.body.classList.add('spaced')")
        faults += [f"spaced: {part}" for part in page.evaluate(CUT_OFF)]
        cut |= {address: faults} if faults else {}
    assert cut == {}


def _shades(colours: dict[str, str]) -> set[str]:
    return {"rgb({}, {}, {})".format(*bytes.fromhex(colour[1:])) for colour in colours.values()}
