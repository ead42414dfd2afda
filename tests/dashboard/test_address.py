"""The whole state of a page is in its link."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import Address

values = st.none() | st.text(min_size=1)


@given(st.builds(Address, goal=values, indicator=values, by=values, faculty=values, year=values, lang=values))
def test_a_link_brings_back_the_view_it_was_made_from(address: Address) -> None:
    assert Address.parse(address.href) == address


def test_a_link_reads_like_what_it_shows() -> None:
    assert Address(goal="SG-D1", faculty="63", lang="en").href == "?goal=SG-D1&faculty=63&lang=en"


def test_without_state_the_link_leads_to_the_plan() -> None:
    assert Address().href == "./"
    assert Address(lang="en").page == "plan"


def test_parameters_of_others_are_ignored() -> None:
    assert Address.read({"goal": "D6", "embed": "true", "year": ""}) == Address(goal="D6")


def test_the_plan_keeps_the_language_and_nothing_else() -> None:
    assert Address(goal="D6", faculty="63", lang="en").home() == Address(lang="en")
