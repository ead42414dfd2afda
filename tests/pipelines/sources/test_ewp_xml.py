"""XML that nobody should trust: refused in words, never expanded, never fetched."""

import random
from pathlib import Path

import pytest

from pipelines.reading.readers import ReadError
from pipelines.sources import ewp_xml
from pipelines.sources.ewp_xml import parse

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&l9;</a>"
)


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "answer.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_elements_go_by_their_local_names(tmp_path: Path) -> None:
    root = parse(written(tmp_path, '<a xmlns="u:v7" xmlns:c="u:c"><c:b c:x="1">t &amp; u</c:b></a>'))

    assert root.tag == "a"
    assert root.findtext("b") == "t & u"
    assert root.find("b").attrib == {"x": "1"}  # type: ignore[union-attr]  # it is there: the line above


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LAUGHS, "declares a document type or entities"),
        ('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a>&f;</a>', "declares a document type"),
        ('<!DOCTYPE a SYSTEM "https://example.org/a.dtd"><a/>', "declares a document type"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "https://example.org/a.dtd"> %p;]><a/>', "declares a document type"),
        ("<!DOCTYPE html><html/>", "declares a document type"),
        ("<a>&undefined;</a>", "is not whole XML"),
        ("<a>" * 41 + "</a>" * 41, "nests elements more than 40 deep"),
        ("<a>" * 1_000_000, "nests elements more than 40 deep"),
        ("<a><b></a>", "is not whole XML"),
        ("<a/><a/>", "is not whole XML"),
        ("<a>\0</a>", "is not whole XML"),
        ("", "is not whole XML"),
        ("no xml", "is not whole XML"),
        ('<?xml version="1.0" encoding="x-none"?><a/>', "is not whole XML"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', "is not whole XML"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "bytes",
)
def test_what_may_not_stand_in_an_answer_is_refused(tmp_path: Path, content: str | bytes, says: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ReadError) as raised:
        parse(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert says in str(raised.value)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    assert (
        parse(written(tmp_path, '<?xml version="1.0" encoding="utf-16"?><a>Bodø</a>'.encode("utf-16"))).text == "Bodø"
    )
    assert (
        parse(written(tmp_path, '<?xml version="1.0" encoding="latin-1"?><a>Bodø</a>'.encode("latin-1"))).text == "Bodø"
    )


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ewp_xml, "LARGEST", 10)
    with pytest.raises(ReadError, match="is larger than"):
        parse(written(tmp_path, "<a>0123456789</a>"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        parse(tmp_path / "answer.xml")


@pytest.mark.real_data
def test_damaged_bytes_are_refused_or_do_not_matter(tmp_path: Path, shared_data: Path) -> None:
    whole = (shared_data / "ewp" / "iias_get-response-v7.xml").read_bytes()
    chance = random.Random(2022)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = written(tmp_path, bytes(data))
        try:
            parse(path)
        except ReadError as error:
            assert str(error).startswith(f"{path}: ")  # noqa: PT017  # either outcome is right, another error is not
