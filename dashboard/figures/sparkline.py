"""A series as a small line, drawn as inline SVG: light enough for 47 on one page."""

from collections.abc import Sequence

from dashboard.markup import Html, join, tag

WIDTH, HEIGHT, MARGIN = 92, 24, 4
Trend = Sequence[tuple[int, float | None]]


def sparkline(
    trend: Trend,
    name: str,
    *,
    years: tuple[int, int] | None = None,
    shaded: tuple[int, int] | None = None,
    is_rank: bool = False,
    marked_year: int | None = None,
) -> Html | None:
    """The line from zero to the highest value, the value of `marked_year`, else the last, marked; gaps stay gaps.

    `years` is the axis that lines under one heading share, else the line's own; `shaded` are years of a break on it. Of
    a rank the first place is on top. `name` is what a screen reader says. Fewer than two values give None.
    """
    points = [(year, value) for year, value in trend if value is not None]
    if len(points) < 2:  # noqa: PLR2004
        return None
    first, last = years or (points[0][0], points[-1][0])
    low, high = min(0.0, *(value for _, value in points)), max(0.0, *(value for _, value in points))

    def across(year: float) -> float:
        return MARGIN + (year - first) / max(last - first, 1) * (WIDTH - 2 * MARGIN)

    def place(year: int, value: float) -> tuple[str, str]:
        share = (value - low) / (high - low) if high > low else 0.5
        height = (1 - share if is_rank else share) * (HEIGHT - 2 * MARGIN)
        return f"{across(year):.1f}", f"{HEIGHT - MARGIN - height:.1f}"

    path, pen_down = "", False
    for year, value in trend:
        if value is None or not first <= year <= last:
            pen_down = False
            continue
        path += f"{'L' if pen_down else 'M'}{','.join(place(year, value))}"
        pen_down = True
    x, y = place(*next((point for point in points if point[0] == marked_year), points[-1]))
    return tag(
        "svg",
        join(
            tag("title", name),
            _shade(across(shaded[0] - 0.5), across(shaded[1] + 0.5)) if shaded else None,
            tag("path", d=path),
            tag("circle", cx=x, cy=y, r="2.6"),
        ),
        class_="spark",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=name,
    )


def _shade(left: float, right: float) -> Html | None:
    """A break behind the line, as far as it is on the axis."""
    left, right = max(left, 0.0), min(right, float(WIDTH))
    return tag("rect", x=f"{left:.1f}", y=0, width=f"{right - left:.1f}", height=HEIGHT) if right > left else None
