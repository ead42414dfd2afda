"""What has been fetched into an inbox folder: `.fetched.json`, one record per file."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipelines.durable import write_atomically
from pipelines.fetching.content import digest
from pipelines.fetching.part import Version

RECORDS = ".fetched.json"


class Record(BaseModel):
    """A file of the inbox and where it came from.

    `downloaded_sha256` is that of what was downloaded, which differs where one member of an archive is kept.
    `replaced_sha256` is that of the file before: the record is written first, and a machine may stop in between.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    url: str
    etag: str
    last_modified: str
    bytes: int
    sha256: str
    downloaded_sha256: str
    replaced_sha256: str
    fetched_at: datetime
    checked_at: datetime

    @property
    def version(self) -> Version:
        """By what the server knows whether its file is still this one."""
        return Version(self.etag, self.last_modified)


class Records:
    """The records of a folder. A file of records that cannot be read counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / RECORDS
        try:
            self.by_name = _FILE.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            self.by_name = {}

    def keep(self, name: str, record: Record) -> None:
        """Write down what a file is."""
        self.by_name[name] = record
        write_atomically(self._path, _FILE.dump_json(self.by_name, indent=2).decode())

    def standing(self, name: str) -> tuple[Record | None, bool]:
        """The record of a file that is it was fetched, and whether the file may be replaced at all.

        A file that nobody fetched, or that was changed since, is somebody's work.
        """
        path, record = self._folder / name, self.by_name.get(name)
        if not path.exists():
            return None, True
        if record is None:
            return None, False
        now = digest(path)
        return (record if now == record.sha256 else None), now in (record.sha256, record.replaced_sha256)


_FILE = TypeAdapter(dict[str, Record])
