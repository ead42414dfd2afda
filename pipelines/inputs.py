"""All that a build is made from: the files of the inbox, wherever it is, and the answers to queries."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.config import Config
from pipelines.inbox import InboxFile, discover
from pipelines.inbox_objects import download
from pipelines.queries import Progress, read_queries


@dataclass(frozen=True)
class Inputs:
    """`inbox` is the folder that paths are relative to, where a file does not name another."""

    inbox: Path
    files: tuple[InboxFile, ...]


@contextmanager
def gathered(config: Config, inbox: Path, brought: Path, progress: Progress) -> Iterator[Inputs]:
    """The files to build from. What comes from elsewhere is in the folder `brought` meanwhile, for its owner's eyes.

    An inbox other than the configured one is a folder. Raises ReadError.
    """
    shutil.rmtree(brought, ignore_errors=True)  # of a build that was killed
    try:
        brought.mkdir(mode=0o700)
        if config.inbox_objects is not None and inbox == config.inbox:
            inbox = brought / "inbox"
            inbox.mkdir()
            download(config.inbox_objects, inbox)
        files = discover(inbox)
        yield Inputs(inbox, (*files, *read_queries(config, brought / "queries", progress)))
    finally:
        shutil.rmtree(brought, ignore_errors=True)
