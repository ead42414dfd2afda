"""From users and groups to a role."""

import pytest
from pydantic import ValidationError

from dashboard.access.person import viewer_of
from models.access import Access, RoleRule
from models.question import Viewer

RULES = (
    RoleRule(group="leadership", role="viewer"),
    RoleRule(group_pattern="utsyn-unit-(?P<unit>[0-9]{2,6})", role="unit_analyst"),
    RoleRule(group="analysts", role="institutional_analyst"),
    RoleRule(user="ola", role="attestor", unit="631000"),
)


@pytest.mark.parametrize(
    ("user", "groups", "viewer"),
    [
        ("kari", ["leadership"], "viewer"),
        ("kari", ["utsyn-unit-63"], "unit_analyst:63"),
        ("kari", ["leadership", "utsyn-unit-63"], "unit_analyst:63"),
        ("kari", ["analysts", "leadership"], "institutional_analyst"),
        ("ola", [], "attestor:631000"),
    ],
)
def test_the_rule_with_the_most_rights_decides(user: str, groups: list[str], viewer: str) -> None:
    assert viewer_of(user, groups, Access(roles=RULES)) == Viewer.parse(viewer)


@pytest.mark.parametrize("group", ["utsyn-unit-63x", "xutsyn-unit-63", "Leadership", "utsyn-unit-"])
def test_a_group_fits_whole_or_not_at_all(group: str) -> None:
    assert viewer_of("kari", [group], Access(roles=RULES)) is None


def test_whom_no_rule_names_is_refused_or_public_as_configured() -> None:
    assert viewer_of("kari", ["others"], Access(roles=RULES, unmapped="refused")) is None
    assert viewer_of("kari", ["others"], Access(roles=RULES, unmapped="public")) == Viewer("public")


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"group": "a", "user": "b", "role": "viewer"}, "expected one of user, group and group_pattern"),
        ({"role": "viewer"}, "expected one of user, group and group_pattern"),
        ({"group": "a", "role": "unit_analyst"}, "they need one"),
        ({"group": "a", "role": "viewer", "unit": "63"}, "a unit belongs to"),
        ({"group_pattern": "(", "role": "viewer"}, "is not a regular expression"),
        ({"group": "a", "role": "vewer"}, "Input should be"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: dict[str, str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        RoleRule.model_validate(rule)
