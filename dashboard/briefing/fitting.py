"""How large type may be on a slide: the largest that a line, or a table in its place, has room for."""

import re
from collections.abc import Sequence
from math import ceil

from dashboard.briefing.slide import Table

EM, BOLD = 0.6, 0.7  # how wide a letter is of its height, in the wider of the fonts that a program takes
LINE, POINTS = 1.2, 72  # a line's height of its letters', and points an inch
MARGINS = (0.22, 0.12)  # inches around the words of a cell, to the sides and above and below
TABLE_SIZES = (20, 18, 16, 14, 12, 11, 10, 9, 8)


def title_size(words: str, sizes: Sequence[int], inches: float) -> int:
    """The largest of `sizes` at which a title takes one line, else the smallest."""
    return next((size for size in sizes if len(words) * BOLD * size / POINTS <= inches), sizes[-1])


def lines_size(words: str, sizes: Sequence[int], inches: float, lines: int) -> int:
    """The largest of `sizes` at which the words take no more than so many lines, else the smallest."""
    return next((size for size in sizes if _lines(words, size, inches) <= lines), sizes[-1])


def table_size(table: Table, wide: float, high: float) -> tuple[int, list[float]]:
    """The size of type, and how wide each column is, at which a table has its place; inches."""
    for size in TABLE_SIZES:
        columns = _columns(table, size, wide)
        if sum(columns) <= wide + 0.01 and _height(table, size, columns) <= high:
            return size, columns
    return TABLE_SIZES[-1], _columns(table, TABLE_SIZES[-1], wide)


def _columns(table: Table, size: int, wide: float) -> list[float]:
    """Each as wide as its longest word, and what is left by how much more its longest cell needs."""
    lines = (table.heads, *table.rows)
    places = range(len(table.heads))
    least = [max(_width(word, size) for line in lines for word in _words(line[place])) + MARGINS[0] for place in places]
    most = [max(_width(line[place], size) for line in lines) + MARGINS[0] for place in places]
    wanted, left = [much - little for little, much in zip(least, most, strict=True)], max(wide - sum(least), 0.0)
    shares = [one / sum(wanted) if sum(wanted) else 1 / len(wanted) for one in wanted]
    return [little + left * share for little, share in zip(least, shares, strict=True)]


def _height(table: Table, size: int, columns: Sequence[float]) -> float:
    rows = (table.heads, *table.rows)
    lines = [
        max(_lines(words, size, wide - MARGINS[0]) for words, wide in zip(row, columns, strict=True)) for row in rows
    ]
    return sum(count * size * LINE / POINTS + MARGINS[1] for count in lines)


def _lines(words: str, size: int, inches: float) -> int:
    return max(1, ceil(round(_width(words, size) / inches, 3)))


def _width(words: str, size: int) -> float:
    return len(words) * EM * size / POINTS


def _words(words: str) -> list[str]:
    """What no line breaks: a no-break space is a letter like any other."""
    return re.split("[ -]", words) or [""]
