"""What a build is made of: the staged files, the contracts and settings they are loaded by, and the draft to fill."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data_contracts.contract import Contract
from models.config import Config
from pipelines.staging.stage import StagedFile
from pipelines.warehouse import DATABASE, QUARANTINE, BuildRef, Draft

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Work:
    """One build being made. Files have numbers from 1; `last` is the published build, `made_from` what `inputs` gave.

    `progress(stage, done, total)` is called with how far each stage has come.
    """

    config: Config
    contracts: Sequence[Contract]
    files: Mapping[int, StagedFile]
    draft: Draft
    last: BuildRef | None
    made_from: str
    progress: Progress

    @property
    def database(self) -> Path:
        """The database that is filled."""
        return self.draft.path / DATABASE

    @property
    def quarantine(self) -> Path:
        """The folder of the rows that are not loaded."""
        return self.draft.path / QUARANTINE

    def files_of(self, feed: str) -> dict[int, StagedFile]:
        """The files of a feed by number."""
        return {number: file for number, file in self.files.items() if file.feed == feed}
