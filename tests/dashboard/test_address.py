"""The whole state of a page is in its link."""

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.address import Address

values = st.none() | st.text(min_size=1)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # forty fields take a busy machine a while
@given(st.builds(Address, **{field.name: values for field in fields(Address)}))
def test_a_link_brings_back_the_view_it_was_made_from(address: Address) -> None:
    assert Address.parse(address.href) == address


def test_a_link_reads_like_what_it_shows() -> None:
    assert Address(goal="SG-D1", faculty="63", lang="en").href == "?goal=SG-D1&faculty=63&lang=en"


def test_without_state_the_link_leads_to_the_plan() -> None:
    assert Address().href == "./"
    assert Address(lang="en").page == "plan"


def test_parameters_of_others_are_ignored() -> None:
    assert Address.read({"goal": "D6", "embed": "true", "year": ""}) == Address(goal="D6")


def test_a_link_of_version_0_1_opens_by_the_same_reference_date() -> None:
    assert Address.read({"of": "outgoing_stays", "clock": "start"}) == Address(of="outgoing_stays", dated_by="start")


KEPT = {
    "faculty": "63",
    "department": "631000",
    "status": "declining",
    "area": "D",
    "evidence": "A",
    "build": "b",
    "lang": "en",
}


@pytest.mark.parametrize("page", ["home", "topic", "indicator", "quality", "definitions"])
def test_what_was_chosen_goes_along_from_page_to_page_and_nothing_else_does(page: str) -> None:
    here = Address(goal="D6", by="campus", year="2024", compare="63", about="x", **KEPT)
    present = {
        "home": here.home(),
        "topic": here.topic_page("mobility"),
        "indicator": here.indicator_page("outgoing_stays"),
        "quality": here.quality("stays"),
        "definitions": here.definitions("outgoing_stays"),
    }[page]
    own = {"topic", "of", "view", "feed", "indicator"}
    year = {"year": "2024"} if page == "indicator" else {}  # a figure leads to its page in the year shown
    assert {name: value for name, value in present.parameters.items() if name not in own} == {**KEPT, **year}
