"""The breaks of a series: shaded years, named above."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.markup import Html, join
from dashboard.report.drawings.frame import BEFORE, BOTTOM, HEIGHT, TOP, Frame
from dashboard.report.drawings.paper import WIDTH, area, breadth, words

SIZE, LEVEL = 11, 12.0  # of the names' type, and how far two lines of it are apart


class Shade(NamedTuple):
    """The years of a break as places from left to right, where its name begins, and on which line (0: the lowest)."""

    start: float
    end: float
    name: str
    at: float
    level: int


def shades(breaks: Sequence[tuple[int, int, str]], frame: Frame) -> list[Shade]:
    """The breaks within the frame; a name that would run into the one before it stands a line higher."""
    shaded: list[Shade] = []
    taken, level = 0.0, 0
    for first, last, name in breaks:
        start, end = max(first, frame.first) - BEFORE, min(last, frame.last) + BEFORE
        if start < end:
            x, width = frame.x(start), breadth(name, SIZE)
            at = max(0.0, min(x, WIDTH - width))
            level = 1 - level if at < taken else 0
            taken = at + width
            shaded.append(Shade(x, frame.x(end), name, at, level))
    return shaded


def top_of(shaded: Sequence[Shade]) -> float:
    """The room that the names need above the values."""
    return TOP + LEVEL * max((shade.level for shade in shaded), default=0)


def drawn(shaded: Sequence[Shade], frame: Frame) -> Html:
    """The shades and their names."""
    grounds = [area(s.start, frame.top, s.end - s.start, HEIGHT - frame.top - BOTTOM, "grey-soft") for s in shaded]
    names = [words(s.at, frame.top - 4 - s.level * LEVEL, s.name, "soft", size=SIZE) for s in shaded]
    return join(*grounds, *names)
