"""The questions of questions.yaml, walked as they are written there: each is answered within its clicks, in words."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NotThere

from data_contracts.yaml_text import parse_yaml
from tests.browser.conftest import Reader

WALKS: list[dict[str, Any]] = parse_yaml(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
LANDING = "?lang=en"
ANSWERED_WITHIN = 20_000
# a part of the page as it is read: below a heading to the next one, the table of a caption, or what a selector names
READ = r"""where => {
    const main = document.querySelector("[data-testid=stMain]");
    if (where.startsWith("css:")) return main.parentElement.querySelector(where.slice(4))?.innerText ?? "";
    if (where.startsWith("table: ")) {
        const named = [...main.querySelectorAll("caption")].find(one => one.textContent === where.slice(7));
        return named?.closest("table").innerText ?? "";
    }
    const headings = [...main.querySelectorAll("h2")].map(one => one.innerText.trim());
    const lines = main.innerText.split("\n").map(line => line.trim());
    // above it the page may list its parts
    const first = lines.findLastIndex(line => line.startsWith(where));
    const next = lines.findIndex((line, place) => place > first && headings.includes(line));
    return first < 0 ? "" : lines.slice(first, next < 0 ? undefined : next).join("\n");
}"""
ANSWERS = rf"""([where, says]) => new RegExp(says, "is").test(({READ})(where).replace(/\s+/g, " "))"""


def follow(step: Mapping[str, str], page: Page) -> None:
    """One click, or what is typed in its place."""
    [(kind, name)] = step.items()
    match kind:
        case "menu":
            page.locator("nav[aria-label='Pages']").get_by_role("link", name=name, exact=True).click()
        case "goal":
            page.locator(f"tr[data-row] a[data-go='goal-{name}']").first.click()
        case "link":
            page.locator("[data-testid=stMain]").get_by_role("link", name=re.compile(name)).first.click()
        case "about":
            page.locator(f"a[data-go='about-{name}']").first.click()
        case "search":
            page.keyboard.press("/")
            page.keyboard.type(name)
            page.locator("[role=option]").first.wait_for()
            page.keyboard.press("Enter")
        case "day":
            page.locator("input[type=date]").fill(name)
            page.keyboard.press("Enter")
        case _:
            pytest.fail(f"nobody can {kind}: write menu, goal, link, about, search or day")


def test_twenty_questions_are_asked_and_none_takes_more_clicks_than_are_allowed() -> None:
    assert len(WALKS) == len({walk["asks"] for walk in WALKS}) == 20
    assert [walk["asks"] for walk in WALKS if len(walk.get("walk", [])) > walk["clicks"]] == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: f"{walk['who']}: {walk['asks']}")
def test_a_question_is_answered(strolling: Reader, walk: dict[str, Any]) -> None:
    page = strolling.open(walk.get("start", LANDING))
    for step in walk.get("walk", []):
        strolling.settle()
        follow(step, page)
    try:
        page.wait_for_function(ANSWERS, arg=[walk["in"], walk["says"]], timeout=ANSWERED_WITHIN)
    except NotThere:
        shown = page.evaluate(READ, walk["in"])
        pytest.fail(f"{walk['asks']}\nexpected {walk['says']}\nin “{walk['in']}” of {page.url}:\n{shown[:2000]}")
