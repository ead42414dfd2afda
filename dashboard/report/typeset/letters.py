"""Which letters the report's type has: accessible pdf may hold no letter that is not drawn."""

import struct
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3

from dashboard.theme.status import LOOKS

FONTS = Path(fontpkg_source_sans_3.ROOT)
FONT = FONTS / "files" / "SourceSans3[wght].ttf"
WIDE = (3, 10)  # the table of all Unicode: platform Windows, encoding UCS-4
SIGNS = frozenset(look.sign for look in LOOKS.values())  # the typesetter's own fonts have these
UNDRAWN = "?"


def drawn(content: Any) -> Any:
    """A JSON value in which every letter that the type lacks is a question mark."""
    if isinstance(content, str):
        return "".join(letter if letter in SIGNS or ord(letter) in letters() else UNDRAWN for letter in content)
    if isinstance(content, dict):
        return {name: drawn(value) for name, value in content.items()}
    return [drawn(value) for value in content] if isinstance(content, list | tuple) else content


@cache
def letters() -> frozenset[int]:
    """The code points of the font, from its table `cmap`, subtable of format 12 (OpenType 1.9, "cmap")."""
    font = FONT.read_bytes()
    [start] = [offset for name, offset in _tables(font) if name == b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    records = (struct.unpack_from(">HHI", font, start + 4 + 8 * number) for number in range(count))
    [wide] = [start + offset for platform, encoding, offset in records if (platform, encoding) == WIDE]
    (groups,) = struct.unpack_from(">I", font, wide + 12)
    spans = (struct.unpack_from(">II", font, wide + 16 + 12 * number) for number in range(groups))
    return frozenset(point for first, last in spans for point in range(first, last + 1)) | {ord("\n")}


def _tables(font: bytes) -> list[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    return [(name, offset) for name, _, offset, _ in records]
