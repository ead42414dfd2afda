"""What is done to the cells and headings of every format alike."""

from pathlib import Path

import polars as pl

from pipelines.reading.read_error import ReadError

# Zero-width and direction marks that spreadsheets and web pages leave around a value. Within it they may be meant.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NOTHING = str.maketrans("", "", UNSEEN)


def trimmed(column: pl.Expr) -> pl.Expr:
    """Text without the blanks and unseen characters around it; nothing left is null."""
    return column.str.strip_chars(BLANKS + UNSEEN).replace("", None)


def clean_heading(heading: str) -> str:
    """A heading without blanks around it and without unseen characters anywhere."""
    return heading.translate(_NOTHING).strip()


def check_twice(headings: list[str], place: str | Path) -> None:
    """Raise ReadError where a heading is used twice."""
    if twice := next((heading for heading in headings if headings.count(heading) > 1), None):
        raise ReadError(f"{place}: the heading '{twice}' is there twice. Rename or remove one of the two columns.")
