"""Batches of a file → its rows judged by the contracts of the feeds they are of, persons hashed."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from data_contracts.validate import split
from pipelines.reading.layout import Table
from pipelines.staging.canonical_rows import Preparing
from pipelines.staging.identity_numbers import mask_identity_numbers
from pipelines.staging.privacy import hash_identifiers, reduce

Batch = dict[str, Table]  # by feed


@dataclass(frozen=True)
class Part:
    """One feed's rows of a batch, before they are written."""

    profile: str
    rows_read: int
    accepted: pl.DataFrame
    quarantined: pl.DataFrame
    broken: dict[str, int]


def judged(batches: Iterable[Batch], preparing: dict[str, Preparing], key: bytes) -> Iterator[dict[str, Part]]:
    """Each batch judged; while one is, the next is read and the last one written. Notes are made at the end."""

    def judge(tables: Batch) -> dict[str, Part]:
        return {feed: judge_table(tables[feed], of_feed, key) for feed, of_feed in preparing.items()}

    with ThreadPoolExecutor(1) as worker:  # one, so that batches are judged in their order
        pending: Future[dict[str, Part]] | None = None
        for batch in batches:
            last, pending = pending, worker.submit(judge, batch)
            if last:
                yield last.result()
        if pending:
            yield pending.result()
    for of_feed in preparing.values():
        of_feed.make_notes()


def judge_table(table: Table, preparing: Preparing, key: bytes) -> Part:
    """The rows of one table: conformed, persons hashed, split by the contract, reduced to what is kept."""
    contract, ready = preparing.contract, preparing.prepared(table)
    persons = {column.name for column in contract.columns if column.privacy}
    rows = hash_identifiers(ready.rows, contract, key, ready.profile.made_of(persons))
    rows = mask_identity_numbers(rows, contract, key)
    result = split(rows, contract, ready.profile.date_formats, ready.profile.decimal_comma, ready.damaged)
    accepted, quarantined = reduce(result.accepted, contract), reduce(result.quarantined, contract)
    return Part(ready.profile.name, rows.height, accepted, quarantined, result.broken)
