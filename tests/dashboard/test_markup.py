"""Markup: what is not markup already is text."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Html, join, tag
from data_contracts.text import Borrowed


def test_text_is_escaped_and_markup_is_not() -> None:
    assert tag("p", "a < b", tag("b", "&")) == "<p>a &lt; b<b>&amp;</b></p>"


def test_attributes_are_escaped_and_absent_when_unset() -> None:
    assert tag("a", href='"><script>', title=None, hidden=False, data_row=True) == (
        '<a href="&quot;&gt;&lt;script&gt;" data-row></a>'
    )


@given(st.text())
def test_no_text_opens_a_tag(label: str) -> None:
    assert "<" not in join(label)
    assert tag("i", title=label).count("<") == 2


def test_what_is_joined_is_markup_and_is_not_escaped_twice() -> None:
    once = join("<")
    assert isinstance(once, Html)
    assert join(once, None, 1) == "&lt;1"


def test_a_text_in_another_language_than_the_pages_says_which() -> None:
    name = Borrowed("Opphold", "nb")
    assert tag("td", name) == '<td lang="nb">Opphold</td>'
    assert tag("p", name, " ", tag("b", 3)) == '<p><span lang="nb">Opphold</span> <b>3</b></p>'
    assert join("A ", name) == 'A <span lang="nb">Opphold</span>'
