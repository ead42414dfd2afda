"""A headline's scale as markup; what it shows is in words beside it."""

from dashboard.figures.scale import Scale
from dashboard.markup import Html, tag

MIDDLE, RIGHT = 33, 67  # where a name is set flush with its mark's other side


def scale_bar(scale: Scale) -> Html:
    """Zone, line, the mark of then and the dot of now, with the names of zone and then."""
    zone, then = scale.zone, scale.then
    marks = [
        tag("i", class_="zone", style=f"left:{zone.low:.1f}%;width:{zone.high - zone.low:.1f}%") if zone else None,
        tag("i", class_="then", style=f"left:{then[0]:.1f}%") if then else None,
        tag("i", class_="now", style=f"left:{scale.now:.1f}%"),
    ]
    return tag(
        "div",
        _name(zone.name, (zone.low + zone.high) / 2) if zone else None,
        tag("div", *marks, class_="track", aria_hidden="true"),
        _name(then[1], then[0]) if then else None,
        class_="scale-bar",
    )


def _name(name: str, place: float) -> Html:
    side = "left" if place < MIDDLE else "right" if place > RIGHT else "middle"
    return tag("div", name, class_=f"name {side}")
