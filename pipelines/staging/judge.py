"""Canonical rows → judged by the contract of their feed, persons hashed: nothing but what it is given decides."""

from dataclasses import dataclass

import polars as pl

from data_contracts.contract import Contract
from data_contracts.validate import split
from pipelines.staging.canonical_rows import Prepared
from pipelines.staging.identity_numbers import mask_identity_numbers
from pipelines.staging.privacy import hash_identifiers, reduce


@dataclass(frozen=True)
class Part:
    """One feed's rows of a batch, before they are written."""

    profile: str
    rows_read: int
    accepted: pl.DataFrame
    quarantined: pl.DataFrame
    broken: dict[str, int]


def judge_rows(prepared: Prepared, contract: Contract, key: bytes) -> Part:
    """Rows with persons hashed by `key`, accepted or quarantined by the contract, reduced to what is kept."""
    profile = prepared.profile
    persons = {column.name for column in contract.columns if column.privacy}
    rows = hash_identifiers(prepared.rows, contract, key, profile.made_of(persons))
    rows = mask_identity_numbers(rows, contract, key)
    result = split(rows, contract, profile.date_formats, profile.decimal_comma, prepared.damaged)
    accepted, quarantined = reduce(result.accepted, contract), reduce(result.quarantined, contract)
    return Part(profile.name, rows.height, accepted, quarantined, result.broken)
