"""A pack as one file to download."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

READABLE = 0o100644 << 16  # a plain file that everybody may read, where a zip keeps it


def zip_folder(folder: Path, out: Path, built_at: str) -> None:
    """Write every file of the folder, below its name and dated as the build is; whole or not at all."""
    moment = datetime.fromisoformat(built_at).timetuple()[:6]
    unfinished = out.with_name(f"{out.name}.part")
    with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", moment)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            archive.writestr(entry, path.read_bytes())
    unfinished.replace(out)
