"""The person who asks, and the role that the configuration gives to a user and the user's groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.access import Access, RoleRule
from models.question import ROLES, Viewer

PUBLIC = Viewer("public")


@dataclass(frozen=True)
class Person:
    """Who asks, and with which rights. `who` names the person in the log; None: somebody who is not signed in.

    `expires_at` is when the session ends (seconds since 1970, None: never). `needs_sign_in` says that nothing is shown
    before signing in. While somebody looks as another viewer does, `own` has the rights to go back to.
    """

    viewer: Viewer
    who: str | None = None
    name: str = ""
    expires_at: int | None = None
    session: str = ""
    needs_sign_in: bool = False
    own: Viewer | None = None


def viewer_of(user: str, groups: Iterable[str], access: Access) -> Viewer | None:
    """The viewer of the rule with the most rights that fits, the first of several; None where none fits."""
    viewers = [viewer for rule in access.roles if (viewer := _given(rule, user, frozenset(groups))) is not None]
    if viewers:
        return max(viewers, key=lambda viewer: ROLES.index(viewer.role))
    return PUBLIC if access.unmapped == "public" else None


def _given(rule: RoleRule, user: str, groups: frozenset[str]) -> Viewer | None:
    if rule.group_pattern is not None:
        matches = [match for group in sorted(groups) if (match := re.fullmatch(rule.group_pattern, group))]
        if not matches:
            return None
        return Viewer(rule.role, rule.unit or matches[0].groupdict().get("unit"))
    fits = rule.user == user if rule.user is not None else rule.group in groups
    return Viewer(rule.role, rule.unit) if fits else None
