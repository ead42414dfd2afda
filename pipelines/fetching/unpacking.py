"""The one file of an archive that is wanted."""

import zipfile
import zlib
from fnmatch import fnmatch
from pathlib import Path

from pipelines.fetching.errors import FetchError

CHUNK = 1_000_000


def unpack(archive: Path, pattern: str, target: Path, limit: int, url: str) -> None:
    """Write the one member whose name fits to `target`. Raises FetchError; `target` is then not there.

    What a member says of its own size is not believed: no more than `limit` bytes are written.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [m for m in opened.infolist() if not m.is_dir() and fnmatch(m.filename.lower(), pattern.lower())]
            if len(members) != 1:
                names = ", ".join(member.filename for member in members) or "none"
                raise FetchError(f"{url}: one file like {pattern} should be in it; there is {names}.")
            with opened.open(members[0]) as packed, target.open("wb") as file:
                while chunk := packed.read(CHUNK):
                    if file.tell() + len(chunk) > limit:
                        raise FetchError(f"{url}: {members[0].filename} unpacks to more than {limit // 1_000_000} MB.")
                    file.write(chunk)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        target.unlink(missing_ok=True)
        raise FetchError(f"{url}: cannot be unpacked ({error}).") from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
