"""Files → staged Parquet, addressed by content: what did not change is not read again."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import Event, Lock
from typing import Any

import polars as pl

import data_contracts
from data_contracts.contract_parser import fingerprint, load_contract
from data_contracts.profile import Profile
from models.config import Config
from models.origin import FileOrigin
from pipelines.reading.layout import Table
from pipelines.reading.notes import collected
from pipelines.reading.readers import Irregular, ReadError
from pipelines.sources import SOURCES
from pipelines.sources.source import SourceReader
from pipelines.staging.canonical_rows import Preparing, feed_tables
from pipelines.staging.judge import Batch, Part, judged
from pipelines.staging.profile_choice import candidates, of_source
from pipelines.staging.staged_rows import RowsFile

KINDS = ("accepted", "quarantined")
READ_IN_BATCHES = {".csv", ".parquet"}
_HELD_WHOLE = Lock()  # one workbook or outside source in memory at a time
_LOCKS = tuple(Lock() for _ in range(256))


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

    def to_json(self) -> str:
        """As one JSON object."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "StagedFile":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {name: Path(values[name]) for name in KINDS} | {"notes": tuple(values["notes"])})


class Stopped(Exception):  # noqa: N818  # nothing went wrong
    """Staging ended before the file did, and nothing of it is staged."""


class _Entry:
    """The files of one address in the staging folder; the record comes last and holds their checksums."""

    def __init__(self, staging: Path, address: str) -> None:
        self.staging = staging
        self.address = address
        self.record = staging / f"{address}.json"

    def load(self, feeds: tuple[str, ...]) -> dict[str, dict[str, Any]] | None:
        """Feed → what a StagedFile says of content, or None where nothing whole is staged."""
        try:
            record = json.loads(self.record.read_text(encoding="utf-8"))
            results = {feed: self._result(feed, **record["feeds"][feed]) for feed in feeds}
            rows = [result[kind] for result in results.values() for kind in KINDS]
            return results if all(record["files"][path.name] == _sha256(path) for path in rows) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, batches: Iterable[dict[str, Part]]) -> dict[str, dict[str, Any]]:
        """Write rows as they come, unfinished as yet; gives the record of them, which `finish` is to be handed."""
        said: dict[str, dict[str, Any]] = {}
        with ExitStack() as files:
            opened: dict[tuple[str, str], RowsFile] = {}
            for feed, part in (item for batch in batches for item in batch.items()):
                of_feed = said.setdefault(feed, {"profile": part.profile, "rows_read": 0, "broken": {}})
                of_feed["rows_read"] += part.rows_read
                of_feed["broken"] = dict(Counter(of_feed["broken"]) + Counter(part.broken))
                for kind, frame in zip(KINDS, (part.accepted, part.quarantined), strict=True):
                    if (feed, kind) not in opened:
                        unfinished = _unfinished(self._rows(feed, kind))
                        opened[feed, kind] = files.enter_context(RowsFile(unfinished))
                    opened[feed, kind].write(frame)
        return said

    def finish(self, said: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Give rows and then the record their names; gives what `load` gives."""
        checksums = {}
        for path in (self._rows(feed, kind) for feed in said for kind in KINDS):
            checksums[path.name] = _sha256(_unfinished(path))
            _unfinished(path).replace(path)
        unfinished = _unfinished(self.record)
        unfinished.write_text(json.dumps({"feeds": said, "files": checksums}), encoding="utf-8")
        unfinished.replace(self.record)
        return {feed: self._result(feed, **values) for feed, values in said.items()}

    def discard(self) -> None:
        """Remove what `write` left unfinished."""
        for path in self.staging.glob(f"{self.address}.*.part"):
            path.unlink()

    def _result(
        self, feed: str, profile: str, rows_read: int, broken: dict[str, int], notes: Sequence[str]
    ) -> dict[str, Any]:
        said = {"profile": profile, "rows_read": rows_read, "broken": broken, "notes": tuple(notes)}
        return {**said, **{kind: self._rows(feed, kind) for kind in KINDS}}

    def _rows(self, feed: str, kind: str) -> Path:
        return self.staging / f"{self.address}.{feed}.{kind}.parquet"


def stage(  # noqa: PLR0917
    path: Path, source: str, config: Config, staging: Path, key: bytes, inbox: Path, stopped: Event | None = None
) -> tuple[StagedFile, ...]:
    """Read, conform, hash and split a file of the inbox folder `source`; one result per feed it feeds.

    One process at a time may write to `staging`, with several threads. Once `stopped` is set, no further batch of rows
    is read. Raises ReadError and Stopped.
    """
    reader = SOURCES.get(source)
    feeds = reader.feeds if reader else (source,)
    beside = reader.beside(path) if reader else ()
    profiles = {feed: (of_source(feed),) if reader else candidates(feed, config) for feed in feeds}
    try:
        files = _checksums(path, *beside)
        address = _digest(
            source,
            path.name if reader else path.suffix.lower(),  # a source may read the day in a name
            *files,
            *(repr(among) for among in profiles.values()),
            *(fingerprint(feed) for feed in feeds),
            _digest(key.hex()),
            config.institution.model_dump_json(),
            repr((config.headings, config.partner_countries)) if reader else "",
            _code(),
        )
        entry = _Entry(staging, address)
        with _LOCKS[int(address[:2], 16)]:  # another file may have the same content
            results = entry.load(feeds)
            if results is None:
                with nullcontext() if path.suffix.lower() in READ_IN_BATCHES and not reader else _HELD_WHOLE:
                    said = _write(entry, path, reader, config, profiles, key, stopped or Event())
                if _checksums(path, *beside) != files:
                    entry.discard()
                    raise ReadError(f"{path}: changed while it was read. Wait until it is whole and build again.")
                results = entry.finish(said)
        stat = path.stat()
    except OSError as error:
        raise ReadError(f"{error.filename or path}: cannot be used ({error.strerror or error}).") from error
    return tuple(
        StagedFile(
            feed=feed,
            source=source,
            path=path.relative_to(inbox).as_posix(),
            bytes=stat.st_size,
            sha256=files[0],
            modified_on=datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds"),
            contract_version=load_contract(feed).version,
            **results[feed],
        )
        for feed in feeds
    )


def _write(  # noqa: PLR0917
    entry: _Entry,
    path: Path,
    reader: SourceReader | None,
    config: Config,
    profiles: dict[str, tuple[Profile, ...]],
    key: bytes,
    stopped: Event,
) -> dict[str, dict[str, Any]]:
    def write(*, row_by_row: bool) -> dict[str, dict[str, Any]]:
        preparing = {
            feed: Preparing(load_contract(feed), among, partial(tables, feed, row_by_row=row_by_row))
            for feed, among in profiles.items()
        }
        batches = _while_wanted(_batches(path, reader, config, profiles, row_by_row=row_by_row), stopped)
        return entry.write(judged(batches, preparing, key))

    def tables(feed: str, *, row_by_row: bool) -> Iterator[Table]:
        return (batch[feed] for batch in _batches(path, reader, config, profiles, row_by_row=row_by_row))

    with collected() as notes:
        try:
            said = write(row_by_row=False)
        except Irregular:
            said = write(row_by_row=True)
    return {feed: {**of_feed, "notes": notes} for feed, of_feed in said.items()}


def _batches(
    path: Path,
    reader: SourceReader | None,
    config: Config,
    profiles: dict[str, tuple[Profile, ...]],
    *,
    row_by_row: bool,
) -> Iterator[Batch]:
    """A folder named after a feed holds tables of that feed, read in batches; a source gives all its frames at once."""
    try:
        if reader:
            yield {feed: Table(frame, path) for feed, frame in reader(path, config).items()}
            return
        for feed, among in profiles.items():
            for table in feed_tables(path, load_contract(feed), among, row_by_row=row_by_row):
                yield {feed: table}
    except pl.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(
            f"{path}: its columns are not of the kind that the source has ({reason}). Hand in the file as published."
        ) from error


def _while_wanted(batches: Iterator[Batch], stopped: Event) -> Iterator[Batch]:
    for batch in batches:
        if stopped.is_set():
            raise Stopped
        yield batch


def _unfinished(path: Path) -> Path:
    """Where a file grows until it is whole; the same name each time, so that killed runs leave no litter."""
    return path.with_name(path.name + ".part")


def _checksums(*paths: Path) -> list[str]:
    """Of a file and of those beside it that decide what its rows say."""
    return [_sha256(path) for path in paths]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


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
    return _digest(*(_sha256(path) for path in sorted(files) if path.is_file()))
