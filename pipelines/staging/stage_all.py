"""The inbox's files → staged rows, a few files at a time; what is wrong with any of them is reported together."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from threading import Event

from data_contracts.conditions import ConditionError
from data_contracts.contract_parser import ContractError
from models.config import Config
from pipelines.inbox import InboxFile
from pipelines.reading.read_error import ReadError
from pipelines.staging.stage import StagedFile, stage

AT_ONCE = 2  # files; each holds some batches of rows in memory

Staged = tuple[StagedFile, ...]


def stage_all(  # noqa: PLR0917
    inbox_files: Sequence[InboxFile],
    config: Config,
    staging: Path,
    key: bytes,
    inbox: Path,
    progress: Callable[[int, int], None],
) -> Staged:
    """Stage every file, the largest first; the results are in the order of `inbox_files`.

    `progress(done, total)` is called as files are done. Raises ReadError with the problems of all files, ContractError
    for a rule that cannot be judged. After any error nothing is being read any more.
    """
    stopped = Event()

    def attempt(file: InboxFile) -> Staged | str:
        try:
            staged = stage(file.path, file.source, config, staging, key, file.inbox or inbox, stopped)
            return tuple(replace(one, origin=file.origin) for one in staged)
        except ReadError as error:
            return str(error)
        except ConditionError as error:
            raise ContractError(f"{file.source}: a rule of its contract cannot be judged: {error}") from error
        except OSError as error:
            return f"{file.path}: cannot be read ({error.strerror}). Is it there, and readable?"

    with ThreadPoolExecutor(AT_ONCE) as workers:
        results = {file: workers.submit(attempt, file) for file in sorted(inbox_files, key=_size, reverse=True)}
        try:
            progress(0, len(inbox_files))
            for done, result in enumerate(as_completed(results.values()), start=1):
                result.result()
                progress(done, len(inbox_files))
        except BaseException:
            stopped.set()
            workers.shutdown(cancel_futures=True)
            raise
    staged: list[StagedFile] = []
    problems: list[str] = []
    for file in inbox_files:
        match results[file].result():
            case str(problem):
                problems.append(problem)
            case files:
                staged += files
    if problems:
        raise ReadError("\n".join(problems))
    return tuple(staged)


def _size(file: InboxFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # staging it will say what is wrong
        return 0
