"""The register of publication channels: levels by year, from the real list and from lists in one's head."""

import csv
import gzip
from pathlib import Path

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.validate import Split, split
from models.config import Config, load_config
from pipelines.reading.readers import ReadError
from pipelines.sources import channels
from pipelines.sources.channels import read

HEADINGS = "journal_id,publisher_id,title,issn_print,issn_online,group_field,set,level_2025,level_2024"
NATURE = "444,23,Nature,0028-0836,1476-4687,Tverrfaglig naturvitenskap,journals,2,2"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Path:
    """The register of 2025."""
    return shared_data / "channels" / "channel_register.csv.gz"


@pytest.fixture(scope="module")
def result(published: Path, config: Config) -> Split:
    """All of it, judged by the contract."""
    return judged(published, config)


def register(folder: Path, *lines: str) -> Path:
    path = folder / "channel_register.csv.gz"
    path.write_bytes(gzip.compress("\n".join((HEADINGS, *lines)).encode()))
    return path


def judged(path: Path, config: Config) -> Split:
    return split(read(path, config)["publication_channels"], load_contract("publication_channels"))


def levels(path: Path, config: Config) -> list[tuple[object, ...]]:
    accepted = judged(path, config).accepted
    return accepted.select("kind", "channel_id", "year", "level").sort(pl.all()).rows()


def test_a_channel_has_a_row_for_each_year_with_a_level(tmp_path: Path, config: Config) -> None:
    lines = ("444,23,Nature,,,,journals,2,1", "445,,Nurture,,,,journals,,0")
    assert levels(register(tmp_path, *lines), config) == [
        ("journal", "444", 2024, 1),
        ("journal", "444", 2025, 2),
        ("journal", "445", 2024, 0),
    ]


def test_a_publisher_goes_by_its_own_number(tmp_path: Path, config: Config) -> None:
    assert levels(register(tmp_path, ",23,Springer,,,,publishers,1,"), config) == [("publisher", "23", 2025, 1)]


def test_a_level_that_is_not_decided_yet_leaves_its_year_without_one(tmp_path: Path, config: Config) -> None:
    assert levels(register(tmp_path, "444,,Nature,,,,journals,X,1"), config) == [
        ("journal", "444", 2024, 1),
        ("journal", "444", 2025, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tidsskrift id,Original tittel,Print ISSN,Online ISSN,Forlag id,NPI Fagfelt,Nivå 2026,Nivå 2025\n"
            "444,Nature,0028-0836,1476-4687,23,Tverrfaglig,X,2\n",
            [("journal", "444", 2025, 2), ("journal", "444", 2026, None)],
        ),
        ("Forlag id,Original tittel,Nivå 2025\n23,Springer,1\n", [("publisher", "23", 2025, 1)]),
    ],
    ids=["journals", "publishers"],
)
def test_dbh_gives_out_journals_and_publishers_each_in_a_list(
    tmp_path: Path, config: Config, text: str, expected: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert levels(path, config) == expected


def test_a_channel_that_never_had_a_level_is_kept_without_a_year(tmp_path: Path, config: Config) -> None:
    assert levels(register(tmp_path, "444,,Nature,,,,journals,,"), config) == [("journal", "444", None, None)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("444,,Nature,,,,journals,high,", "level_is_an_integer"),
        ("444,,Nature,,,,journals,3,", "level_is_in_range"),
        (",23,Nature,,,,journals,1,", "channel_id_is_present"),
        ("444,,Nature,,,,magazines,1,", "kind_is_in_list"),
        ("444,,,,,,journals,1,", "title_is_present"),
    ],
)
def test_a_row_that_cannot_be_used_is_quarantined_by_name(tmp_path: Path, config: Config, line: str, rule: str) -> None:
    result = judged(register(tmp_path, line), config)

    assert (result.accepted.height, result.quarantined.height) == (0, 1)
    assert rule in result.broken


def test_a_check_letter_of_an_issn_may_be_small_and_a_broken_issn_is_told(tmp_path: Path, config: Config) -> None:
    result = judged(register(tmp_path, "1,,A,1520-460x,28-0836,,journals,1,"), config)

    assert result.accepted.select("issn_print", "issn_online").rows() == [("1520-460X", "28-0836")]
    assert result.broken == {"issn_online_has_its_form": 1}


def test_the_list_may_come_unpacked(tmp_path: Path, config: Config) -> None:
    path = tmp_path / "channel_register.csv"
    path.write_text(f"{HEADINGS}\n{NATURE}\n", encoding="utf-8")
    assert levels(path, config) == [("journal", "444", 2024, 2), ("journal", "444", 2025, 2)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no gzip at all", "is not a complete gzip file"),
        (gzip.compress(NATURE.encode() * 99, mtime=0)[:-9], "is not a complete gzip file"),
        (gzip.compress(HEADINGS.replace("title", "name").encode(), mtime=0), "no heading for title"),
        (gzip.compress(b"journal_id,title,set\n1,A,journals\n", mtime=0), "a column of levels per year"),
        (gzip.compress(b"title,set,level_2025\nA,journals,1\n", mtime=0), "it needs their numbers"),
        (gzip.compress(b'a,b\n1,"2,3,4\n', mtime=0), "holds no csv that can be read"),
        (gzip.compress(b"", mtime=0), "holds no csv that can be read"),
    ],
)
def test_what_is_no_register_is_refused_with_the_way_out(
    tmp_path: Path, config: Config, data: bytes, says: str
) -> None:
    path = tmp_path / "channel_register.csv.gz"
    path.write_bytes(data)
    with pytest.raises(ReadError) as raised:
        read(path, config)
    assert str(raised.value).startswith(f"{path}: ")
    assert says in str(raised.value)


def test_a_list_that_unpacks_beyond_the_bound_is_refused(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "LARGEST", 1_000)
    with pytest.raises(ReadError, match="unpacks to more than"):
        read(register(tmp_path, *[NATURE] * 20), config)


@pytest.mark.real_data
class TestRealRegister:
    """The register of 2025 as published, against a count by the standard library alone."""

    def test_every_level_of_the_list_is_a_row(self, result: Split, published: Path) -> None:
        with gzip.open(published, "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        years = [heading for heading in rows[0] if heading.startswith("level_")]
        counted = sum(bool(row[year]) for row in rows for year in years)
        never = sum(not any(row[year] for year in years) for row in rows)

        assert (len(rows), counted, never) == (42_873, 647_787, 44)
        assert result.accepted.height == counted + never
        assert result.quarantined.height == 0

    def test_levels_of_a_year_are_those_counted_in_the_list(self, result: Split, published: Path) -> None:
        with gzip.open(published, "rt", encoding="utf-8", newline="") as file:
            written = [row["level_2024"] for row in csv.DictReader(file)]
        ours = dict(result.accepted.filter(year=2024)["level"].value_counts().rows())

        assert ours == {level: written.count(str(level)) for level in (0, 1, 2)}

    def test_keys_are_unique_and_issn_have_their_form(self, result: Split) -> None:
        assert result.accepted.select("kind", "channel_id", "year").is_unique().all()
        assert result.broken == {}
