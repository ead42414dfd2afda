"""Where in a TOML file a setting is."""

import re
from collections import Counter
from collections.abc import Sequence

_ARRAY = re.compile(r"\s*\[\[\s*(?P<name>[^\[\]]+?)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?P<name>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of_setting(text: str, keys: Sequence[str | int]) -> int | None:
    """The line, from 1, of the setting named by these keys, or of the table that it is missing from; else None."""
    wanted = tuple(map(str, keys))
    table: tuple[str, ...] = ()
    seen: Counter[tuple[str, ...]] = Counter()
    longest, nearest = 0, None
    for number, line in enumerate(text.splitlines(), 1):
        if array := _ARRAY.match(line):
            name = _parts(array["name"])
            here = table = (*name, str(seen[name]))
            seen[name] += 1
        elif header := _TABLE.match(line):
            here = table = _parts(header["name"])
        elif key := _KEY.match(line):
            here = (*table, *_parts(key["name"]))
        else:
            continue
        if len(here) > longest and wanted[: len(here)] == here:
            longest, nearest = len(here), number
    return nearest


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
