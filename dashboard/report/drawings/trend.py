"""A series over the years as a drawing, with what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.figures.axis import round_steps, year_ticks
from dashboard.format import goal_line
from dashboard.markup import Html, join
from dashboard.report.drawings.breaks import SIZE, drawn, shades, top_of
from dashboard.report.drawings.frame import BOTTOM, HEIGHT, Frame
from dashboard.report.drawings.paper import WIDTH, Drawing, area, breadth, curve, dot, line, words

Points = Sequence[tuple[int, float | None]]
BESIDE, HEADROOM = 8.0, 1.14  # between an axis and its numbers; of the highest mark, for its label
NAME_SPAN = 0.4  # the part of a line, from its start, that its name stays clear of
RANK = "rank"
LABEL = 22.0  # the room that the last figure takes


@dataclass(frozen=True)
class Marks:
    """What a series is held against, named in the reader's language.

    `band` are the limits of balance; `whole` the series of the university beside a unit's; `breaks` the first and the
    last year of each and its name.
    """

    target: tuple[float, str] | None = None
    band: tuple[float, float, str] | None = None
    whole: tuple[Points, str] | None = None
    breaks: Sequence[tuple[int, int, str]] = ()

    @property
    def heights(self) -> list[float]:
        """Values that the axis has to reach."""
        whole = [value for _, value in self.whole[0] if value is not None] if self.whole else []
        return [*([self.target[0]] if self.target else []), *([self.band[1]] if self.band else []), *whole]


def trend(points: Points, last: str, unit: str, language: str, marks: Marks) -> Drawing:
    """A line from zero, its last value written as `last` at its point; gaps stay gaps. Some point must hold a value."""
    points_known = [(year, value) for year, value in points if value is not None]
    values = [*(value for _, value in points_known), *marks.heights]
    low, top = min(0.0, *values), max([value for value in values if value > 0], default=1.0)
    ticks = round_steps(low, top)
    numbers = [goal_line(tick, unit, language) for tick in ticks]
    left = max(breadth(shown) for shown in numbers) + BESIDE
    ends = (low * HEADROOM, top * HEADROOM)
    if unit == RANK:  # the first place on top
        ticks = [1.0, *(tick for tick in ticks if tick > 1)]
        ends = (top * HEADROOM, 1 - top * (HEADROOM - 1))
    numbers = [goal_line(tick, unit, language) for tick in ticks]
    frame = Frame(points[0][0], points[-1][0], *ends, left)
    shaded = shades(marks.breaks, frame)
    frame = replace(frame, top=top_of(shaded))
    parts = [
        drawn(shaded, frame),
        *_band(marks, frame),
        *_grid(ticks, numbers, frame),
        *_target(marks, frame),
        *_whole(marks, frame),
        _series(points, frame),
        _last(points_known, last, frame, marks),
    ]
    return Drawing(join(*parts), WIDTH, HEIGHT)


def _grid(ticks: Sequence[float], numbers: Sequence[str], frame: Frame) -> list[Html]:
    parts = []
    for value, shown in zip(ticks, numbers, strict=True):
        height = frame.y(value)
        parts.append(line((frame.left, height), (WIDTH, height), "soft" if value == 0 else "line"))
        parts.append(words(frame.left - BESIDE, height + 4, shown, "soft", "end"))
    years = year_ticks(frame.first, frame.last)
    return [*parts, *(words(frame.x(year), HEIGHT - 8, str(year), "soft", "middle") for year in years)]


def _band(marks: Marks, frame: Frame) -> list[Html]:
    if marks.band is None:
        return []
    low, high, name = marks.band
    top = frame.y(high)
    shade = area(frame.left, top, WIDTH - frame.left, frame.y(low) - top, "green-soft")
    return [shade, words(frame.left + 4, top + 13, name, "green", size=SIZE)]


def _target(marks: Marks, frame: Frame) -> list[Html]:
    if marks.target is None:
        return []
    value, name = marks.target
    height = frame.y(value)
    rule = line((frame.left, height), (WIDTH, height), "ink", 1.4)
    return [rule, words(frame.left + 4, height - 5, name, "ink")]


def _whole(marks: Marks, frame: Frame) -> list[Html]:
    if marks.whole is None or not (
        points_known := [(year, value) for year, value in marks.whole[0] if value is not None]
    ):
        return []
    places = [None if value is None else (frame.x(year), frame.y(value)) for year, value in marks.whole[0]]
    beside = points_known[: max(1, round(NAME_SPAN * len(points_known)))]
    height = min(frame.y(value) for _, value in beside) - 7
    return [curve(places, "soft", 1.4, "dash"), words(frame.x(points_known[0][0]), height, marks.whole[1], "soft")]


def _series(points: Points, frame: Frame) -> Html:
    places = [None if value is None else (frame.x(year), frame.y(value)) for year, value in points]
    return join(curve(places, "blue", 2.4), *(dot(*place, 3, "blue") for place in places if place is not None))


def _last(points_known: Sequence[tuple[int, float]], shown: str, frame: Frame, marks: Marks) -> Html:
    """The last figure, under its point where the line comes from above, or the university or the target is above it."""
    year, value = points_known[-1]
    beside = dict(marks.whole[0]).get(year) if marks.whole else None
    above = beside if beside is not None else points_known[-2][1] if len(points_known) > 1 else value
    x, y = frame.x(year), frame.y(value)
    is_struck = marks.target is not None and 0 < y - frame.y(marks.target[0]) < LABEL
    is_below = (above > value or is_struck) and HEIGHT - BOTTOM - y > LABEL
    place = y + 19 if is_below else y - 9
    return words(min(x + 12, WIDTH), place, shown, "blue", "end", 15, is_bold=True)
