"""The shapes of countries on a sheet of paper: the world, or Europe, where most exchange is.

`countries.geojson` ships with the product and names its source and licence; nothing is fetched.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final, Literal

Area = Literal["world", "europe"]
Point = tuple[float, float]
COUNTRIES = Path(__file__).parent / "countries.geojson"
WIDTH = 2000
SMALL = {"world": 120.0, "europe": 500.0}  # square units; a country below it is a dot, which can be hit


@dataclass(frozen=True)
class Shape:
    """A country on the sheet: outline (an SVG path, empty for one that has none), middle, and whether it is a dot.

    `code` is None for land that no code of ISO 3166 names.
    """

    code: str | None
    outline: str
    middle: Point
    is_small: bool


@dataclass(frozen=True)
class Sheet:
    """All shapes that are on a map of `WIDTH` by `height` units."""

    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Window:
    """What a map shows of its projection, in radians of the globe from the projection's middle."""

    left: float
    right: float
    bottom: float
    top: float


WINDOWS: Final[dict[Area, Window]] = {
    "world": Window(-2.62, 2.7066, -0.98, 1.317),
    "europe": Window(-0.40, 0.42, -0.305, 0.345),
}
EUROPE_MIDDLE = (10.0, 52.0)


@cache
def sheet(area: Area) -> Sheet:
    """The map of an area; read and projected once."""
    window = WINDOWS[area]
    scale = WIDTH / (window.right - window.left)
    shapes = [_shape(feature, area, window, scale) for feature in json.loads(COUNTRIES.read_bytes())["features"]]
    return Sheet(round((window.top - window.bottom) * scale), tuple(shape for shape in shapes if shape))


def _shape(feature: dict[str, Any], area: Area, window: Window, scale: float) -> Shape | None:
    """None for what is outside the window."""
    code, geometry = feature.get("id"), feature["geometry"]

    def place(point: Sequence[float]) -> Point:
        x, y = PROJECTIONS[area](point[0], point[1])
        return (x - window.left) * scale, (window.top - y) * scale

    if geometry["type"] == "Point":
        middle = place(geometry["coordinates"])
        return Shape(code, "", middle, True) if _is_inside([middle], window, scale) else None
    polygons = [[[place(point) for point in ring] for ring in rings] for rings in geometry["coordinates"]]
    shown = [rings for rings in polygons if _is_inside(rings[0], window, scale)]
    if not shown:
        return None
    largest = max((rings[0] for rings in polygons), key=lambda ring: abs(_area(ring)))
    outline = "".join(_path(ring) for rings in shown for ring in rings)
    return Shape(code, outline, _middle(largest), abs(_area(largest)) < SMALL[area])


def _is_inside(points: Sequence[Point], window: Window, scale: float) -> bool:
    height = (window.top - window.bottom) * scale
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < height


def _equal_earth(longitude: float, latitude: float) -> Point:
    """Equal Earth: areas stay true, and the world looks like itself (Šavrič, Patterson and Jenny 2018)."""
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, sqrt(3) / 2
    t = asin(m * sin(radians(latitude)))
    x = radians(longitude) * cos(t) / (m * (a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)))
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


def _azimuthal(longitude: float, latitude: float) -> Point:
    """Lambert's azimuthal equal-area projection around the middle of Europe, as the EU's own maps have it."""
    turn, up, middle = radians(longitude - EUROPE_MIDDLE[0]), radians(latitude), radians(EUROPE_MIDDLE[1])
    k = sqrt(2 / max(1 + sin(middle) * sin(up) + cos(middle) * cos(up) * cos(turn), 1e-6))
    return k * cos(up) * sin(turn), k * (cos(middle) * sin(up) - sin(middle) * cos(up) * cos(turn))


PROJECTIONS: Final = {"world": _equal_earth, "europe": _azimuthal}


def _path(ring: Sequence[Point]) -> str:
    """Whole units, each step from the one before: short to send, and half a pixel off at most."""
    places = [(round(x), round(y)) for x, y in ring]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(places) if (x0, y0) != (x1, y1)]
    return f"M{places[0][0]} {places[0][1]}l{' '.join(f'{x} {y}' for x, y in steps)}z" if steps else ""


def _area(ring: Sequence[Point]) -> float:
    """The area within a ring, its sign by the direction."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """The centre of the area within a ring."""
    six = 6 * _area(ring)
    crossed = [(x0 + x1, y0 + y1, x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairwise(ring)]
    return sum(x * c for x, _, c in crossed) / six, sum(y * c for _, y, c in crossed) / six
