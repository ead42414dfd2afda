"""What a zip may not be: each refused in words, and nothing of it ever written to disk."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from pipelines.reading.readers import ReadError
from pipelines.sources import cordis_zip
from pipelines.sources.cordis_zip import read_tables
from tests.pipelines.sources.cordis_given import packed

NAMES = ("project.csv",)
GOOD = '"id";"title"\n"1";" one "\n"2";""\n'


def outcome_of(path: Path) -> object:
    """The tables, or the beginning of what is said instead, which names the file."""
    try:
        return read_tables(path, NAMES)
    except ReadError as error:
        assert str(error).startswith(str(path))  # noqa: PT017  # either outcome is right, another error is not
        return str(error).removeprefix(f"{path}: ").partition(" (")[0]


def nested() -> bytes:
    with zipfile.ZipFile(archive := io.BytesIO(), "w") as inner:
        inner.writestr("project.csv", GOOD)
    return archive.getvalue()


def test_tables_are_read_by_name_from_any_folder_of_the_zip(tmp_path: Path) -> None:
    path = packed(tmp_path, {"csv/project.csv": GOOD, "csv/webLink.csv": "never; opened"})

    (project,) = read_tables(path, ("project.csv", "topics.csv")).values()
    assert project.rows() == [("1", "one"), ("2", None)]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"../project.csv": GOOD}, "a name that leads out of it"),
        ({"..\\project.csv": GOOD}, "a name that leads out of it"),
        ({"/etc/project.csv": GOOD}, "a name that leads out of it"),
        ({"C:project.csv": GOOD}, "a name that leads out of it"),
        ({"project.zip": nested()}, "holds the archive 'project.zip'"),
        ({"project.csv": GOOD, "more.tar.gz": b""}, "holds the archive 'more.tar.gz'"),
        ({"project.csv": GOOD, "old/project.csv": GOOD}, "holds project.csv twice"),
        ({"project.csv": bytes(60_000_000)}, "would unpack from"),
        ({"project.csv": 'a;b\n1;"2\n'}, "project.csv: holds no csv that can be read"),
        ({"project.csv": "a;b\n1;2;3\n"}, "project.csv: holds no csv that can be read"),
        ({"project.csv": ""}, "project.csv: holds no csv that can be read"),
        ({f"{number}.csv": "" for number in range(201)}, "holds 201 files"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cordis_never_packs_is_refused(tmp_path: Path, members: dict[str, str | bytes], says: str) -> None:
    path = packed(tmp_path, members)
    with pytest.raises(ReadError) as raised:
        read_tables(path, NAMES)
    assert str(raised.value).startswith(str(path))
    assert says in str(raised.value)


def test_a_zip_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = packed(tmp_path, {"project.csv": "id\n" + "1\n" * 50_000})
    data = bytearray(path.read_bytes())
    true = (100_003).to_bytes(4, "little")
    for at in (data.find(true), data.rfind(true)):
        data[at : at + 4] = (5).to_bytes(4, "little")
    path.write_bytes(data)

    with pytest.raises(ReadError, match="is not a complete zip file"):
        read_tables(path, NAMES)


def test_a_password_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path, {"project.csv": GOOD})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    with pytest.raises(ReadError, match=r"'project\.csv' has a password"):
        read_tables(path, NAMES)


def test_a_table_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cordis_zip, "LARGEST", 10)
    with pytest.raises(ReadError, match="would unpack from"):
        read_tables(packed(tmp_path, {"project.csv": GOOD}), NAMES)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_has_no_tables(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cordis.zip"
    path.write_bytes(data)
    assert outcome_of(path) in ({}, "is not a complete zip file")


def test_damaged_bytes_are_refused_or_do_not_matter(tmp_path: Path) -> None:
    path = packed(tmp_path, {"project.csv": GOOD * 20})
    whole = path.read_bytes()
    chance = random.Random(2022)
    for _ in range(300):
        data = bytearray(whole[: chance.choice((len(whole), chance.randrange(len(whole))))] or b"P")
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        outcome_of(path)
