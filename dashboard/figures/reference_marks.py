"""What a series is held against, drawn behind it, each mark with its name beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dashboard.figures.drawing import Drawing
from dashboard.figures.forecast import Ahead, draw_ahead
from dashboard.figures.style import plain
from dashboard.incomplete_years import MARK
from dashboard.theme.tokens import COLOURS

Points = Sequence[tuple[int, float | None]]
NAME_SPAN = 0.4  # the part of a line, from its end, that its name stays clear of: as wide as a name on a phone
WIDTH = 1.6  # of the lines to a target, in pixels
BESIDE = 0.28  # of the axis: as wide as the name of a reference
CROWDED = 0.3  # of the axis, between a target and the figure of a year that is not over
PLACES, NAME_HEIGHT = 8, 0.08  # starts of a name that are tried; of the axis
CLOSE = 2.5  # years between two breaks whose names would run into each other


@dataclass(frozen=True)
class Shade:
    """A series break: its years, first and last included, and its name."""

    first_year: int
    last_year: int
    name: str


class Unfinished(NamedTuple):
    """The figure of a year that is not over, how it is written, and until when it is known."""

    year: int
    value: float
    shown: str
    until: str


@dataclass(frozen=True)
class Against:
    """What a series is compared with; every name is already in the reader's language.

    `pace` is the straight line to the target as (year, value) at both ends; `band` the limits of balance; `whole`
    the university's series beside a unit's; `ahead` what is foreseen, its first point the last figure; `unfinished` the
    years that are not over; `references` figures of others.
    """

    target: tuple[float, str] | None = None
    pace: tuple[tuple[int, float], tuple[int, float], str] | None = None
    band: tuple[float, float, str] | None = None
    whole: tuple[Points, str] | None = None
    breaks: Sequence[Shade] = ()
    ahead: Ahead | None = None
    unfinished: Sequence[Unfinished] = ()
    references: Sequence[tuple[float, str]] = ()

    @property
    def last_year(self) -> int | None:
        """The last year that the marks reach, where they go beyond the series."""
        ends = [*([self.pace[1][0]] if self.pace else []), *([self.ahead.points[-1].year] if self.ahead else [])]
        ends += [one.year for one in self.unfinished]
        return max(ends, default=None)

    @property
    def heights(self) -> list[float]:
        """Values that the axis has to reach."""
        marks = [self.target[0]] if self.target else []
        band = [self.band[1]] if self.band else []
        whole = [value for _, value in self.whole[0] if value is not None] if self.whole else []
        ahead = [point.high for point in self.ahead.points] if self.ahead else []
        return [
            *marks,
            *band,
            *whole,
            *ahead,
            *(one.value for one in self.unfinished),
            *(value for value, _ in self.references),
        ]


def draw(
    chart: Drawing,
    against: Against,
    points: Points,
    ends: tuple[float, float],
    marked: tuple[int, float],
    *,
    is_below: bool = False,
) -> None:
    """Add every mark; `ends` is the time axis from left to right, `marked` the labelled point of the series.

    `is_below`: its value is written under it.
    """
    years = [year for year, _ in points]
    _breaks(chart, against.breaks, years)
    left, right = ends
    if against.ahead:
        draw_ahead(chart, against.ahead, is_named_above=is_below)
    if against.band:
        low, high, name = against.band
        chart.band(low, high, COLOURS["green-soft"])
        _name(chart, left, high, name, xanchor="left", yanchor="top", xshift=4)
    taken: list[tuple[float, float]] = []
    for value, name in against.references:
        chart.line((left, value), (right, value), color=COLOURS["soft"], width=1.2, dash="dashdot")
        at = _clear_start(value, [*points, *_other_points(against)], taken, ends)
        taken.append((at, value))
        _name(chart, at, value, name, xanchor="left", yanchor="bottom", xshift=4)
    if against.target:
        value, name = against.target
        chart.line((left, value), (right, value), color=COLOURS["ink"], width=WIDTH, dash="solid")
        font = {"size": 13, "color": COLOURS["ink"]}
        high = max([abs(one) for one in against.heights] + [abs(marked[1])]) or 1.0
        if any(abs(one.value - value) < CROWDED * high for one in against.unfinished):
            at = _clear_start(value, [*points, *_other_points(against)], taken, (left, marked[0] - 1))
            _name(chart, at, value, name, xanchor="left", yanchor="bottom", font=font)
        else:
            _name(chart, right, value, name, xanchor="right", yanchor="bottom", font=font)
    if against.pace:
        start, end, name = against.pace
        chart.line(start, end, color=COLOURS["soft"], width=WIDTH, dash="dot")
        _name(chart, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, name, xanchor="right", yanchor="bottom")
    if against.whole:
        _whole(chart, *against.whole, marked)


def _other_points(against: Against) -> list[tuple[int, float | None]]:
    """Where lines beside the series run: what is foreseen, the way to the target, the whole university."""
    ahead = [(one.year, edge) for one in against.ahead.points for edge in (one.low, one.high)] if against.ahead else []
    whole = list(against.whole[0]) if against.whole else []
    pace: list[tuple[int, float | None]] = []
    if against.pace and against.pace[1][0] > against.pace[0][0]:
        (first, start), (last, end), _ = against.pace
        pace = [(year, start + (end - start) * (year - first) / (last - first)) for year in range(first, last + 1)]
    return [*ahead, *whole, *pace]


def _clear_start(
    value: float, points: Points, taken: Sequence[tuple[float, float]], ends: tuple[float, float]
) -> float:
    """From where along a line its name is farthest from all that is drawn, and beside the names placed before."""
    left, right = ends
    wide = BESIDE * (right - left)
    high = max([abs(one) for _, one in points if one is not None] + [abs(value)]) or 1.0
    starts = [left + step * (right - left - wide) / PLACES for step in range(PLACES + 1)]

    def clearance(start: float) -> float:
        """The least distance, in heights of the axis, of what crosses the room of the name just above the line."""
        middle = value + NAME_HEIGHT * high / 2
        crossing = [one for year, one in points if one is not None and start - 1 <= year <= start + wide + 1]
        if any(abs(at - start) < wide and abs(other - value) < 2 * NAME_HEIGHT * high for at, other in taken):
            return 0.0  # on a name that is there already
        return min([abs(one - middle) / high for one in crossing], default=1.0)

    return max(starts, key=clearance)


def _breaks(chart: Drawing, breaks: Sequence[Shade], years: Sequence[int]) -> None:
    """Shaded years, named at the top; names too near each other are on two levels."""
    level, previous = 0, years[0] - 2 * CLOSE
    for shade in breaks:
        if shade.last_year < years[0] or shade.first_year > years[-1]:
            continue
        start, end = max(shade.first_year, years[0]) - 0.4, min(shade.last_year, years[-1]) + 0.4
        level = (level + 1) % 2 if start - previous < CLOSE else 0
        previous = start
        chart.band(start, end, COLOURS["grey-soft"], is_upright=True)
        _name(chart, start, 1, shade.name, yref="paper", xanchor="left", yanchor="top", xshift=3, yshift=-16 * level)


def _whole(chart: Drawing, points: Points, name: str, marked: tuple[int, float]) -> None:
    chart.trace(
        "scatter",
        x=[year for year, _ in points],
        y=[value for _, value in points],
        mode="lines",
        line={"color": COLOURS["soft"], "width": 1.4, "dash": "dash"},
        hoverinfo="skip",
    )
    points_known = [(year, value) for year, value in points if value is not None]
    if points_known:
        is_above = points_known[-1][1] >= marked[1]
        beside = [value for _, value in points_known[-max(1, round(len(points_known) * NAME_SPAN)) :]]
        side: dict[str, Any] = {"yanchor": "bottom", "yshift": 3} if is_above else {"yanchor": "top", "yshift": -3}
        height = max(beside) if is_above else min(beside)
        _name(chart, points_known[-1][0], height, name, xanchor="right", bgcolor=COLOURS["paper"], **side)


def draw_unfinished(chart: Drawing, one: Unfinished, *, is_below: bool) -> None:
    """A hollow mark that no line leads to; what its own mark means is in the sentence and the foot."""
    chart.trace(
        "scatter",
        x=[one.year],
        y=[one.value],
        mode="markers",
        marker={"size": 8, "symbol": "circle-open", "color": COLOURS["blue"], "line": {"width": 1.6}},
        hovertext=[f"{one.year}, {plain(one.until)}: <b>{plain(one.shown)}</b>"],
        hoverinfo="text",
        cliponaxis=False,
    )
    side: dict[str, Any] = {"yanchor": "top", "yshift": -8} if is_below else {"yanchor": "bottom", "yshift": 7}
    _name(chart, one.year, one.value, f"{one.shown}{MARK}", xanchor="center", **side)


def _name(chart: Drawing, x: float, y: float, name: str, **place: Any) -> None:
    look = {"font": {"size": 12.5, "color": COLOURS["soft"]}, "xshift": -4 if place.get("xanchor") == "right" else 0}
    chart.text(plain(name), x=x, y=y, **(look | place))
