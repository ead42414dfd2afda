"""Members of a dimension as sorted bars, with the whole they belong to as a line."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.markup import join
from dashboard.report.drawings.paper import WIDTH, Drawing, area, breadth, line, words

ROW, THICK, TOP = 18.5, 11, 20
NAME = 0.42  # of the width at most: what is longer is cut


class Bar(NamedTuple):
    """A member, its value (None: there is none to show), and the text shown for it."""

    name: str
    value: float | None
    shown: str


def bars(members: Sequence[Bar], whole: tuple[float, str]) -> Drawing:
    """Horizontal bars in the order given, those at or above `whole` in the strong colour; no value may be negative."""
    names = [_cut(member.name) for member in members]
    left = max(breadth(name) for name in names) + 8
    room = WIDTH - left - max(breadth(member.shown) for member in members) - 8
    most = max([whole[0], *(member.value or 0 for member in members)]) or 1
    height = TOP + ROW * len(members) + 4
    at = left + whole[0] / most * room
    parts = [line((at, TOP - 3), (at, height - 4), "ink", 1.1, "dot")]
    for number, (name, member) in enumerate(zip(names, members, strict=True)):
        top = TOP + ROW * number + (ROW - THICK) / 2
        base, value = top + THICK - 2.5, member.value or 0
        length = value / most * room
        parts.append(words(left - 8, base, name, "ink", "end"))
        parts.append(area(left, top, length, THICK, "blue" if value >= whole[0] else "blue-mid", corner=2))
        # on paper, so that the line of the whole passes behind the value
        parts.append(area(left + length + 3, top - 2, breadth(member.shown) + 4, THICK + 4, "paper"))
        parts.append(words(left + length + 5, base, member.shown, "ink"))
    is_left = at < (left + WIDTH) / 2
    label = words(at - 3 if is_left else at + 3, TOP - 7, whole[1], "soft", "start" if is_left else "end", 11.5)
    return Drawing(join(*parts, label), WIDTH, height)


def _cut(name: str) -> str:
    most = int(NAME * WIDTH / breadth("n"))
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
