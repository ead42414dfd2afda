"""A series as a small line, drawn as inline SVG: light enough for 47 on one page."""

from collections.abc import Sequence

from dashboard.markup import Html, join, tag

WIDTH, HEIGHT, MARGIN = 92, 24, 4


def sparkline(trend: Sequence[tuple[int, float | None]], name: str) -> Html | None:
    """The line from zero or the lowest value to the highest, the last value marked; gaps stay gaps.

    `name` is what a screen reader says. Fewer than two values give None.
    """
    points = [(year, value) for year, value in trend if value is not None]
    if len(points) < 2:  # noqa: PLR2004
        return None
    first, last = points[0][0], points[-1][0]
    low, high = min(v for _, v in points), max(v for _, v in points)

    def place(year: int, value: float) -> tuple[str, str]:
        x = MARGIN + (year - first) / (last - first) * (WIDTH - 2 * MARGIN)
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{x:.1f}", f"{HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN):.1f}"

    path, pen_down = "", False
    for year, value in trend:
        if value is None:
            pen_down = False
            continue
        path += f"{'L' if pen_down else 'M'}{','.join(place(year, value))}"
        pen_down = True
    x, y = place(*points[-1])
    return tag(
        "svg",
        join(tag("title", name), tag("path", d=path), tag("circle", cx=x, cy=y, r="2.6")),
        class_="spark",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=name,
    )
