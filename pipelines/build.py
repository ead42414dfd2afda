"""The build: what is in the inbox becomes one new, certified, immutable DuckDB file, or nothing changes."""

import errno
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import duckdb

from data_contracts.contract import Contract, feeds
from data_contracts.contract_parser import load_contract
from data_contracts.errors import REFUSED, UtsynError
from data_contracts.local import using
from models.config import Config
from models.definitions import keep_definitions
from models.engines.engine import EngineError
from models.making.facts import check_ready
from models.question import QuestionError
from models.status import scorecard
from models.status.scorecard import EXACT
from models.status.stored_scorecard import keep_scorecard
from models.store import open_build
from pipelines.attached import attached
from pipelines.building.certifier_client import Certification, Certifier
from pipelines.building.dataset_rules import DatasetResult, judge, record
from pipelines.building.feeds import Filled
from pipelines.building.incremental import reusable
from pipelines.building.manifest import digest, inputs, manifest
from pipelines.building.report import BuildReport, FileReport
from pipelines.building.tables import fill, record_certification
from pipelines.building.work import Progress, Work
from pipelines.data_docs import keep_documents
from pipelines.difference import difference
from pipelines.inputs import gathered
from pipelines.reading.readers import ReadError
from pipelines.retention import retain
from pipelines.staging.person_key import person_key
from pipelines.staging.stage import StagedFile
from pipelines.staging.stage_all import stage_all
from pipelines.warehouse import MANIFEST, BuildRef, Warehouse, WarehouseError, remove

__all__ = ["STAGES", "BuildRefused", "BuildReport", "Unchanged", "build"]

NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)  # a folder that this account may not write to
STAGES = ("read", "load", "count", "certify", "publish")


class BuildRefused(UtsynError):  # noqa: N818  # a refusal for reasons in the data, not a fault of the program
    """Nothing was built; the message lists every problem, where it is and how to fix it."""

    exit_code = REFUSED


class Unchanged(Exception):  # noqa: N818  # nothing went wrong
    """Nothing was built: the published build, whose id this is, was made from just the same."""


def build(
    config: Config,
    inbox: Path,
    warehouse: Path,
    progress: Progress,
    *,
    hold: bool = False,
    as_of: date | None = None,
    if_changed: bool = False,
    prepare: Callable[[BuildRef], None] | None = None,
) -> BuildReport:
    """Build from the inbox and publish what is certified; the build before it stays until the new one stands.

    With `hold` nothing is published, and the report has the difference against the published build. `as_of` is the day
    the build describes (which agreements run, which attestations hold), today unless another is given.
    `progress(stage, done, total)` is called with the STAGES in order, before them with those of queries. Raises
    BuildRefused; with `if_changed` Unchanged where files, definitions and settings are those that the published build
    was made from. `prepare` is called with the build before it is published, for what its first readers need.
    """
    home = Warehouse(warehouse)
    if (problem := config.without_country()) is not None:
        raise BuildRefused(problem)
    try:
        with using(config.local_settings), home.writing():
            home.check()
            home.remove_leftovers()
            check_ready(config)
            with gathered(config, inbox, home.brought, progress) as given, Certifier() as certifier:
                if not given.files:
                    raise _nothing_given(config, inbox)
                key = person_key(home.root)
                staged = stage_all(given.files, config, home.staging, key, given.inbox, partial(progress, "read"))
                if if_changed:
                    _check_changed(config, staged, home, as_of)
                work = _begin(config, staged, home, progress, as_of)
                report = _build(work, home, certifier, hold=hold, prepare=prepare)
            home.prune(config.keep_builds)
            if report.published:
                _forget_unused(home.staging, staged)
            retain(home, config.retention, datetime.now(UTC))
            progress("publish", 1, 1)
            return report
    except (WarehouseError, ReadError, EngineError) as error:
        raise BuildRefused(str(error)) from error
    except (duckdb.Error, OSError) as error:
        if isinstance(error, OSError) and error.errno in NOT_OURS:
            raise BuildRefused(
                f"the build could not be written to {warehouse}, and nothing was published: {error}\n"
                "Let the account that builds write there, or name another folder with --warehouse."
            ) from error
        raise BuildRefused(
            f"the build could not be written to {warehouse}, and nothing was published: {error}\n"
            "Is there room on the disk? Otherwise this is a fault of the program: please report it."
        ) from error


def _nothing_given(config: Config, inbox: Path) -> BuildRefused:
    where = config.inbox_objects if config.inbox_objects is not None and inbox == config.inbox else str(inbox)
    return BuildRefused(
        f"{where}: no files to build from. Put each feed's files in a folder named after it, "
        f"such as {where}/stays; feeds: {', '.join(feeds())}."
    )


def _check_changed(config: Config, staged: Sequence[StagedFile], home: Warehouse, as_of: date | None) -> None:
    """Raises Unchanged; a published build that is gone or older than what it is compared by is another."""
    published = _published(home)
    if published is not None and published.manifest().get("inputs") == _made_from(config, staged, as_of)[1]:
        raise Unchanged(published.id)


def _made_from(config: Config, staged: Sequence[StagedFile], as_of: date | None) -> tuple[str, str]:
    """The digest that names the build, and the one over all that it is made from."""
    digested = digest(config, _contracts(), staged, as_of)
    return digested, inputs(config, digested, staged)


def _contracts() -> tuple[Contract, ...]:
    return tuple(load_contract(feed) for feed in feeds())


def _forget_unused(staging: Path, staged: Sequence[StagedFile]) -> None:
    """Rows of files that are no longer submitted do not linger: only what this build used stays staged."""
    used = {_address(file.accepted) for file in staged}
    for path in staging.iterdir():
        if _address(path) not in used:
            path.unlink()


def _address(path: Path) -> str:
    return path.name.partition(".")[0]


def _begin(
    config: Config,
    staged: Sequence[StagedFile],
    home: Warehouse,
    progress: Progress,
    as_of: date | None,
) -> Work:
    digested, made_from = _made_from(config, staged, as_of)
    draft = home.draft(digested, datetime.now(UTC), as_of)
    files = dict(enumerate(staged, start=1))
    return Work(config, _contracts(), files, draft, _published(home), made_from, progress)


def _build(
    work: Work, home: Warehouse, certifier: Certifier, *, hold: bool, prepare: Callable[[BuildRef], None] | None
) -> BuildReport:
    """Fill the draft, have it judged, describe it, and publish what is certified."""
    try:
        files, broken_rules = _fill(work, certifier)
        _check_complete(files)
        certification, dataset_rules = _certify(work, certifier)
        work.progress("publish", 0, 1)
        _describe(work, files, certification)
        ref = home.finish(work.draft)
    finally:
        with suppress(OSError):  # what stays is removed before the next build
            remove(work.draft.path)
    reasons = _reasons(certification, dataset_rules, ref)
    if not reasons and prepare is not None:
        prepare(ref)
    if not reasons and not hold:
        ref = home.publish(ref)
    return BuildReport(
        build=ref.id,
        published=ref.published,
        certified=certification.success,
        reasons=reasons,
        files=files,
        broken_rules=broken_rules,
        dataset_rules=dataset_rules,
        compared_with=work.last.id if work.last else None,
        difference=difference(work.last.database, ref.database) if hold and work.last else None,
    )


def _fill(work: Work, certifier: Certifier) -> Filled:
    """Make the draft's tables, from the last build's where that saves work and its file is sound."""
    if work.last and (reused := reusable(work.last.database, tuple(work.files.values()))):
        try:
            shutil.copyfile(work.last.database, work.database)
            with _connect(work.database) as connection:
                return fill(connection, work, certifier.judge, reused)
        except duckdb.Error:
            for path in work.draft.path.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    with _connect(work.database) as connection:
        return fill(connection, work, certifier.judge)


def _check_complete(files: Sequence[FileReport]) -> None:
    """Raises BuildRefused where a row of a file is in none of its counts."""
    if lost := [file for file in files if not file.is_complete]:
        raise BuildRefused(
            "Rows went missing after reading: a fault of the program, please report it.\n"
            + "\n".join(file.model_dump_json(include=_COUNTED) for file in lost)
        )


def _certify(work: Work, certifier: Certifier) -> tuple[Certification, tuple[DatasetResult, ...]]:
    """What the certifier and the rules about whole feeds say of the build, also noted in it."""
    work.progress("certify", 0, 1)
    certification = certifier.certification()
    last, least = work.last.database if work.last else None, work.config.settings.least_loaded_percent
    dataset_rules = judge(work.contracts, work.database, last, least)
    with _connect(work.database) as connection:
        record_certification(connection, certification)
        record(connection, dataset_rules)
    work.progress("certify", 1, 1)
    return certification, dataset_rules


def _describe(work: Work, files: Sequence[FileReport], certification: Certification) -> None:
    """Keep beside the draft its manifest, definitions, contracts' documents and scorecard."""
    folder = work.draft.path
    content = manifest(work, files, certification)
    (folder / MANIFEST).write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
    keep_definitions(folder, work.config)
    keep_documents(folder, certification.documents)
    with suppress(QuestionError, EngineError, duckdb.Error):  # what cannot be judged now is judged when it is asked for
        build = open_build(folder, work.config)
        keep_scorecard(build, scorecard(build, EXACT))


def _published(home: Warehouse) -> BuildRef | None:
    """The build to compare with. One that is gone or damaged must not keep a new one from taking its place."""
    try:
        current = home.current()
        if current:
            with attached(current=current.database):
                pass
    except WarehouseError:
        return None
    return current


_COUNTED = {"path", "feed", "rows_read", "rows_loaded", "rows_quarantined", "rows_duplicate"}


def _connect(database: Path) -> duckdb.DuckDBPyConnection:
    """The draft's database. Nothing is fetched from outside, and any DuckDB from 2.0 on can read it."""
    return duckdb.connect(
        database,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            "storage_compatibility_version": "v2.0.0",
        },
    )


def _reasons(certification: Certification, dataset_rules: Sequence[DatasetResult], ref: BuildRef) -> tuple[str, ...]:
    broken = [f"{result.feed}: {result.rule} is broken: {result.detail}" for result in dataset_rules if result.stops]
    if certification.success and not broken:
        return ()
    repeated = [result.feed for result in dataset_rules if result.stops and result.kind == "key_duplicates"]
    broken += [
        f"{feed}: do its files hold rows of earlier files again? Then name it in the configuration: newest_wins."
        for feed in repeated
    ]
    kept = f"The build was kept unpublished, to look at: {ref.path}"
    if certification.success:
        kept += f"\nIs it right all the same? Then publish it with `utsyn builds publish {ref.id}`."
    return (*certification.reasons, *broken, kept)
