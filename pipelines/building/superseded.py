"""Which files of a source a newer one takes the place of: two snapshots of one register are not two registers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import duckdb
from sqlglot import exp

from pipelines.reading.file_dates import day_in_name
from pipelines.sources import SOURCES
from pipelines.sources.source import Snapshot
from pipelines.staging.stage import StagedFile

COVERS_A_SUBJECT = 0.05  # the share of a file's rows from which on it covers a subject; fewer are strays at its borders


@dataclass(frozen=True)
class Superseded:
    """What of a staged file counts no more: the rows for which `condition` (SQL) is true. `by` are the newer paths."""

    by: tuple[str, ...]
    condition: str


@dataclass(frozen=True)
class _Edition:
    """A file by what it covers; a larger `order` is newer."""

    file: StagedFile
    subjects: frozenset[str]
    order: tuple[Any, ...]


def superseded(connection: duckdb.DuckDBPyConnection, files: Mapping[int, StagedFile]) -> dict[int, Superseded]:
    """By number, the staged files of which a newer file covers everything or a part; files of equal content never are.

    A file that newer ones cover wholly is superseded in every feed that it feeds.
    """
    files_replaced: dict[int, Superseded] = {}
    for source, reader in SOURCES.items():
        own_files = {number: file for number, file in files.items() if file.source == source}
        if reader.snapshot is None or len({file.sha256 for file in own_files.values()}) < 2:  # noqa: PLR2004
            continue
        snapshot = reader.snapshot
        editions = [_edition(connection, file, snapshot) for file in own_files.values() if file.feed == snapshot.feed]
        newest = {
            subject: edition
            for edition in sorted(editions, key=lambda edition: edition.order)
            for subject in edition.subjects
        }
        for edition in editions:
            newer = {
                subject: newest[subject].file.path
                for subject in edition.subjects
                if newest[subject].order > edition.order and newest[subject].file.sha256 != edition.file.sha256
            }
            by = tuple(sorted(set(newer.values())))
            is_whole = newer.keys() == edition.subjects
            condition = "true" if is_whole else _one_of(snapshot.subject, sorted(newer))
            files_replaced |= {
                number: Superseded(by, condition)
                for number, file in own_files.items()
                if newer and file.path == edition.file.path and (is_whole or file.feed == snapshot.feed)
            }
    return files_replaced


def _edition(connection: duckdb.DuckDBPyConnection, file: StagedFile, snapshot: Snapshot) -> _Edition:
    rows = "from read_parquet($path)"
    path = {"path": str(file.accepted)}
    counts = connection.execute(f"select {snapshot.subject} as subject, count(*) {rows} group by 1", path).fetchall()
    least = COVERS_A_SUBJECT * sum(count for _, count in counts)
    [(edition,)] = connection.execute(f"select {snapshot.edition} {rows}", path).fetchall()
    by_name = _natural(file.path) if snapshot.then_by_name else ()
    subjects = frozenset(subject for subject, count in counts if subject is not None and count >= least)
    return _Edition(file, subjects, (edition is not None, edition, by_name))


def in_time(path: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A key that sorts files by the day in their names (one without a day is the oldest), then by their names."""
    return day_in_name(PurePosixPath(path).stem) or "", _natural(path)


def _natural(path: str) -> tuple[tuple[int, str], ...]:
    """`v1.10` comes after `v1.9`."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path))


def _one_of(subject: str, subjects: list[str]) -> str:
    return f"{subject} in ({', '.join(exp.Literal.string(one).sql('duckdb') for one in subjects)})"
