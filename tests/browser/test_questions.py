"""The questions that the dashboard must answer, each in its number of clicks from the landing page."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GOAL = "tr[data-row] a[data-go='goal-{}']"
TOPIC = "a[data-go='nav-topic-{}']"


@dataclass(frozen=True)
class Walk:
    """Who asks what, the links followed (no more than are allowed), and where the answer then stands."""

    question: str
    clicks: tuple[str, ...]
    answer: str
    says: str
    start: str = ""


WALKS = [
    Walk("rector: are we on track, goal by goal", (), "table.goals tr:has(a[data-go='goal-SG-D1'])", "not reached"),
    Walk(
        "rector: how far from 50 %, and when at this pace",
        (GOAL.format("SG-D1"),),
        ".cards",
        r"pts to go.*At this pace, 50",
    ),
    Walk(
        "pro-rector: which units drive the gap, as graduations missing",
        (GOAL.format("SG-D1"), ".switch a:text-is('Graduations missing to 50 %')"),
        "table.figures:has(caption:text-is('The figures behind the bars'))",
        r"Faculty.*Total",
    ),
    Walk(
        "pro-rector: have we recovered since covid, 2019 = 100",
        (TOPIC.format("mobility"),),
        ".st-key-mobility-recovered .says",
        r"Outgoing stays: \d+ in 2025, where 2019 is 100",
    ),
    Walk("pro-rector: will ERC double by 2027", (GOAL.format("C1"),), ".cards", r"Signed by.*The path.*Target by 2027"),
    Walk("pro-rector: will Pathfinder double by 2027", (GOAL.format("C5"),), ".parts .cards", r"target \d+ by 2027"),
    Walk(
        "pro-rector: our rank, and on what basis",
        (TOPIC.format("eu"),),
        "[data-testid=stMain]",
        r"Rank no\. \d+ of all .* by net EU contribution, as of the CORDIS snapshot of|nothing to rank by",
    ),
    Walk(
        "pro-rector: what did the fee do, by programme",
        (TOPIC.format("home"),),
        "table.listing:has(thead:has-text('change 2022'))",
        r"Programme.*change 2022–\d{4}",
    ),
    Walk(
        "dean: us against the other faculties and last year",
        (GOAL.format("SG-D1"),),
        ".st-key-compare",
        r"In \d{4} against \d{4}: Faculty of Engineering \d+\.\d",
        "&faculty=64",
    ),
    Walk(
        "coordinator: where are this round's applicants stuck",
        (TOPIC.format("process"),),
        "table.steps >> nth=0",
        r"Reached.*Left.*Waiting.*Departed",
    ),
    Walk(
        "coordinator: which agreements lapse within a year, and are they used",
        (TOPIC.format("agreements"),),
        "table.listing:has(a[data-go='sort-lapsing-agreements_used'])",
        r"Partner.*Agreements in use.*\d of \d",
    ),
    Walk(
        "coordinator: which programmes lack an agreement or a window",
        (TOPIC.format("agreements"),),
        "table.listing:has(a[data-go='sort-coverage-programmes_with_window'])",
        r"Programme.*no",
    ),
    Walk(
        "coordinator: balance against places, partner by partner",
        (TOPIC.format("agreements"),),
        "table.listing:has(a[data-go='sort-balance-use_of_places_out'])",
        r"Partner.*Outgoing stays",
    ),
    Walk(
        "annual report: the tables with definition, source and rounding, in both languages",
        ("a[data-go='nav-export']",),
        "[data-testid=stMain]",
        r"Bokmål.*Nynorsk.*English.*rounded",
    ),
    Walk(
        "analyst: why does this differ from DBH",
        (TOPIC.format("mobility"), "a[data-go='about-flows.outgoing_stays']"),
        "table.bridge",
        r"Our figure.*As DBH counts",
    ),
]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.question)
def test_a_question_is_answered(strolling: Reader, walk: Walk) -> None:
    page: Page = strolling.page
    strolling.land(f"?lang=en{walk.start}")
    for click in walk.clicks:
        page.locator(click).first.click()
    expect(page.locator(walk.answer).first).to_contain_text(re.compile(walk.says, re.DOTALL | re.IGNORECASE))
