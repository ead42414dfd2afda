"""Fewer goals at a time: which are left, how many each choice leaves, and the way back."""

import re

import pytest

from dashboard.address import Address
from dashboard.pages.plan.filters import chosen, cleared, kept, toggled
from models.plan import Goal, load_plan
from models.status import StatusId, StatusRow
from tests.dashboard.conftest import Drawn, Serve
from tests.models.given import given

GOALS = {goal.id: goal for goal in load_plan("ntnu-2022-2025").goals}


def row(goal: str, status: StatusId, evidence: str) -> StatusRow:
    result: Goal = GOALS[goal]
    return StatusRow(result, status, evidence=evidence)


ROWS = [
    row("D1", "improving", "B"),
    row("D3", "declining", "A"),
    row("C2", "improving", "A"),
    row("O1", "roll_up", "0"),
    row("C6", "no_data", "0"),
]


@pytest.mark.parametrize(
    ("address", "left"),
    [
        (Address(), ["D1", "D3", "C2", "O1", "C6"]),
        (Address(status="improving"), ["D1", "C2"]),
        (Address(status="improving,declining", area="D"), ["D1", "D3"]),
        (Address(status="improving", area="D", evidence="A"), []),
        (Address(evidence="0"), ["C6"]),
        (Address(group="ahead"), ["D1", "C2"]),
        (Address(group="behind,not_judged"), ["D3", "O1", "C6"]),
        (Address(status="nonsense"), []),
    ],
)
def test_a_goal_is_left_that_has_one_of_each_kind_that_is_chosen_from(address: Address, left: list[str]) -> None:
    assert [one.goal.id for one in kept(ROWS, address)] == left


def test_a_choice_is_taken_in_and_out_again_and_all_at_once() -> None:
    here = toggled(Address(lang="en"), "status", "improving")
    both = toggled(here, "status", "declining")
    assert chosen(both, "status") == ("improving", "declining")
    assert toggled(both, "status", "improving") == Address(status="declining", lang="en")
    assert cleared(both.to(area="D", evidence="A")) == Address(lang="en")


def test_the_page_says_how_many_goals_each_choice_leaves(serve: Serve) -> None:
    served = serve(given())
    every = served.page(lang="en")
    assert _counts(every, "area") == {"O": 4, "A": 7, "B": 4, "C": 7, "D": 7, "E": 6, "F": 6, "G": 3, "H": 3}
    assert "goals shown" not in every.html
    some = served.page(area="D", lang="en")
    assert some.html.count("<tr data-row>") == 7
    assert "7 of 47 goals shown" in some.html
    assert _counts(some, "area") == _counts(every, "area"), "a kind does not narrow its own choices"
    assert sum(_counts(some, "status").values()) == 7
    assert sum(_counts(some, "group").values()) == 7
    assert 'href="?lang=en" data-go="clear"' in some.html


def test_without_a_goal_left_it_says_so_and_leads_back(serve: Serve) -> None:
    html = serve(given()).page(status="reached", area="D", lang="en").html
    assert "0 of 47 goals shown" in html
    assert "No goal matches all of these filters" in html
    assert 'href="?lang=en" data-go="clear-all"' in html


def _counts(page: Drawn, kind: str) -> dict[str, int]:
    link = re.findall(rf'<a href="[^"]*" data-go="{kind}-(\w+)"(?:(?!</a>).)*<b>(\d+)</b></a>', page.html)
    return {name: int(count) for name, count in link}
