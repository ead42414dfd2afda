"""Files → staged Parquet, addressed by content: what did not change is not read again."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from threading import Event, Lock

import polars as pl

import data_contracts
from data_contracts.contract_parser import fingerprint, load_contract
from data_contracts.local import local
from data_contracts.profile import Profile
from models.config import Config
from models.origin import FileOrigin
from pipelines.reading.layout import Table
from pipelines.reading.notes import collected
from pipelines.reading.readers import Irregular, ReadError
from pipelines.sources import SOURCES
from pipelines.sources.source import SourceReader
from pipelines.staging.canonical_rows import Preparing, feed_tables
from pipelines.staging.entry import Entry, Record, address_of, sha256
from pipelines.staging.judge import Part, judge_rows
from pipelines.staging.pipelined import pipelined
from pipelines.staging.profile_choice import candidates, of_source

READ_IN_BATCHES = {".csv", ".parquet"}
_HELD_WHOLE = Lock()  # one workbook or outside source in memory at a time
_LOCKS = tuple(Lock() for _ in range(256))
Batch = dict[str, Table]  # by feed


@dataclass(frozen=True)
class StagedFile:
    """A file as one feed sees it. `path` is relative to the inbox, `modified_on` an ISO moment in UTC.

    rows_read = rows of `accepted` + rows of `quarantined`; `broken` counts the rows that broke each rule,
    errors and warnings. `notes` are what a person should know of the reading: sheets left out, rows hidden.
    """

    feed: str
    source: str
    path: str
    bytes: int
    sha256: str
    modified_on: str
    profile: str
    contract_version: str
    rows_read: int
    accepted: Path
    quarantined: Path
    broken: dict[str, int]
    origin: FileOrigin = "real"
    notes: tuple[str, ...] = ()


class Stopped(Exception):  # noqa: N818  # nothing went wrong
    """Staging ended before the file did, and nothing of it is staged."""


@dataclass(frozen=True)
class FileToStage:
    """A file of the inbox folder `source`, and all that decides what its rows say. `key` hashes persons."""

    path: Path
    source: str
    config: Config
    key: bytes

    @property
    def reader(self) -> SourceReader | None:
        """Of an outside source; a folder named after a feed has none."""
        return SOURCES.get(self.source)

    @cached_property
    def profiles(self) -> dict[str, tuple[Profile, ...]]:
        """The feeds whose rows the file holds, each with the profiles that may read it."""
        if self.reader:
            return {feed: (of_source(feed),) for feed in self.reader.feeds}
        return {self.source: candidates(self.source, self.config)}

    @property
    def is_read_in_batches(self) -> bool:
        """Whether no more than a part of it is in memory at once."""
        return self.path.suffix.lower() in READ_IN_BATCHES and not self.reader

    def checksums(self) -> list[str]:
        """Of the file and of those beside it that decide what its rows say. Raises OSError."""
        return [sha256(path) for path in (self.path, *(self.reader.beside(self.path) if self.reader else ()))]

    def address(self, checksums: Sequence[str]) -> str:
        """Where its rows are staged: another address for every change of what decides them."""
        return address_of(
            self.source,
            self.path.name if self.reader else self.path.suffix.lower(),  # a source may read the day in a name
            *checksums,
            *(repr(profiles) for profiles in self.profiles.values()),
            *(fingerprint(feed) for feed in self.profiles),
            address_of(self.key.hex()),
            self.config.institution.model_dump_json(),
            repr((self.config.headings, self.config.partner_countries, local())) if self.reader else "",
            _code(),
        )

    def batches(self, *, row_by_row: bool) -> Iterator[Batch]:
        """The tables of a feed, in batches; a source gives all its frames at once. Raises ReadError, Irregular."""
        try:
            if self.reader:
                yield {feed: Table(frame, self.path) for feed, frame in self.reader(self.path, self.config).items()}
                return
            for feed, profiles in self.profiles.items():
                for table in feed_tables(self.path, load_contract(feed), profiles, row_by_row=row_by_row):
                    yield {feed: table}
        except pl.exceptions.PolarsError as error:
            reason = str(error).partition("\n")[0]
            raise ReadError(
                f"{self.path}: its columns are not of the kind that the source has ({reason}). "
                "Submit the file as published."
            ) from error

    def tables(self, feed: str, *, row_by_row: bool) -> Iterator[Table]:
        """The tables of one feed, from the first on."""
        return (batch[feed] for batch in self.batches(row_by_row=row_by_row))


def stage(  # noqa: PLR0917
    path: Path, source: str, config: Config, staging: Path, key: bytes, inbox: Path, stopped: Event | None = None
) -> tuple[StagedFile, ...]:
    """Read, conform, hash and judge a file of the inbox folder `source`; one result per feed it feeds.

    One process at a time may write to `staging`, with several threads. Once `stopped` is set, no further batch of rows
    is read. Raises ReadError and Stopped.
    """
    file = FileToStage(path, source, config, key)
    try:
        checksums = file.checksums()
        record = _staged(file, checksums, staging, stopped or Event())
        stat = path.stat()
    except OSError as error:
        raise ReadError(f"{error.filename or path}: cannot be used ({error.strerror or error}).") from error
    return tuple(
        StagedFile(
            feed=feed,
            source=source,
            path=path.relative_to(inbox).as_posix(),
            bytes=stat.st_size,
            sha256=checksums[0],
            modified_on=datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds"),
            contract_version=load_contract(feed).version,
            **record[feed],
        )
        for feed in file.profiles
    )


def _staged(file: FileToStage, checksums: Sequence[str], staging: Path, stopped: Event) -> Record:
    """What is staged at the file's address; read and judged now where nothing is."""
    entry = Entry(staging, file.address(checksums))
    with _LOCKS[int(entry.address[:2], 16)]:  # another file may have the same content
        if (record := entry.load(tuple(file.profiles))) is not None:
            return record
        with nullcontext() if file.is_read_in_batches else _HELD_WHOLE:
            written = _write(entry, file, stopped)
        if file.checksums() != checksums:
            entry.discard()
            raise ReadError(f"{file.path}: changed while it was read. Wait until it is whole and build again.")
        return entry.finish(written)


def _write(entry: Entry, file: FileToStage, stopped: Event) -> Record:
    """Judge the rows and write them; rows that do not have the form of the others are read one by one."""
    with collected() as notes:
        try:
            written = entry.write(_judged(file, stopped, row_by_row=False))
        except Irregular:
            written = entry.write(_judged(file, stopped, row_by_row=True))
    return {feed: {**of_feed, "notes": notes} for feed, of_feed in written.items()}


def _judged(file: FileToStage, stopped: Event, *, row_by_row: bool) -> Iterator[dict[str, Part]]:
    """Each batch judged. Notes are made at the end."""
    preparing = {
        feed: Preparing(load_contract(feed), profiles, partial(file.tables, feed, row_by_row=row_by_row))
        for feed, profiles in file.profiles.items()
    }

    def judge(batch: Batch) -> dict[str, Part]:
        return {feed: judge_rows(it.prepared(batch[feed]), it.contract, file.key) for feed, it in preparing.items()}

    yield from pipelined(_while_wanted(file.batches(row_by_row=row_by_row), stopped), judge)
    for of_feed in preparing.values():
        of_feed.make_notes()


def _while_wanted(batches: Iterator[Batch], stopped: Event) -> Iterator[Batch]:
    for batch in batches:
        if stopped.is_set():
            raise Stopped
        yield batch


@cache
def _code() -> str:
    """Fingerprint of the code that reads and judges: a new version of it stages every file anew."""
    pipelines = Path(__file__).parents[1]
    files = [
        *(path for folder in ("reading", "staging", "sources") for path in (pipelines / folder).iterdir()),
        pipelines / "masking.py",
        *Path(data_contracts.__path__[0]).glob("*.py"),
        *Path(data_contracts.__path__[0]).glob("*.yaml"),
    ]
    return address_of(*(sha256(path) for path in sorted(files) if path.is_file()))
