"""What partners, agreements, units and other things with a page of their own are called, and where that page is."""

from collections.abc import Callable, Mapping

from dashboard.address import ENTITIES, Address
from dashboard.builds import entry
from dashboard.markup import Html, join, tag
from dashboard.pages.parts.view import View

NOBODY = frozenset({"unknown", "several", "none", "institution"})
NAMED = frozenset({"partner", "programme", "country", "faculty", "department"})


def entity_address(kind: str, key: str | int | None, view: View) -> Address | None:
    """The page of a thing, or of a goal; None for what has no page, and for members that represent none."""
    if key is None or str(key) in NOBODY:
        return None
    if kind == "goal":
        return Address(
            goal=str(key), **{name: getattr(view.address.home(), name) for name in ("build", "lang", "seen_as")}
        )
    if kind not in ENTITIES or (kind in NAMED and str(key) not in view.build.labels.get(kind, {})):
        return None
    return view.address.entity(kind, str(key))


def entity_name(kind: str, key: str | int | None, view: View) -> str:
    """The name of a thing: a partner's own, an agreement's by scheme and partner, a project's by action and number."""
    if key is None or kind in NAMED:
        return view.name_of(kind, key)
    return COMPOSED[kind](str(key), view) if kind in COMPOSED else str(key)


def _agreement(key: str, view: View) -> str:
    row = entry("agreements", key, view.build)
    if row is None:
        return key
    scheme = view.name_of("scheme", str(row["scheme"]))
    return f"{scheme}, {view.name_of('partner', str(row['partner_id']))} ({key})"


def _project(key: str, view: View) -> str:
    row = entry("projects", key, view.build)
    return key if row is None else f"{view.name_of('action', str(row['action']))} {key}"


def _call(key: str, view: View) -> str:
    """A call has no name of its own: its programme, its action and its year."""
    framework, action, year = ([*key.split("."), "", ""])[:3]
    names = [
        view.name_of(dimension, code) for dimension, code in (("framework", framework), ("action", action)) if code
    ]
    return " · ".join([*names, view.text("goal.unknown") if year == "unknown" else year])


def _goal(key: str, view: View) -> str:
    goal = next((goal for goal in view.build.plan.goals if goal.id == key), None)
    return f"{key} {goal.short[view.language]}" if goal else key


COMPOSED: Mapping[str, Callable[[str, View], str]] = {
    "agreement": _agreement,
    "project": _project,
    "call": _call,
    "goal": _goal,
}


def entity_link(kind: str, key: str | int | None, view: View, slot: str, short: str | None = None) -> Html:
    """The name (or a `short` one), leading to the page where there is one; `slot` distinguishes links to one thing."""
    name, to = entity_name(kind, key, view), entity_address(kind, key, view)
    shown = short or name
    if to is None:
        return join(shown)
    title = name if shown != name else None
    return tag("a", shown, href=to.href, data_go=f"{slot}-{kind}-{key}", title=title, aria_label=title)
