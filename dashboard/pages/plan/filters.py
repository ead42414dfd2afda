"""Fewer goals at a time: by status, area and evidence class, each choice with how many goals it leaves."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from dashboard.address import Address
from dashboard.markup import Child, Html, tag
from dashboard.pages.parts.pill import body
from dashboard.pages.parts.view import View
from dashboard.theme.status import LOOKS, TINTS
from models.status import GROUPS, StatusRow

CLASSES = ("A", "B", "C", "D", "0")


def _status(row: StatusRow) -> str:
    return row.status


def _group(row: StatusRow) -> str:
    return row.group


def _area(row: StatusRow) -> str:
    return row.goal.area


def _evidence(row: StatusRow) -> str | None:
    """None for a roll-up, which has no figure of its own."""
    return None if row.status == "roll_up" else row.evidence


KINDS: Final[dict[str, Callable[[StatusRow], str | None]]] = {
    "group": _group,
    "status": _status,
    "area": _area,
    "evidence": _evidence,
}


def chosen(address: Address, kind: str) -> tuple[str, ...]:
    """What the address keeps of a kind, in its order; what no goal has finds none."""
    requested: str | None = getattr(address, kind)
    return tuple(requested.split(",")) if requested else ()


def kept(rows: Iterable[StatusRow], address: Address, without: str | None = None) -> list[StatusRow]:
    """The rows that have one of the choices of every kind that is chosen from, leaving one kind out."""
    requested = {kind: names for kind in KINDS if kind != without and (names := chosen(address, kind))}
    return [row for row in rows if all(KINDS[kind](row) in names for kind, names in requested.items())]


def toggled(address: Address, kind: str, name: str) -> Address:
    """With the choice taken in, or out again."""
    names = chosen(address, kind)
    others = tuple(other for other in names if other != name)
    return address.to(**{kind: ",".join(others if name in names else (*names, name)) or None})


def cleared(address: Address) -> Address:
    """Without any choice."""
    return address.to(**dict.fromkeys(KINDS))


def filters(rows: Sequence[StatusRow], view: View) -> Html:
    """The groups in sight; statuses, areas and evidence classes folded away until they are asked for or chosen from."""
    titles = {area.id: f"{area.id} · {area.title[view.language]}" for area in view.build.plan.areas}
    groups = [(name, [view.text(f"status_group.{name}")], TINTS[name]) for name in GROUPS]
    statuses = [(name, body(name, view.language), LOOKS[name].tint) for name in LOOKS]
    areas = [(name, [title], "calm") for name, title in titles.items()]
    classes = [(name, [view.text(f"evidence.{name}")], "calm") for name in CLASSES]
    is_open = any(chosen(view.address, kind) for kind in KINDS if kind != "group")
    more = tag(
        "details",
        tag("summary", view.text("filter.more")),
        _choices("status", statuses, rows, view),
        _choices("area", areas, rows, view),
        _choices("evidence", classes, rows, view),
        open=is_open,
    )
    return tag("div", _bar(rows, view), _choices("group", groups, rows, view), more, class_="filters")


def _bar(rows: Sequence[StatusRow], view: View) -> Html:
    """All goals as one line, a part of it for each group; the choices below say the same in words and numbers."""
    counts = Counter(row.group for row in kept(rows, view.address, without="group"))
    parts = [
        tag("i", class_=f"part {TINTS[group]} {group}", style=f"flex-grow:{counts[group]}")
        for group in GROUPS
        if counts[group]
    ]
    return tag("div", *parts, class_="groups-bar", aria_hidden="true")


def _choices(
    kind: str, options: Iterable[tuple[str, Sequence[Child], str]], rows: Sequence[StatusRow], view: View
) -> Html:
    """The choices that some goal has, each with the goals that it and the other kinds leave."""
    present = {KINDS[kind](row) for row in rows}
    counts = Counter(KINDS[kind](row) for row in kept(rows, view.address, without=kind))
    names = chosen(view.address, kind)
    links = [
        tag(
            "li",
            tag(
                "a",
                *label,
                " ",
                tag("b", counts[name]),
                href=toggled(view.address, kind, name).href,
                data_go=f"{kind}-{name}",
                aria_current="true" if name in names else None,
                class_=f"pill {tint}" if counts[name] or name in names else f"pill {tint} none",
            ),
        )
        for name, label, tint in options
        if name in present
    ]
    return tag("ul", *links, class_="strip", aria_label=view.text(f"filter.{kind}"))


def count(shown: int, of: int, view: View) -> Html:
    """How many goals are shown, and the way back to all of them."""
    if not any(chosen(view.address, kind) for kind in KINDS):
        return tag("p", "", role="status", class_="shown")
    clear = tag("a", view.text("filter.clear"), href=cleared(view.address).href, data_go="clear")
    return tag("p", view.text("filter.shown", n=shown, of=of), " · ", clear, role="status", class_="shown")


def none(view: View) -> Html:
    """What replaces the table where no goal has all that is chosen."""
    clear = tag("a", view.text("filter.all"), href=cleared(view.address).href, data_go="clear-all")
    return tag("div", tag("h2", view.text("filter.none")), tag("p", clear), class_="card empty")
