"""The pack as a folder: every file made beside the old ones, then put in their place together."""

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

from dashboard.report.contents import Contents, PackError, Progress, gather
from dashboard.report.dbh.files import write_table
from dashboard.report.dbh.table import EXCHANGE, has_data, may_have, report
from dashboard.report.identity import CHECKSUMS, PACK, identity
from dashboard.report.opendata import Csv, datapackage, dcat, sha256, write_tables
from dashboard.report.tidy import tables
from dashboard.report.typeset.files import write_report
from dashboard.report.words import basis, title
from dashboard.report.workbook import write_workbook
from dashboard.text import text
from data_contracts.text import LanguageError, check_languages
from models.question import Viewer
from models.store import OpenBuild

README = "README.md"
DATA = "data"
DBH = "dbh"
FIGURES = "figures"


def make_pack(  # noqa: PLR0917
    out: Path,
    build: OpenBuild,
    viewer: Viewer,
    year: int,
    languages: Sequence[str],
    csv: Csv,
    progress: Progress,
    note: Callable[[], None],
) -> Contents:
    """Make the pack of a year in the folder `out`, whole or not at all; `note` is called just before it is there.

    Raises PackError where `out` holds anything but an earlier pack, and where nothing is known of the year.
    """
    try:
        check_languages(tuple(languages))
    except LanguageError as error:
        raise PackError(str(error)) from error
    check_replaceable(out)
    contents = gather(build, viewer, year, progress)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        write_files(draft, contents, languages, csv, progress)
        draft.chmod(0o755)
        note()
        if out.exists():
            shutil.rmtree(out)
        draft.replace(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return contents


def check_replaceable(out: Path) -> None:
    """Raises PackError unless the folder is missing, empty, or holds a pack and nothing else."""
    if not out.exists():
        return
    if not out.is_dir():
        raise PackError(f"{out} is a file; name a folder with --out")
    listed = out / CHECKSUMS
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    written = {CHECKSUMS, *(line.partition("  ")[2] for line in lines)}
    unknown = sorted({path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - written)
    if unknown:
        raise PackError(
            f"{out} holds files that do not belong to a pack ({unknown[0]}); name another folder with --out"
        )


def write_files(folder: Path, contents: Contents, languages: Sequence[str], csv: Csv, progress: Progress) -> None:
    """Write every file of a pack into an empty folder. Equal contents give equal bytes."""
    steps = 2 * len(languages) + 1
    progress("write", 0, steps)
    with ThreadPoolExecutor() as beside:  # the typesetter leaves a core to the rest
        reports = [beside.submit(_write_report, folder, contents, language) for language in languages]
        _write_data(folder / DATA, contents, csv)
        for done, language in enumerate(languages, start=1):
            progress("write", done, steps)
            write_workbook(folder / f"{stem(contents, language)}.xlsx", contents, language)
        for done, report in enumerate(reports, start=len(languages) + 1):
            progress("write", done, steps)
            report.result()
    if has_dbh := may_have(contents.viewer) and has_data(contents.build):
        _write_dbh(folder / DBH, contents, languages)
    (folder / README).write_text(_readme(contents, languages, has_dbh), encoding="utf-8")
    made_from = identity(contents.build, contents.viewer, contents.year, languages, csv)
    (folder / PACK).write_text(json.dumps(made_from, indent=2) + "\n", encoding="utf-8")
    (folder / CHECKSUMS).write_text(_checksums(folder), encoding="utf-8")
    progress("write", steps, steps)


def _write_data(data: Path, contents: Contents, csv: Csv) -> None:
    data.mkdir()
    frames = tables(contents)
    written = write_tables(frames, data, csv, contents.build)
    (data / "datapackage.json").write_text(datapackage(written, frames, contents, csv), encoding="utf-8")
    (data / "dcat.jsonld").write_text(dcat(written, contents), encoding="utf-8")


def _write_dbh(folder: Path, contents: Contents, languages: Sequence[str]) -> None:
    """What DBH asks for."""
    folder.mkdir()
    write_table(folder, report(EXCHANGE, contents.build, contents.viewer, contents.year), contents.build, languages)


def _write_report(folder: Path, contents: Contents, language: str) -> None:
    write_report(folder / f"{stem(contents, language)}.pdf", folder / FIGURES / language, contents, language)


def stem(contents: Contents, language: str) -> str:
    """The name of a language's files without their ending: `utsyn-2025-nb`."""
    return f"utsyn-{contents.year}-{language}"


def _readme(contents: Contents, languages: Sequence[str], has_dbh: bool) -> str:
    parts = []
    for language in languages:
        lines = "\n".join(f"- {line}" for line in (*basis(contents, language), text("foot.signs", language)))
        places = {"data": DATA, "figures": f"{FIGURES}/{language}", "checksums": CHECKSUMS}
        files = text("report.files", language, stem=stem(contents, language), **places)
        if has_dbh:
            files = f"{files} " + text("report.dbh_files", language, dbh=DBH)
        parts.append(f"# {title(contents, language)}\n\n{lines}\n\n{files}")
    return "\n\n".join(parts) + "\n"


def _checksums(folder: Path) -> str:
    """A line per file as `sha256sum --check` reads it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths)
