"""Looking as somebody with fewer rights does, and never as somebody with more."""

import pytest

from dashboard.access.person import Person
from dashboard.access.preview import previewing
from models.question import Viewer


def seen_by(own: str, asked: str | None) -> tuple[str, str | None]:
    """The rights in use, and those to go back to."""
    person = previewing(Person(Viewer.parse(own), "kari"), asked)
    assert person.who == "kari"
    return str(person.viewer), str(person.own) if person.own else None


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("admin", "public"),
        ("steward", "viewer"),
        ("institutional_analyst", "unit_analyst:63"),
        ("institutional_analyst", "attestor:631000"),
        ("unit_analyst:63", "public"),
        ("attestor:63", "public"),
        ("viewer", "public"),
    ],
)
def test_fewer_rights_are_given(own: str, asked: str) -> None:
    assert seen_by(own, asked) == (asked, own)


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("public", "viewer"),
        ("public", "admin"),
        ("viewer", "unit_analyst:63"),
        ("viewer", "steward"),
        ("unit_analyst:63", "unit_analyst:64"),
        ("unit_analyst:63", "institutional_analyst"),
        ("steward", "admin"),
    ],
)
def test_other_rights_are_not(own: str, asked: str) -> None:
    assert seen_by(own, asked) == (own, None)


@pytest.mark.parametrize("own", ["unit_analyst:63", "attestor:63"])
def test_who_sees_a_unit_exactly_looks_as_a_viewer_who_knows_it(own: str) -> None:
    assert seen_by(own, "viewer") == ("viewer who knows 63", own)


@pytest.mark.parametrize("asked", [None, "", "vewer", "unit_analyst", "viewer:63"])
def test_what_names_no_viewer_changes_nothing(asked: str | None) -> None:
    assert seen_by("admin", asked) == ("admin", None)
