"""Files → staged Parquet, addressed by content: what did not change is not read again."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

import data_contracts
from data_contracts.profiles import Profile, canonical
from data_contracts.reading import fingerprint, load_contract
from data_contracts.splitting import split
from models.config import Config
from pipelines.choosing import candidates, choose
from pipelines.conform import conform
from pipelines.identity_numbers import mask_identity_numbers
from pipelines.privacy import hash_identifiers, reduce
from pipelines.readers import ReadError, read_table
from pipelines.sources import SOURCES
from pipelines.sources.source import SourceReader

KINDS = ("accepted", "quarantined")


@dataclass(frozen=True)
class StagedFile:
    """A file as one feed sees it. `path` is relative to the inbox, `modified_on` an ISO moment in UTC.

    rows_read = rows of `accepted` + rows of `quarantined`; `broken` counts the rows that broke each rule,
    errors and warnings.
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

    def to_json(self) -> str:
        """As one JSON object."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "StagedFile":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {name: Path(values[name]) for name in KINDS})


@dataclass(frozen=True)
class _Parts:
    """One feed's rows of a file, before they are written."""

    profile: str
    rows_read: int
    accepted: pl.DataFrame
    quarantined: pl.DataFrame
    broken: dict[str, int]


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

    def save(self, parts: dict[str, _Parts]) -> dict[str, dict[str, Any]]:
        """Write rows and record, each whole or not at all; gives what `load` gives."""
        self.staging.mkdir(parents=True, exist_ok=True)
        record: dict[str, dict[str, Any]] = {"feeds": {}, "files": {}}
        for feed, part in parts.items():
            for kind, frame in zip(KINDS, (part.accepted, part.quarantined), strict=True):
                path = self._rows(feed, kind)
                unfinished = _unfinished(path)
                frame.write_parquet(unfinished, compression="zstd")
                record["files"][path.name] = _sha256(unfinished)
                unfinished.replace(path)
            record["feeds"][feed] = {"profile": part.profile, "rows_read": part.rows_read, "broken": part.broken}
        unfinished = _unfinished(self.record)
        unfinished.write_text(json.dumps(record), encoding="utf-8")
        unfinished.replace(self.record)
        return {feed: self._result(feed, **values) for feed, values in record["feeds"].items()}

    def _result(self, feed: str, profile: str, rows_read: int, broken: dict[str, int]) -> dict[str, Any]:
        said = {"profile": profile, "rows_read": rows_read, "broken": broken}
        return {**said, **{kind: self._rows(feed, kind) for kind in KINDS}}

    def _rows(self, feed: str, kind: str) -> Path:
        return self.staging / f"{self.address}.{feed}.{kind}.parquet"


def stage(  # noqa: PLR0917
    path: Path, source: str, config: Config, staging: Path, key: bytes, inbox: Path
) -> tuple[StagedFile, ...]:
    """Read, conform, hash and split a file of the inbox folder `source`; one result per feed it feeds.

    One process at a time may write to `staging`. Raises ReadError.
    """
    reader = SOURCES.get(source) or _feed_reader(source)
    profiles = {feed: (canonical(feed),) if source in SOURCES else candidates(feed, config) for feed in reader.feeds}
    try:
        files = _checksums(path, reader)
        address = _digest(
            source,
            path.name if source in SOURCES else path.suffix.lower(),  # a source may read the day in a name
            *files,
            *(repr(among) for among in profiles.values()),
            *(fingerprint(feed) for feed in reader.feeds),
            _digest(key.hex()),
            config.institution.model_dump_json(),
            _code(),
        )
        entry = _Entry(staging, address)
        results = entry.load(reader.feeds)
        if results is None:
            parts = _split_file(_read(path, reader, config), profiles, path, key)
            if _checksums(path, reader) != files:
                raise ReadError(f"{path}: changed while it was read. Wait until it is whole and build again.")
            results = entry.save(parts)
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
        for feed in reader.feeds
    )


def _feed_reader(feed: str) -> SourceReader:
    """A folder named after a feed holds tables of that feed."""
    return SourceReader(feeds=(feed,), read=lambda path, _config: {feed: read_table(path)})


def _read(path: Path, reader: SourceReader, config: Config) -> dict[str, pl.DataFrame]:
    try:
        return reader(path, config)
    except pl.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(
            f"{path}: its columns are not of the kind that the source has ({reason}). Hand in the file as published."
        ) from error


def _split_file(
    frames: dict[str, pl.DataFrame], profiles: dict[str, tuple[Profile, ...]], path: Path, key: bytes
) -> dict[str, _Parts]:
    parts = {}
    for feed, among in profiles.items():
        contract = load_contract(feed)
        profile = choose(frames[feed].columns, among, contract, path)
        rows = hash_identifiers(conform(frames[feed], contract, profile, path), contract, key)
        rows = mask_identity_numbers(rows, contract, key)
        result = split(rows, contract, profile.date_formats, profile.decimal_comma)
        accepted, quarantined = reduce(result.accepted, contract), reduce(result.quarantined, contract)
        parts[feed] = _Parts(profile.name, rows.height, accepted, quarantined, result.broken)
    return parts


def _unfinished(path: Path) -> Path:
    """Where a file grows until it is whole; the same name each time, so that killed runs leave no litter."""
    return path.with_name(path.name + ".part")


def _checksums(path: Path, reader: SourceReader) -> list[str]:
    """Of a file and of those beside it that decide what its rows say."""
    return [_sha256(file) for file in (path, *reader.beside(path))]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _code() -> str:
    """Fingerprint of the code that reads and judges: a new version of it stages every file anew."""
    reading = Path(__file__).parent
    files = [
        *reading.glob("*.py"),
        *(reading / "sources").iterdir(),
        *Path(data_contracts.__path__[0]).glob("*.py"),
    ]
    return _digest(*(_sha256(path) for path in sorted(files) if path.is_file()))
