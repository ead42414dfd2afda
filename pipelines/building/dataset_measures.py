"""What is measured of a feed as a whole, and the sentence that describes it, in every language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.numbers import get_decimal_symbol

from data_contracts.contract import DatasetKind, DatasetRule
from data_contracts.text import locale_of
from data_contracts.yaml_text import parse_yaml

TEXTS = Path(__file__).with_name("dataset_texts.yaml")
CYCLES_SHOWN = 5
FEW = 3  # rows that no limit in percent is about
FEW_SHARE = 0.05  # of a feed: more rows of the same key come from an export that holds an earlier one again


@dataclass(frozen=True)
class FeedState:
    """A feed in one build.

    contents: checksums of its files; filled: its columns that hold any value; conflicts: rows whose key an earlier row
    had with other content; duplicates: rows that equal another or that a newer file has again; links: by column, what
    each key names there.
    """

    rows: int = 0
    rows_read: int = 0
    conflicts: int = 0
    contents: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    duplicates: int = 0


class Measure(NamedTuple):
    """A number in the unit of the rule's kind, None where nothing was judged, and what was found, by language."""

    value: float | None
    sentences: Mapping[str, str]


def _measure(value: float | None, says: str, **values: object) -> Measure:
    """With the sentence `says` of `dataset_texts.yaml` in every language; a number with decimals gets their mark."""
    sentences = {
        language: template.format_map({name: _written(value, language) for name, value in values.items()})
        for language, template in _texts()[says].items()
    }
    return Measure(value, sentences)


def _written(value: object, language: str) -> str:
    return (
        str(value).replace(".", get_decimal_symbol(locale_of(language))) if isinstance(value, Decimal) else str(value)
    )


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = parse_yaml(TEXTS.read_text(encoding="utf-8"))
    return texts


def _volume(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return _measure(None, "nothing_to_compare")
    if not now.contents:
        return _measure(0.0, "no_file", last=last.rows)
    left = 100 * now.rows / last.rows
    return _measure(left, "volume", rows=now.rows, share=f"{left:.0f}", last=last.rows)


def _loaded(_rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    if not now.rows_read:
        return _measure(None, "no_rows")
    share = 100 * (now.rows + now.duplicates) / now.rows_read
    counts = {"rows": now.rows, "read": now.rows_read, "duplicates": now.duplicates}
    return _measure(share, "loaded", share=f"{share:.0f}", **counts)


def _freshness(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return _measure(None, "nothing_to_compare")
    new = len(now.contents - last.contents)
    return _measure(float(new), "freshness", new=new, files=len(now.contents))


def _key_duplicates(_rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    if not now.rows_read:
        return _measure(None, "no_rows")
    share = 100 * now.conflicts / now.rows_read
    return _measure(share, "key_duplicates", conflicts=now.conflicts, read=now.rows_read, share=Decimal(f"{share:.1f}"))


def _schema(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows or not now.rows:
        return _measure(None, "nothing_to_compare")
    missing = sorted(last.filled - now.filled)
    return _measure(float(len(missing)), "schema" if missing else "schema_kept", columns=", ".join(missing))


def _cycle(rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    rings = list(cycles(now.links.get(rule.column or "", {})))
    if not rings:
        return _measure(0.0, "no_cycle", column=rule.column)
    shown = "; ".join(" → ".join((*ring, ring[0])) for ring in rings[:CYCLES_SHOWN])
    shown += " …" if len(rings) > CYCLES_SHOWN else ""
    return _measure(float(sum(map(len, rings))), "cycle", column=rule.column, rings=shown)


def cycles(links: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rings among keys that each name one other, each ring once and from its least key on."""
    done: set[str] = set()
    for start in sorted(links):
        path: dict[str, None] = {}
        key: str | None = start
        while key is not None and key not in done and key not in path:
            path[key] = None
            key = links.get(key)
        if key is not None and key in path:
            walked = list(path)
            ring = walked[walked.index(key) :]
            least = ring.index(min(ring))
            if len(ring) > 1:
                yield (*ring[least:], *ring[:least])
        done |= set(path)


def is_few(kind: DatasetKind, now: FeedState, last: FeedState) -> bool:
    """Whether a limit in percent is passed by so few rows that they say nothing: a small feed would stop every week."""
    if kind == "volume":
        return now.rows > 0 and last.rows - now.rows <= FEW
    if kind == "loaded":
        return now.rows > 0 and now.rows_read - now.rows - now.duplicates <= FEW
    return kind == "key_duplicates" and now.conflicts <= FEW and now.conflicts <= FEW_SHARE * now.rows_read


MEASURES: dict[DatasetKind, Callable[[DatasetRule, FeedState, FeedState], Measure]] = {
    "volume": _volume,
    "loaded": _loaded,
    "freshness": _freshness,
    "key_duplicates": _key_duplicates,
    "schema": _schema,
    "cycle": _cycle,
}
