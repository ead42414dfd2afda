"""The decisions that people made on proposed merges, from the file that `utsyn.toml` names as `partner_merges`."""

import re
from pathlib import Path

import polars as pl

from pipelines.identity.components import components
from pipelines.identity.identifiers import SCHEMES
from pipelines.identity.proposals import PARTNERS
from pipelines.identity.records import FEEDS
from pipelines.reading.readers import ReadError, read_table

NEEDED = ("partner_id", "other_feed", "other_id", "evidence", "decision", "note")
DECISIONS = ("accepted", "rejected")
# What a proposal says where identifiers are shared; a similar name is not an identifier.
IDENTIFIER = re.compile(rf"(^|; |through |, )({'|'.join(SCHEMES)}) \S")


def decisions(path: Path) -> pl.DataFrame:
    """The rows with a decision, text columns NEEDED.

    Raises ReadError, naming every row that cannot be applied: a decision nobody knows, an empty or unknown
    reference, and a merge accepted on a name alone without a note that says why.
    """
    rows = read_table(path)
    if missing := [name for name in NEEDED if name not in rows.columns]:
        raise ReadError(f"{path}: no column {', '.join(missing)}. `utsyn partners propose` writes such a file.")
    decided = rows.select(pl.col(NEEDED).cast(pl.String)).with_row_index("row", offset=1).drop_nulls("decision")
    problems = [f"row {row['row']}: {problem}" for row in decided.iter_rows(named=True) if (problem := _problem(row))]
    if problems:
        raise ReadError(f"{path}: " + "; ".join(problems))
    return decided.drop("row")


def merges(path: Path) -> pl.DataFrame:
    """What was accepted, chains followed to their end: text columns feed, id, partner_id; sorted.

    Of partners merged with each other the one that is never the other in a row stays, or the smallest id.
    Raises ReadError, also for a record outside the partners' feed that is accepted for two partners not merged.
    """
    accepted = decisions(path).filter(decision="accepted")
    pairs = (
        accepted.select("partner_id", "other_feed", "other_id").unique().sort("partner_id", "other_feed", "other_id")
    )
    between = pairs.filter(other_feed=PARTNERS)
    stays = _staying(between)
    rows = {(PARTNERS, id_): partner for id_, partner in stays.items() if id_ != partner}
    for partner, feed, id_ in pairs.filter(pl.col("other_feed") != PARTNERS).iter_rows():
        canonical = stays.get(partner, partner)
        if rows.setdefault((feed, id_), canonical) != canonical:
            raise ReadError(
                f"{path}: {feed} {id_} is accepted as {rows[feed, id_]} and as {canonical}. "
                "Reject one of the two rows, or accept the two partners as one."
            )
    table = [(feed, id_, partner) for (feed, id_), partner in sorted(rows.items())]
    return pl.DataFrame(table, schema=dict.fromkeys(("feed", "id", "partner_id"), pl.String), orient="row")


def _staying(between: pl.DataFrame) -> dict[str, str]:
    """Partner → the partner that represents it."""
    others = set(between["other_id"])
    links: list[tuple[str, str]] = between.select("partner_id", "other_id").rows()
    groups = components(links)
    return {id_: min(group - others or group) for group in groups for id_ in group}


def _problem(row: dict[str, str | None]) -> str | None:
    if row["decision"] not in DECISIONS:
        return f"the decision '{row['decision']}' is not known; write {' or '.join(DECISIONS)}, or leave it empty"
    if row["partner_id"] is None or row["other_id"] is None:
        return "partner_id or other_id is empty"
    if row["other_feed"] not in FEEDS:
        return f"other_feed is '{row['other_feed']}'; expected {', '.join(FEEDS)}"
    if row["decision"] == "accepted" and row["note"] is None and not IDENTIFIER.search(row["evidence"] or ""):
        return (
            f"{row['partner_id']} and {row['other_id']} are accepted on their names alone "
            f"({row['evidence']}). Say in the note how you know that they are one"
        )
    return None
