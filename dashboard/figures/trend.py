"""A series over the years with what it is held against: target, pace, band, the whole university, breaks."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.figures.axis import round_steps, year_ticks
from dashboard.figures.drawing import Drawing
from dashboard.figures.reference_marks import Against, Points, draw, draw_unfinished
from dashboard.figures.style import plain, styled
from dashboard.format import figure, goal_line
from dashboard.theme.tokens import COLOURS

HEIGHT = 330
RANK = "rank"
WIDE = 7  # letters from which on a value at the end of the axis is written to the left
LABEL = 0.12  # of the axis: as high as the value at its point
BEFORE, AFTER = 0.4, 0.9  # years of room at the ends of the axis: half a break, and a label
HEADROOM, HEADROOM_BREAKS = 1.12, 1.24  # above the highest mark: for its label, and for the names of breaks


def trend_figure(
    points: Points,
    unit: str,
    language: str,
    against: Against,
    *,
    marked_year: int | None = None,
    links: Sequence[str | None] = (),
    names: Mapping[int, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> go.Figure:
    """Line over years from zero, the marked (else last) value written at its point; gaps stay gaps.

    `points` holds at least one value; `notes` is what the pointer reads of a year beside its value; `links` says for
    each point where a click leads; `names` is what the years are called where they are not those of the calendar.
    """
    years, called = [year for year, _ in points], names or {}
    points_known = [(year, value) for year, value in points if value is not None]
    marked = next(((year, value) for year, value in points_known if year == marked_year), points_known[-1])
    end = max(years[-1], against.last_year or years[-1])
    chart = Drawing()
    is_below = _is_below(marked, points_known, against) != (unit == RANK)
    is_below = _clear_of_target(is_below, marked[1], points_known, unit, against)
    draw(chart, against, points, (years[0] - BEFORE, end + AFTER), marked, is_below=is_below)
    chart.curve(
        points,
        [
            "" if v is None else f"{called.get(y, y)}: <b>{figure(v, unit, language)}</b>{_note((notes or {}).get(y))}"
            for y, v in points
        ],
        customdata=list(links),
        mode="lines+markers",
        line={"color": COLOURS["blue"], "width": 2.6},
        marker={"size": 7, "color": COLOURS["blue"]},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    _mark(chart, marked, figure(marked[1], unit, language), is_below, is_last=marked[0] == end)
    for one in against.unfinished:
        is_low = unit != RANK and one.value < LABEL * marked[1]
        is_other_side = not (is_below or is_low)  # a phone has no room beside the value
        side = _clear_of_target(is_other_side, one.value, points_known, unit, against)
        draw_unfinished(chart, one, is_below=side)
    _axis(chart, points_known, unit, language, against)
    ticks = years if names else year_ticks(years[0], end)
    chart.steps((years[0] - BEFORE, end + AFTER), {year: called.get(year, str(year)) for year in ticks})
    return styled(chart, language, HEIGHT)


def _note(note: str | None) -> str:
    return f"<br>{plain(note)}" if note else ""


def _is_below(marked: tuple[int, float], points_known: Sequence[tuple[int, float]], against: Against) -> bool:
    """Whether the value is written under its point: where the university's line, or the falling series, is above it."""
    if against.whole and (beside := dict(against.whole[0]).get(marked[0])) is not None:
        return beside >= marked[1]
    earlier = [value for year, value in points_known if year < marked[0]]
    return bool(earlier) and earlier[-1] > marked[1]


def _clear_of_target(
    is_below: bool, value: float, points_known: Sequence[tuple[int, float]], unit: str, against: Against
) -> bool:
    """Below, or above, where the line of the target or a reference would strike the value through."""
    lines = [line for line, _ in ([against.target] if against.target else []) + list(against.references)]
    near = LABEL * max([value for _, value in points_known] + against.heights)
    gaps = [line - value for line in lines if 0 <= abs(line - value) < near]
    return is_below if not gaps else (gaps[0] >= 0) != (unit == RANK)


def _mark(chart: Drawing, marked: tuple[int, float], shown: str, is_below: bool, *, is_last: bool) -> None:
    chart.text(
        f"<b>{shown}</b>",
        x=marked[0],
        y=marked[1],
        yanchor="top" if is_below else "bottom",
        yshift=-8 if is_below else 8,
        **({"xanchor": "right", "xshift": 22} if is_last and len(shown) > WIDE else {}),
        font={"size": 15, "color": COLOURS["blue"]},
    )


def _axis(
    chart: Drawing, points_known: Sequence[tuple[int, float]], unit: str, language: str, against: Against
) -> None:
    values = [*(value for _, value in points_known), *against.heights]
    low, top = min(0.0, *values), max([value for value in values if value > 0], default=1.0)
    ticks = round_steps(low, top)
    ends = [low * HEADROOM, top * (HEADROOM_BREAKS if against.breaks else HEADROOM)]
    if unit == RANK:  # the first place on top, with room above it for the names of breaks
        ticks = [1.0, *(tick for tick in ticks if tick > 1)]
        ends = [top * HEADROOM, 1 - top * ((HEADROOM_BREAKS if against.breaks else HEADROOM) - 1)]
    chart.values(ends, {tick: goal_line(tick, unit, language) for tick in ticks})
