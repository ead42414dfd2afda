"""What is measured of a feed as a whole, and how it is told in both languages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from data_contracts.contract import DatasetKind, DatasetRule

CYCLES_TOLD = 5
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
    """A number in the unit of the rule's kind, None where there was nothing to judge, and what was found."""

    value: float | None
    en: str
    nb: str


NOTHING = Measure(None, "there is nothing to compare with", "det er ingenting å sammenligne med")


def _volume(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return NOTHING
    if not now.contents:
        return Measure(
            0.0,
            f"no file of the feed was handed in; the published build has {last.rows} rows",
            f"ingen fil i leveransen ble levert; det publiserte bygget har {last.rows} rader",
        )
    left = 100 * now.rows / last.rows
    return Measure(
        left,
        f"{now.rows} rows, {left:.0f} % of the {last.rows} rows of the published build",
        f"{now.rows} rader, {left:.0f} % av de {last.rows} radene i det publiserte bygget",
    )


def _loaded(_rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    if not now.rows_read:
        return Measure(None, "no rows were read", "ingen rader ble lest")
    share = 100 * (now.rows + now.duplicates) / now.rows_read
    return Measure(
        share,
        f"{now.rows} of {now.rows_read} rows were loaded, {now.duplicates} are duplicates ({share:.0f} %)",
        f"{now.rows} av {now.rows_read} rader ble lastet, {now.duplicates} er duplikater ({share:.0f} %)",
    )


def _freshness(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows:
        return NOTHING
    new, files = len(now.contents - last.contents), len(now.contents)
    return Measure(
        float(new), f"{new} of {files} files are new or have changed", f"{new} av {files} filer er nye eller endret"
    )


def _key_duplicates(_rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    if not now.rows_read:
        return Measure(None, "no rows were read", "ingen rader ble lest")
    share = 100 * now.conflicts / now.rows_read
    counted = f"{now.conflicts} of {now.rows_read} rows ({share:.1f} %) repeat a key with other content"
    talt = f"{now.conflicts} av {now.rows_read} rader ({share:.1f} %) gjentar en nøkkel med annet innhold"
    return Measure(share, counted, talt.replace(".", ","))


def _schema(_rule: DatasetRule, now: FeedState, last: FeedState) -> Measure:
    if not last.rows or not now.rows:
        return NOTHING
    missing = sorted(last.filled - now.filled)
    names = ", ".join(missing)
    return Measure(
        float(len(missing)), f"filled before, empty now: {names or 'none'}", f"fylt ut før, tom nå: {names or 'ingen'}"
    )


def _cycle(rule: DatasetRule, now: FeedState, _last: FeedState) -> Measure:
    found = list(cycles(now.links.get(rule.column or "", {})))
    if not found:
        return Measure(0.0, f"{rule.column} leads to an end", f"{rule.column} kommer til en ende")
    rings = "; ".join(" → ".join((*ring, ring[0])) for ring in found[:CYCLES_TOLD])
    rings += " …" if len(found) > CYCLES_TOLD else ""
    return Measure(
        float(sum(map(len, found))),
        f"{rule.column} leads in a circle: {rings}. Correct one of these rows.",
        f"{rule.column} går i ring: {rings}. Rett én av disse radene.",
    )


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
