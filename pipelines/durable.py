"""Files that survive a kill or a power cut: the old content or the new, never half of it."""

import os
from pathlib import Path

DRAFT = ".tmp-"


def write_atomically(path: Path, text: str) -> None:
    """Replace a small text file; readers find the old text or the new one."""
    draft = path.with_name(f"{DRAFT}{path.name}")
    draft.write_text(text, encoding="utf-8")
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
