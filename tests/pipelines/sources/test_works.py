"""Open registers of publications: OpenAlex as pages and as a snapshot, NVA in both forms of its answers."""

import gzip
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import split
from models.config import load_config
from pipelines.reading.readers import ReadError
from pipelines.sources import nva, openalex

NTNU = {
    "id": "https://openalex.org/I204778367", "ror": "https://ror.org/05xg72x27", "display_name": "NTNU",
    "country_code": "NO",
}  # fmt: skip
AACHEN = {
    "id": "https://openalex.org/I887968799", "ror": "https://ror.org/04xfq0f34", "display_name": "RWTH",
    "country_code": "DE",
}  # fmt: skip


def author(*institutions: dict[str, Any]) -> dict[str, Any]:
    return {"author": {"display_name": "Nobody"}, "institutions": list(institutions)}


def work(number: int = 1, *authors: dict[str, Any], **cells: Any) -> dict[str, Any]:
    """An article of 2024 in Nature as OpenAlex gives it."""
    return {
        "id": f"https://openalex.org/W{number}", "doi": "https://doi.org/10.1000/ABC", "publication_year": 2024,
        "type": "article", "primary_location": {"source": {"issn_l": "0028-0836"}},
        "authorships": list(authors) or [author(NTNU), author(AACHEN)], **cells,
    }  # fmt: skip


def written(path: Path, *works: dict[str, Any]) -> Path:
    text = "".join(json.dumps(one) + "\n" for one in works)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def accepted(read: dict[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """The rows, judged by the contract: none is quarantined."""
    result = split(read["works"], load_contract("works"))
    assert result.quarantined.height == 0, result.broken
    return result.accepted.to_dicts()


def test_a_work_has_a_row_for_each_institution(tmp_path: Path) -> None:
    own, other = accepted(openalex.read(written(tmp_path / "works_2024.jsonl", work()), load_config()))
    assert own == {
        "work_id": "openalex:W1", "institution_id": "I204778367", "year": 2024, "is_own": True, "ror_id": "05xg72x27",
        "institution_name": "NTNU", "country": "NO", "work_type": "article", "issn": "0028-0836", "doi": "10.1000/abc",
    }  # fmt: skip
    assert (other["is_own"], other["ror_id"], other["country"]) == (False, "04xfq0f34", "DE")


def test_3000_authors_of_two_institutions_are_two_rows(tmp_path: Path) -> None:
    authors = [author(NTNU, AACHEN) if n % 2 else author(AACHEN) for n in range(3000)]
    rows = accepted(openalex.read(written(tmp_path / "a.jsonl", work(1, *authors)), load_config()))
    assert [row["institution_id"] for row in rows] == ["I887968799", "I204778367"]


def test_authors_without_an_institution_make_a_row_only_where_nobody_has_one(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl.gz", work(1, author()), work(2, author(), author(NTNU)))
    rows = accepted(openalex.read(path, load_config()))
    assert [(row["work_id"], row["institution_id"]) for row in rows] == [
        ("openalex:W1", "none"),
        ("openalex:W2", "I204778367"),
    ]


def test_of_a_snapshot_only_the_works_of_the_institution_are_read(tmp_path: Path) -> None:
    path = tmp_path / "part_0000.parquet"
    pl.DataFrame([work(1), work(2, author(AACHEN)), work(3, author(), author(NTNU))]).write_parquet(path)
    of_pages = openalex.read(written(tmp_path / "a.jsonl", work(1), work(3, author(), author(NTNU))), load_config())
    assert accepted(openalex.read(path, load_config())) == accepted(of_pages)


def affiliation(code: str, country: str, name: str) -> dict[str, Any]:
    return {
        "id": f"https://api.nva.unit.no/cristin/organization/{code}",
        "countryCode": country,
        "labels": {"nb": name},
    }


PEOPLE = [
    {"affiliations": [affiliation("194.63.10.0", "NO", "IDI"), affiliation("194.64.0.0", "NO", "IV")]},
    {"affiliations": [affiliation("5931.0.0.0", "DE", "RWTH")]},
    {"affiliations": [{"type": "UnconfirmedOrganization", "name": "Somewhere"}]},
]
RECORD = {
    "id": "https://api.nva.unit.no/publication/0190-abc",
    "entityDescription": {
        "publicationDate": {"year": "2024"},
        "contributors": PEOPLE,
        "reference": {
            "doi": "https://doi.org/10.1000/ABC",
            "publicationContext": {"onlineIssn": "1476-4687", "printIssn": "0028-0836"},
            "publicationInstance": {"type": "AcademicArticle"},
        },
    },
}
SUMMARY = {
    "id": "https://api.nva.unit.no/publication/0190-abc", "type": "AcademicArticle",
    "publicationDate": {"year": "2024"}, "contributorsPreview": PEOPLE, "otherIdentifiers": {"issn": ["1476-4687"]},
    "publishingDetails": {"doi": "https://doi.org/10.1000/ABC"},
}  # fmt: skip


@pytest.mark.parametrize("works", [RECORD, SUMMARY], ids=["the record", "its summary"])
def test_a_publication_of_nva_counts_an_institution_once_however_many_units_it_names(
    tmp_path: Path, works: dict[str, Any]
) -> None:
    own, other = accepted(nva.read(written(tmp_path / "works_2024.jsonl", works), load_config()))
    assert own == {
        "work_id": "nva:0190-abc", "institution_id": "194", "year": 2024, "is_own": True, "ror_id": None,
        "institution_name": "IDI", "country": "NO", "work_type": "AcademicArticle", "issn": "1476-4687",
        "doi": "10.1000/abc",
    }  # fmt: skip
    assert (other["institution_id"], other["country"], other["is_own"]) == ("5931", "DE", False)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", b'{"id": "W1", ', "line 1 is not whole JSON"),
        ("a.jsonl", b"[1]\n", "line 1 is not an object"),
        ("a.jsonl", b'{"id": "W1"}\n', "line 1 lacks publication_year, authorships"),
        ("a.jsonl", b"\xff\xfe", "is not UTF-8 text"),
        ("a.jsonl.gz", gzip.compress(b"{}" * 99, mtime=0)[:-9], "is not a complete gzip file"),
        ("a.parquet", b"PAR1", "is not a file of OpenAlex's works"),
    ],
)
def test_what_is_no_file_of_works_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says):
        openalex.read(path, load_config())


def test_a_table_without_authors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.parquet"
    pl.DataFrame({"id": ["S1"]}).write_parquet(path)
    with pytest.raises(ReadError, match="has no column publication_year, authorships"):
        openalex.read(path, load_config())


class TestCounts:
    """Works of an institution by year, as OpenAlex groups them; the name of the file says whose."""

    def read(self, folder: Path, name: str, *groups: dict[str, Any]) -> dict[str, pl.DataFrame]:
        return openalex.read(written(folder / name, *groups), load_config())

    def test_a_group_is_a_row_of_the_institution_of_the_name(self, tmp_path: Path) -> None:
        read = self.read(tmp_path, "counts_international_01xtthb56.jsonl", {"key": "2024", "count": 7})
        result = split(read["work_counts"], load_contract("work_counts"))
        assert result.accepted.to_dicts() == [
            {"ror_id": "01xtthb56", "year": 2024, "is_international": True, "is_own": False, "works": 7}
        ]
        assert read["works"].is_empty()
        own_row = self.read(tmp_path, "counts_all_05xg72x27.jsonl", {"key": "2024", "count": 9})["work_counts"]
        assert own_row.select("is_own", "is_international").rows() == [("true", "false")]

    def test_a_group_without_a_year_is_quarantined(self, tmp_path: Path) -> None:
        groups = ({"key": "2024", "count": 7}, {"key": "-111", "count": 3})
        read = self.read(tmp_path, "counts_all_01xtthb56.jsonl", *groups)
        result = split(read["work_counts"], load_contract("work_counts"))
        assert (result.accepted.height, result.quarantined.height) == (1, 1)

    @pytest.mark.parametrize(
        "line", ["<html><body>503</body></html>", '{"key": "2024", "number": 7}', '{"key": "2024"']
    )
    def test_what_is_no_answer_is_named(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "counts_all_01xtthb56.jsonl"
        path.write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(ReadError, match=r"counts_all_01xtthb56\.jsonl: line 1"):
            openalex.read(path, load_config())
