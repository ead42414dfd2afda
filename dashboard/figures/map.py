"""Countries by how many, as an SVG of our own.

Plotly's maps fetch shapes of their own as soon as they colour one country, know no pattern for what is suppressed, and
cannot be followed as links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.figures.shapes import WIDTH, Area, Shape, sheet
from dashboard.format import number
from dashboard.markup import Html, join, tag
from models.answer import Sign

CLASSES = 5
SCALE = ("lowest", "low", "middle", "high", "highest")  # classes of the style sheet, light to dark
SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Land:
    """A country of the map: its name, its count (None where it is suppressed), the text for it, and where it leads."""

    name: str
    value: float | None
    shown: str
    href: str


@dataclass(frozen=True)
class Map:
    """The drawing, what its tints mean, and the codes of countries it has no place for."""

    drawing: Html
    legend: Html
    elsewhere: tuple[str, ...]


def map_figure(lands: Mapping[str, Land], area: Area, language: str, suppressed: str) -> Map:
    """A map with every land by its ISO code that has a figure above zero or a suppressed one; the rest is ground.

    It is drawn for the eye alone: the sentence above it and the table beside it say the same, and their links are
    those that the keyboard reaches. `suppressed` says in words what the pattern means.
    """
    drawn = sheet(area)
    limits = limits_of([land.value for land in lands.values() if land.value])
    coloured = {code: land for code, land in lands.items() if land.value is None or land.value > 0}
    ground = [tag("path", d=shape.outline) for shape in drawn.shapes if shape.code not in coloured and shape.outline]
    # the smaller a shape, the later it is drawn: dots are on top
    shown = [(shape, coloured[shape.code]) for shape in drawn.shapes if shape.code in coloured]
    marks = [_mark(shape, land, limits) for shape, land in sorted(shown, key=lambda pair: pair[0].is_small)]
    drawing = tag(
        "svg",
        _pattern(),
        tag("g", *ground, class_="ground"),
        *marks,
        class_=f"map {area}",
        viewBox=f"0 0 {WIDTH} {drawn.height}",
        aria_hidden="true",
    )
    has_suppressed = any(land.value is None for land in coloured.values())
    placed = {shape.code for shape in drawn.shapes}
    elsewhere = tuple(code for code in coloured if code not in placed)
    return Map(drawing, _legend(limits, language, suppressed if has_suppressed else None), elsewhere)


def limits_of(values: Sequence[float]) -> tuple[int, ...]:
    """Where each class begins: at one, then at the four largest of 1, 2, 5, 10, 20 … that some value reaches."""
    top = max(values, default=0)
    steps = [part * 10**exponent for exponent in range(len(str(int(top)))) for part in (1, 2, 5)]
    reached = [step for step in steps if 1 < step <= top]
    return (1, *reached[-(CLASSES - 1) :]) if top else ()


def _class_of(value: float | None, limits: Sequence[int]) -> str:
    if value is None:
        return SUPPRESSED
    place = sum(limit <= value for limit in limits) - 1
    return _tints(limits)[max(place, 0)]


def _tints(limits: Sequence[int]) -> tuple[str, ...]:
    """The darkest tint for the highest class, however few there are."""
    return SCALE[len(SCALE) - len(limits) :]


def _mark(shape: Shape, land: Land, limits: Sequence[int]) -> Html:
    x, y = (round(part) for part in shape.middle)
    body = tag("circle", cx=x, cy=y) if shape.is_small else tag("path", d=shape.outline)
    title = tag("title", f"{land.name}: {land.shown}")
    look = _class_of(land.value, limits)
    return tag("a", title, body, href=land.href, data_go=f"map-{shape.code}", class_=look, tabindex="-1")


def _pattern() -> Html:
    """Stripes for what is suppressed."""
    stripes = tag("path", d="M0 12L12 0M-3 3L3 -3M9 15L15 9")
    return tag("defs", tag("pattern", stripes, id="stripes", width="12", height="12", patternUnits="userSpaceOnUse"))


def _swatch(tint: str) -> Html:
    return tag("svg", tag("rect", width=22, height=12, rx=2, class_=tint), width=22, height=12, aria_hidden="true")


def _legend(limits: Sequence[int], language: str, suppressed: str | None) -> Html:
    ends = [(low, above - 1) for low, above in pairwise(limits)]
    ranges = [number(low, language) if low == high else f"{number(low, language)}–{number(high, language)}"
              for low, high in ends]  # fmt: skip
    ranges += [f"{number(limits[-1], language)}+"] if limits else []
    items = [tag("li", _swatch(tint), words) for tint, words in zip(_tints(limits), ranges, strict=True)]
    if suppressed:
        items.append(tag("li", _swatch(SUPPRESSED), join(f"{Sign.SUPPRESSED} {suppressed}")))
    return tag("ul", *items, class_="scale")
