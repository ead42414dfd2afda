"""What counts as handed in, and what is refused before anything is read."""

from pathlib import Path

import pytest

from pipelines.inbox import InboxFile, discover
from pipelines.reading.readers import ReadError


def touch(inbox: Path, *names: str) -> None:
    for name in names:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_files_are_found_by_feed_or_source_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "stays/2025/b.csv", "stays/2024.csv", "dbh/table_142.json", "graduates/a.xlsx")

    assert discover(tmp_path) == (
        InboxFile(tmp_path / "dbh/table_142.json", "dbh"),
        InboxFile(tmp_path / "graduates/a.xlsx", "graduates"),
        InboxFile(tmp_path / "stays/2024.csv", "stays"),
        InboxFile(tmp_path / "stays/2025/b.csv", "stays"),
    )


def test_hidden_files_lock_files_of_spreadsheets_and_readmes_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "README.md", ".DS_Store", ".git/config", "stays/.keep", "stays/~$a.xlsx", "stays/readme.txt")
    assert discover(tmp_path) == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("stay/a.csv", "no feed and no source is called 'stay'; the nearest is 'stays'"),
        ("Research_Council/a.csv", "the nearest is 'research_council_eu_grants'"),
        ("stays.csv", "(?s)is outside any folder. Put it in the folder of its feed.*Known folders: .*stays"),
    ],
)
def test_what_belongs_to_no_feed_is_refused(tmp_path: Path, name: str, says: str) -> None:
    touch(tmp_path, name)
    with pytest.raises(ReadError, match=says):
        discover(tmp_path)


def test_all_that_is_wrong_is_named_together(tmp_path: Path) -> None:
    touch(tmp_path, "stay/a.csv", "unit/a.csv", "loose.csv", "units/a.csv")
    (tmp_path / "units/link.csv").symlink_to("/etc/hostname")
    with pytest.raises(ReadError) as refusal:
        discover(tmp_path)
    named = [line.split(":")[0] for line in str(refusal.value).splitlines()]
    assert named == [
        *(str(tmp_path / name) for name in ("loose.csv", "stay", "unit", "units/link.csv")),
        "Known folders",
    ]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "stays/a.csv")
    monkeypatch.setattr(Path, "iterdir", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(ReadError, match=f"{tmp_path}: cannot be read .Permission denied"):
        discover(tmp_path)


def test_a_missing_inbox_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such folder"):
        discover(tmp_path / "inbox")


@pytest.mark.parametrize("target", ["secret.csv", "secrets", "nowhere.csv"])
def test_no_link_leaves_the_inbox(tmp_path: Path, target: str) -> None:
    touch(tmp_path, "secret.csv", "secrets/a.csv", "inbox/stays/b.csv")
    (tmp_path / "inbox/stays/link.csv").symlink_to(tmp_path / target)

    with pytest.raises(ReadError, match=r"link\.csv: is a link that leads elsewhere"):
        discover(tmp_path / "inbox")


def test_an_inbox_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    touch(tmp_path, "share/stays/a.csv")
    inbox = tmp_path / "inbox"
    inbox.symlink_to(tmp_path / "share")

    assert discover(inbox) == (InboxFile(inbox / "stays/a.csv", "stays"),)
