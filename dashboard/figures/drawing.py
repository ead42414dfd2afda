"""A Plotly figure as plain data while it is drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.theme.tokens import COLOURS


class Drawing:
    """Traces, shapes and texts by Plotly's own names, axes and layout.

    Plotly's classes check each property whenever one is set, which took most of the time of a page. What is drawn here
    is checked by the tests of each figure instead.
    """

    def __init__(self) -> None:
        self._traces: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []
        self._axes: dict[str, dict[str, Any]] = {"xaxis": {}, "yaxis": {}}
        self._layout: dict[str, Any] = {}

    def trace(self, kind: str, **look: Any) -> None:
        """Add a series: `scatter` or `bar`."""
        self._traces.append({"type": kind, **look})

    def curve(self, points: Sequence[tuple[float, float | None]], says: Sequence[str], **look: Any) -> None:
        """Add points in their order; gaps stay gaps. `says` is what the pointer reads of each."""
        x, y = ([point[place] for point in points] for place in (0, 1))
        self.trace(
            "scatter", x=x, y=y, hovertext=list(says), hoverinfo="text", connectgaps=False, cliponaxis=False, **look
        )

    def text(self, text: str, **place: Any) -> None:
        """Write where `x` and `y` say; without an arrow."""
        self._texts.append({"text": text, "showarrow": False, **place})

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
        """Draw a straight line."""
        (x0, y0), (x1, y1) = start, end
        self._shapes.append({"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": look})

    def level(self, value: float, **look: Any) -> None:
        """Draw a line across the whole figure at a value."""
        across = {"xref": "x domain", "x0": 0, "x1": 1}
        self._shapes.append({"type": "line", **across, "y0": value, "y1": value, "line": look})

    def band(self, low: float, high: float, colour: str, *, is_upright: bool = False) -> None:
        """Shade what is between two values, or between two years, behind all else."""
        along, across = ("x", "y") if is_upright else ("y", "x")
        self._shapes.append(
            {
                "type": "rect",
                f"{along}0": low,
                f"{along}1": high,
                f"{across}ref": f"{across} domain",
                f"{across}0": 0,
                f"{across}1": 1,
                "fillcolor": colour,
                "line": {"width": 0},
                "layer": "below",
            }
        )

    def values(self, ends: Sequence[float], ticks: Mapping[float, str]) -> None:
        """The axis from the bottom up, with a light line at each of `ticks`, named as it says."""
        self.y(range=list(ends), gridcolor=COLOURS["line"], **_named(ticks))

    def steps(self, ends: Sequence[float], ticks: Mapping[float, str]) -> None:
        """The axis from left to right, named at `ticks`, without lines."""
        self.x(range=list(ends), showgrid=False, **_named(ticks))

    def x(self, **axis: Any) -> None:
        """Set properties of the axis from left to right."""
        self._axes["xaxis"] |= axis

    def y(self, **axis: Any) -> None:
        """Set properties of the axis from the bottom up."""
        self._axes["yaxis"] |= axis

    def layout(self, **layout: Any) -> None:
        """Set properties of the whole."""
        self._layout |= layout

    def figure(self) -> go.Figure:
        """The figure that Plotly draws."""
        layout = {**self._layout, **self._axes, "shapes": self._shapes, "annotations": self._texts}
        return _Drawn({"data": self._traces, "layout": layout})


def _named(ticks: Mapping[float, str]) -> dict[str, Any]:
    return {"tickvals": list(ticks), "ticktext": list(ticks.values()), "tickfont": {"color": COLOURS["soft"]}}


class _Drawn(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure as plain data: Plotly's own class copies all of it in, and out again when it is shown.

    Whoever asks for more than that has it from Plotly's class.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        object.__setattr__(self, "_plain", plain)

    def to_dict(self) -> dict[str, Any]:
        """What Plotly's script is given; not to be changed."""
        plain: dict[str, Any] = self._plain
        return plain

    def __getattr__(self, name: str) -> Any:
        if "_whole" not in self.__dict__:
            object.__setattr__(self, "_whole", go.Figure(self._plain, _validate=False))
        return getattr(self.__dict__["_whole"], name)
