"""Decided merges into a build."""

import hashlib
from pathlib import Path

import duckdb

from models.facts import create_filled
from pipelines.identity.decisions import merges
from pipelines.reading.readers import ReadError


def record_merges(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    """Fill `meta.partner_merges` with what was accepted in the file; none, none. Raises ReadError."""
    create_filled(connection)
    if path is not None:
        connection.register("accepted_merges", merges(path).to_arrow())
        connection.execute("insert into meta.partner_merges by name from accepted_merges")
        connection.unregister("accepted_merges")


def merges_digest(path: Path | None) -> str | None:
    """SHA-256 (hex) of the file of decisions, None without one. Raises ReadError."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else None
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror}). The configuration names it as partner_merges; "
            "`utsyn partners propose --out FILE` writes one."
        ) from error
