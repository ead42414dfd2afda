"""Fetch a source: every file of it whole, checked, and only then in its place in the inbox."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from pipelines.durable import sync, write_atomically
from pipelines.fetching.content import check_content, check_sum, digest
from pipelines.fetching.errors import FetchError
from pipelines.fetching.pages import transfer_pages
from pipelines.fetching.part import Part, Version
from pipelines.fetching.records import Record, Records
from pipelines.fetching.sources import Source
from pipelines.fetching.transfer import Report, transfer
from pipelines.fetching.unpacking import unpack
from pipelines.fetching.wanted import Wanted, wanted
from pipelines.fetching.web import Web

LOCK = ".fetching.lock"


@dataclass(frozen=True)
class Outcome:
    """What became of one file: `fetched`, `unchanged`, or `failed` with the reason in `detail`."""

    source: str
    name: str
    state: Literal["fetched", "unchanged", "failed"]
    detail: str = ""
    bytes: int = 0
    sha256: str = ""


def fetch(source: Source, inbox: Path, web: Web, report: Report) -> Iterator[Outcome]:
    """Bring each file of a source into its inbox folder; one that fails holds up no other.

    Raises FetchError where another fetch is at work in the folder, OSError where it cannot be written.
    """
    folder = inbox / source.name
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        for file in source.files:
            name = file.label
            try:
                for one in wanted(source, file, web):
                    name = one.name
                    yield _Bringing(one, folder, web, report).outcome()
            except FetchError as error:
                yield Outcome(source.name, name, "failed", str(error))
            except OSError as error:
                raise OSError(error.errno, error.strerror, error.filename or str(folder)) from error


@dataclass
class _Bringing:
    """One file on its way."""

    wanted: Wanted
    folder: Path
    web: Web
    report: Report
    began_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def outcome(self) -> Outcome:
        """Raises FetchError."""
        target, records = self.folder / self.wanted.name, Records(self.folder)
        record, replaceable = records.standing(self.wanted.name)
        if not replaceable:
            raise FetchError(
                f"{target}: was put there or changed by hand since it was fetched. Move it away, then fetch again."
            )
        held = record.version if record and record.url == self.wanted.url and not self.wanted.body else None
        part = Part(self.folder, self.wanted.name)
        if self.wanted.pages is not None:
            transfer_pages(self.wanted, self.wanted.pages, part, self.web, self.report)
            new = True
        else:
            new = self.web.patiently(lambda: transfer(self.wanted, part, held, self.web, self.report))
        if record and (not new or digest(part.path) == record.downloaded_sha256):
            version = part.version if new else record.version
            return self._unchanged(record, records, part, version)
        return self._place(part, target, records)

    def _unchanged(self, record: Record, records: Records, part: Part, version: Version) -> Outcome:
        seen = {"etag": version.etag, "last_modified": version.last_modified, "url": self.wanted.url}
        records.keep(self.wanted.name, record.model_copy(update={**seen, "checked_at": self.began_at}))
        part.discard()
        fetched_on = f"{record.fetched_at:%Y-%m-%d}"
        return Outcome(self.wanted.source, self.wanted.name, "unchanged", fetched_on, record.bytes, record.sha256)

    def _place(self, part: Part, target: Path, records: Records) -> Outcome:
        try:
            ready = self._checked(part)
        except FetchError:
            part.discard()
            raise
        sync(ready)
        record = self._record(part, ready, target)
        records.keep(self.wanted.name, record)
        ready.replace(target)
        sync(self.folder)
        if self.wanted.request:
            request = json.dumps(self.wanted.body, indent=2, ensure_ascii=False)
            write_atomically(self.folder / self.wanted.request, request)
        part.discard()
        return Outcome(self.wanted.source, self.wanted.name, "fetched", "", record.bytes, record.sha256)

    def _checked(self, part: Part) -> Path:
        """What may go into the inbox: the part itself, or the one file out of it. Raises FetchError."""
        check_sum(part.path, self.wanted.checksum, self.wanted.url)
        check_content(part.path, self.wanted.kind, self.wanted.url)
        if not self.wanted.unpack:
            return part.path
        ready = self.folder / f".{self.wanted.name}.unpacked"
        unpack(part.path, self.wanted.unpack, ready, self.wanted.limit, self.wanted.url)
        return ready

    def _record(self, part: Part, ready: Path, target: Path) -> Record:
        return Record(
            label=self.wanted.label,
            url=self.wanted.url,
            etag=part.version.etag,
            last_modified=part.version.last_modified,
            bytes=ready.stat().st_size,
            sha256=digest(ready),
            downloaded_sha256=digest(part.path),
            replaced_sha256=digest(target) if target.exists() else "",
            fetched_at=self.began_at,
            checked_at=self.began_at,
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise FetchError(f"{folder}: another fetch is at work here. Wait until it has ended.") from error
    try:
        yield
    finally:
        lock.release()
