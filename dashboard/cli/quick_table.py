"""Plain tables without rich. It exists for speed alone: importing rich takes longer than to answer most questions."""

import os
import sys
from collections.abc import Collection, Sequence
from unicodedata import combining, east_asian_width

BETWEEN, RULE = "   ", "─"
NO_BREAK = str.maketrans("\xa0\u202f", "  ")  # the blanks within a number
ASKED_FOR_COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE")


def is_piped() -> bool:
    """Whether the output goes where it is neither coloured nor fitted to a window."""
    return not sys.stdout.isatty() and not any(name in os.environ for name in ASKED_FOR_COLOUR)


def plain_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[str], width: int
) -> str | None:
    """The table as rich draws it; None where that takes rich: it is wider than `width`, or a cell needs care."""
    lines = (headings, *rows)
    if not headings or not all(len(line) == len(headings) and all(map(_is_simple, line)) for line in lines):
        return None
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if (whole := sum(widths) + len(BETWEEN) * (len(widths) - 1)) > width or 0 in widths:
        return None
    fitted = [str.rjust if heading in right else str.ljust for heading in headings]
    drawn = [BETWEEN.join(fit(cell, n) for fit, cell, n in zip(fitted, line, widths, strict=True)) for line in lines]
    return "\n".join((drawn[0], RULE * whole, *drawn[1:])) + "\n"


def _is_simple(cell: str) -> bool:
    """Whether each of its letters is as wide as the next, and no blank at an end could be dropped."""
    return (
        cell.translate(NO_BREAK).isprintable()
        and cell == cell.strip()
        and (cell.isascii() or not any(map(_is_wide, cell)))
    )


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF" or combining(letter) > 0
