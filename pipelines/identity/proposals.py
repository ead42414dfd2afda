"""Merges to propose, and where identifiers contradict each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl
from rapidfuzz import fuzz, process

from pipelines.identity.components import components
from pipelines.identity.identifiers import SCHEMES
from pipelines.suggesting.heading_words import folded

ALIKE = 90  # from this likeness of names (0–100), in one country, two organisations are proposed as one
SAME_NAME = 100  # two of one name may be one whose code has changed: proposed, with both codes as a conflict
PARTNERS = "partners"
MERGES = (
    *("partner_id", "partner_name", "other_feed", "other_id", "other_name", "evidence", "conflict"),
    *("decision", "note"),
)
CONFLICTS = ("partner_ids", "identifier", "values", "records")

Record = tuple[str, str]  # feed, id
Identifier = tuple[str, str]  # scheme, value


@dataclass(frozen=True)
class Proposals:
    """merges: text columns MERGES, one row per record proposed as a partner, no decision yet.

    conflicts: text columns CONFLICTS, one row per identifier that one partner would have with several values.
    Both are sorted and the same in any order of the records.
    """

    merges: pl.DataFrame
    conflicts: pl.DataFrame


def propose(names_and_numbers: pl.DataFrame) -> Proposals:
    """Propose what may be one partner among `records` of a build.

    Through shared identifiers, directly or through other records; and on the likeness of names within a country
    where no identifier says that they are two.
    """
    held = _held(names_and_numbers)
    names = _names(names_and_numbers)
    groups = [group for group in _groups(held) if any(feed == PARTNERS for feed, _ in group)]
    rows, conflicts, settled = [], [], set()
    for group in groups:
        partners = sorted(id_ for feed, id_ in group if feed == PARTNERS)
        first = (PARTNERS, partners[0])
        numbers = {record: held[record] for record in group}
        against = _conflicts(numbers)
        conflicts += [("|".join(partners), *row) for row in against]
        conflicting = "; ".join(f"{scheme} {values}" for scheme, values, _ in against)
        for other in sorted(group - {first}):
            rows.append(_row(first, other, names, _evidence(first, other, numbers), conflicting))
        settled |= {(id_, feed) for id_ in partners for feed, _ in group if feed != PARTNERS}
    together = {record: number for number, group in enumerate(groups) for record in group}
    for one, other, score in _alike(names_and_numbers):
        if (one[1], other[0]) in settled or (one in together and together[one] == together.get(other)):
            continue
        against = _conflicts({record: held[record] for record in (one, other)})
        if against and score < SAME_NAME:
            continue  # each has an identifier of its own: Parma is not Palermo
        conflict = "; ".join(f"{scheme} {values}" for scheme, values, _ in against)
        rows.append(_row(one, other, names, f"name {score:.0f}", conflict))
    return Proposals(_table(rows, MERGES), _table(conflicts, CONFLICTS))


def _held(partners: pl.DataFrame) -> dict[Record, set[Identifier]]:
    """Record → its identifiers; a record without any is there too."""
    held: dict[Record, set[Identifier]] = defaultdict(set)
    for row in partners.select("feed", "id", *SCHEMES).iter_rows(named=True):
        held[row["feed"], row["id"]] |= {(scheme, row[scheme]) for scheme in SCHEMES if row[scheme] is not None}
    return held


def _names(partners: pl.DataFrame) -> dict[Record, str]:
    first = partners.unique(["feed", "id"], keep="first", maintain_order=True)
    return {(feed, id_): name or "" for feed, id_, name in first.select("feed", "id", "name").iter_rows()}


def _groups(held: dict[Record, set[Identifier]]) -> list[set[Record]]:
    """Records that hang together through identifiers, two or more."""
    links = [(record, ("identifier", *identifier)) for record, numbers in held.items() for identifier in numbers]
    groups = [{node for node in nodes if node in held} for nodes in components(links)]
    return [group for group in groups if len(group) > 1]


def _conflicts(held: dict[Record, set[Identifier]]) -> list[tuple[str, str, str]]:
    """(scheme, its values, who has them) for each scheme of which the group has several values."""
    by_scheme: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in sorted(held):
        for scheme, value in held[record]:
            by_scheme[scheme][value].append(" ".join(record))
    return [
        (scheme, " | ".join(sorted(values)), "; ".join(f"{v}: {', '.join(w)}" for v, w in sorted(values.items())))
        for scheme, values in sorted(by_scheme.items())
        if len(values) > 1
    ]


def _evidence(one: Record, other: Record, held: dict[Record, set[Identifier]]) -> str:
    """The identifiers both have, or else the shortest chain of records that leads from one to the other."""
    if shared := held[one] & held[other]:
        return "; ".join(" ".join(identifier) for identifier in sorted(shared))
    chain = _chain(one, other, held)
    steps = [f"{' '.join(min(held[a] & held[b]))} with {' '.join(b)}" for a, b in pairwise(chain)]
    return "through " + ", ".join(steps)


def _chain(one: Record, other: Record, held: dict[Record, set[Identifier]]) -> list[Record]:
    holders: dict[Identifier, list[Record]] = defaultdict(list)
    for record in sorted(held):
        for identifier in held[record]:
            holders[identifier].append(record)
    came_from: dict[Record, Record | None] = {one: None}
    front = [one]
    while other not in came_from:
        reached = []
        for record in front:
            for near in sorted({near for identifier in held[record] for near in holders[identifier]}):
                if near not in came_from:
                    came_from[near] = record
                    reached.append(near)
        front = reached
    chain, at = [other], came_from[other]
    while at is not None:
        chain.append(at)
        at = came_from[at]
    return chain[::-1]


def _alike(partners: pl.DataFrame) -> list[tuple[Record, Record, float]]:
    """(partner, other record, likeness) within a country; two partners once, the smaller id first."""
    named = partners.unique(["feed", "id"], keep="first", maintain_order=True).drop_nulls(["name", "country"])
    pairs = []
    for (_country,), group in sorted(named.group_by("country")):
        rows = group.sort("feed", "id").select("feed", "id", "name").rows()
        words = [folded(name) for *_, name in rows]
        for at, (feed, id_, _name) in enumerate(rows):
            if feed != PARTNERS:
                continue
            for _, score, index in process.extract(
                words[at], words, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None
            ):
                other = (rows[index][0], rows[index][1])
                if other[0] != PARTNERS or other[1] > id_:
                    pairs.append(((feed, id_), other, score))
    return pairs


def _row(one: Record, other: Record, names: dict[Record, str], evidence: str, conflict: str) -> tuple[str, ...]:
    return (one[1], names[one], *other, names[other], evidence, conflict, "", "")


def _table(rows: Sequence[tuple[str, ...]], columns: Sequence[str]) -> pl.DataFrame:
    table = pl.DataFrame(sorted(rows), schema=dict.fromkeys(columns, pl.String), orient="row")
    return table.with_columns(pl.all().replace("", None))
