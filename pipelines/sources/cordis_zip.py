"""The csv tables in a zip file of CORDIS, read by name and bounded; nothing is ever unpacked to disk."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

import polars as pl

from pipelines.reading.readers import ReadError, decode

LARGEST = 2_000_000_000  # bytes of one table; that of all Horizon 2020 organisations has 50 million
HARMLESS = 50_000_000  # bytes up to which nobody asks how well a table was packed
LARGEST_RATIO = 100  # unpacked to packed; tables of CORDIS have 3 to 10
MOST_MEMBERS = 200
ARCHIVES = {".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst"}
ENCRYPTED = 0x1


def read_tables(path: Path, names: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    """Name → table as text, for those of the names that the zip holds, in any folder of it.

    Raises ReadError for what is not a complete zip, or holds what CORDIS never packs: archives, passwords, names that
    lead out of it, a table twice, a table out of all proportion.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path)
            return {name: _table(archive, members[name], path / name) for name in names if name in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadError(f"{path}: is not a complete zip file ({error}). Fetch it from CORDIS again.") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror or error}).") from error


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The files in the zip by their own name, once it holds nothing that it should not."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MOST_MEMBERS:
        raise ReadError(f"{path}: holds {len(files)} files, a zip of CORDIS has about ten.")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in files:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in info.filename:
            raise ReadError(f"{path}: holds '{info.filename}', a name that leads out of it. Fetch it again.")
        if name.suffix.lower() in ARCHIVES:
            raise ReadError(f"{path}: holds the archive '{info.filename}'. Submit the zip of csv files itself.")
        if info.flag_bits & ENCRYPTED:
            raise ReadError(f"{path}: '{info.filename}' has a password. Submit the zip as CORDIS publishes it.")
        if name.name in members:
            raise ReadError(f"{path}: holds {name.name} twice. Submit one zip per framework programme.")
        members[name.name] = info
    return members


def _table(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path) -> pl.DataFrame:
    bound = min(LARGEST, max(HARMLESS, LARGEST_RATIO * info.compress_size))
    if info.file_size > bound:
        raise ReadError(
            f"{place}: would unpack from {info.compress_size} to {info.file_size} bytes, "
            "which no table of CORDIS does. Fetch the zip again."
        )
    with archive.open(info) as file:
        data = file.read(bound + 1)
    if len(data) > bound:
        raise ReadError(f"{place}: unpacks to more than it says. Fetch the zip again.")
    try:
        table = pl.read_csv(io.BytesIO(decode(data).encode()), separator=";", infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise ReadError(f"{place}: holds no csv that can be read ({str(error).partition(chr(10))[0]}).") from error
    return table.select(pl.all().str.strip_chars().replace("", None))
