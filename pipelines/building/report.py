"""What a build reports: every file, what became of its rows, which rules they broke."""

from pydantic import BaseModel, ConfigDict

from data_contracts.contract import Severity
from models.origin import FileOrigin
from pipelines.building.dataset_rules import DatasetResult
from pipelines.difference import FeedDifference


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class FileReport(_Record):
    """One file as one feed's input. Rows read = loaded + quarantined + duplicate.

    `superseded_by` are the paths of newer files with rows of the same subject; theirs count as duplicate here. `notes`
    say what a person should know of the reading: sheets left out, rows hidden by a filter, days in doubt.
    """

    file_no: int
    path: str
    feed: str
    source: str
    sha256: str
    bytes: int
    modified_on: str
    profile: str
    contract_version: str
    rows_read: int
    rows_loaded: int
    rows_quarantined: int
    rows_duplicate: int
    superseded_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    origin: FileOrigin = "real"

    @property
    def is_complete(self) -> bool:
        """Whether every row read is accounted for."""
        return self.rows_read == self.rows_loaded + self.rows_quarantined + self.rows_duplicate


class BrokenRule(_Record):
    """How many rows of a file broke a rule of its feed."""

    file_no: int
    path: str
    feed: str
    rule: str
    severity: Severity
    rows: int


class BuildReport(_Record):
    """A build, whether it was published, and why it may not be; `reasons` are empty for one that is held back.

    `compared_with` is the build that was published before, None for the first; `difference` is what a build that is
    held back would change against it.
    """

    build: str
    published: bool
    certified: bool
    reasons: tuple[str, ...]
    files: tuple[FileReport, ...]
    broken_rules: tuple[BrokenRule, ...]
    dataset_rules: tuple[DatasetResult, ...]
    compared_with: str | None = None
    difference: tuple[FeedDifference, ...] | None = None

    def to_json(self) -> str:
        """The report as one JSON object."""
        return self.model_dump_json(indent=2)
