"""Names, places and moments: what lies in the inbox besides ordinary files, and what happens while they are read."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.staging import stage as staging
from tests.faults.fault import GOOD, Fault, Make, all_of, file

CSV = "stays/2025.csv"
GOOD_FILE = file(CSV, GOOD)


def _folder(name: str) -> Make:
    return lambda inbox: (inbox / name).mkdir(parents=True)


def _link(name: str, target: str) -> Make:
    """A link; a target within the inbox is relative to the link."""

    def make(inbox: Path) -> None:
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).symlink_to(target)

    return make


def _pipe(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    os.mkfifo(inbox / CSV)


def _device(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    try:
        os.mknod(inbox / CSV, 0o20666, os.makedev(1, 5))  # endless zeros
    except PermissionError:
        if os.environ.get("CI") == "true":
            raise
        # mknod is a right of root alone, and no other file is a device; under CI this fails
        pytest.skip("only root can make a device")


def _socket(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    with socket.socket(socket.AF_UNIX) as made, pytest.MonkeyPatch.context() as patch:
        patch.chdir(inbox / "stays")  # a socket's path is short
        made.bind("2025.csv")


def _many(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    for number in range(100):
        (inbox / f"stays/{number}.csv").write_text(GOOD.replace("S1", f"S{number}"))


def _unreadable(patch: pytest.MonkeyPatch, _inbox: Path) -> None:
    """Root may read everything, so the system is made to say no."""
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == "2025.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    patch.setattr(Path, "open", refuse)


def _growing(patch: pytest.MonkeyPatch, _inbox: Path) -> None:
    read = staging.feed_tables

    def grow(path: Path, *how: Any, **named: Any) -> Any:
        batches = list(read(path, *how, **named))
        with path.open("a") as still_written:
            still_written.write(GOOD)
        return batches

    patch.setattr(staging, "feed_tables", grow)


def _vanishing(patch: pytest.MonkeyPatch, _inbox: Path) -> None:
    def vanish(path: Path, *_how: Any, **_named: Any) -> Any:
        path.unlink()
        return path.open()

    patch.setattr(staging, "feed_tables", vanish)


def _no_rights(patch: pytest.MonkeyPatch, _inbox: Path) -> None:
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder.name == "stays":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    patch.setattr(Path, "iterdir", refuse)


NAMES = {
    "name_with_line_end": "a\nb.csv",
    "name_with_escape": "a\x1b[2J.csv",
    "name_right_to_left": "a\u202evsc.exe.csv",
}

PLACES = (
    Fault(
        "inbox_without_feeds",
        "A file outside any folder",
        file("stays.csv", GOOD),
        "refused",
        "is outside any folder",
    ),
    Fault(
        "file_named_like_a_feed",
        "A file that has a feed's name",
        file("stays", GOOD),
        "refused",
        "is outside any folder",
    ),
    Fault(
        "unknown_folder",
        "A folder that is not a feed",
        file("stay/2025.csv", GOOD),
        "refused",
        "the nearest is 'stays'",
    ),
    Fault(
        "folder_named_like_a_file",
        "A folder `2025.csv` with a file in it",
        file("stays/2025.csv/part.csv", GOOD),
        "loaded",
        "folders within a feed's folder are looked through",
    ),
    Fault(
        "empty_folder_named_like_a_file",
        "An empty folder `2024.csv`",
        all_of(GOOD_FILE, _folder("stays/2024.csv")),
        "loaded",
        "an empty folder says nothing",
    ),
    Fault(
        "hidden_and_lock_files",
        "What spreadsheets and systems leave behind",
        all_of(GOOD_FILE, file("stays/~$2025.xlsx", "x"), file("stays/.DS_Store", "x"), file("README.md", "x")),
        "loaded",
        "they are passed over",
    ),
    Fault(
        "link_out_of_the_inbox",
        "A link to a file of the system",
        _link(CSV, "/etc/passwd"),
        "refused",
        "is a link that leads elsewhere",
    ),
    Fault(
        "link_to_a_device",
        "A link to endless zeros",
        _link(CSV, "/dev/zero"),
        "refused",
        "is a link that leads elsewhere",
    ),
    Fault("link_to_itself", "A link to itself", _link(CSV, "2025.csv"), "refused", "is a link that leads elsewhere"),
    Fault(
        "links_in_a_ring",
        "Two links to each other",
        all_of(_link(CSV, "b.csv"), _link("stays/b.csv", "2025.csv")),
        "refused",
        "is a link that leads elsewhere",
    ),
    Fault(
        "link_to_its_folder",
        "A link to the folder that it is in",
        _link("stays/again", "."),
        "refused",
        "is a link that leads elsewhere",
    ),
    Fault("link_to_nothing", "A link to nothing", _link(CSV, "gone.csv"), "refused", "is a link that leads elsewhere"),
    Fault(
        "link_within_the_inbox",
        "A link to another file of the inbox",
        all_of(GOOD_FILE, _link("stays/again.csv", "2025.csv")),
        "loaded",
        "it is a file of its own: its rows are duplicates",
        rows=2,
    ),
    Fault("pipe", "A pipe that nobody writes to", _pipe, "refused", "is a device, a pipe or a socket"),
    Fault("device", "A device", _device, "refused", "is a device, a pipe or a socket"),
    Fault("socket", "A socket", _socket, "refused", "is a device, a pipe or a socket"),
    *(
        Fault(
            name,
            f"A file named `{ascii(given)[1:-1]}`",
            file(f"stays/{given}", GOOD),
            "refused",
            "the name has characters that nobody can see",
        )
        for name, given in NAMES.items()
    ),
    Fault(
        "name_that_is_no_text",
        "A file name of bytes that are not UTF-8",
        file("stays/" + os.fsdecode(b"\xff\xfe.csv"), GOOD),
        "refused",
        "the name has characters that nobody can see",
    ),
    Fault(
        "name_with_dash",
        "A name that looks like an option",
        file("stays/--help.csv", GOOD),
        "loaded",
        "a name is a name",
    ),
    Fault(
        "name_with_quotes",
        "A name that would end a statement",
        file("stays/a'; drop table x; --*?[.csv", GOOD),
        "loaded",
        "a name is a name",
    ),
    Fault(
        "name_of_255_bytes",
        "The longest name a disk allows",
        file(f"stays/{'x' * 251}.csv", GOOD),
        "loaded",
        "a name is a name",
    ),
    Fault(
        "name_in_capitals",
        "An ending in capitals",
        file("stays/2025.CSV", GOOD),
        "loaded",
        "endings are read in any case",
    ),
    Fault("100_files", "A hundred tiny files", _many, "loaded", "each is a file of its own", rows=100, slow=True),
    Fault(
        "unreadable_file",
        "A file without the right to read it",
        GOOD_FILE,
        "refused",
        "Permission denied",
        meddle=_unreadable,
    ),
    Fault(
        "unreadable_folder",
        "A folder without the right to list it",
        GOOD_FILE,
        "refused",
        "Permission denied",
        meddle=_no_rights,
    ),
    Fault(
        "changes_while_read",
        "A file that grows while it is read",
        GOOD_FILE,
        "refused",
        "changed while it was read",
        meddle=_growing,
    ),
    Fault(
        "goes_while_read",
        "A file that is removed while it is read",
        GOOD_FILE,
        "refused",
        "No such file",
        meddle=_vanishing,
    ),
)
