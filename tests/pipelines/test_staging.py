"""Staging: a file's rows are judged once, kept by content, and hold no person in clear."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.config import Config, load_config
from pipelines.reading.layout import Table
from pipelines.reading.readers import ReadError
from pipelines.staging import stage as module
from pipelines.staging.stage import StagedFile, stage

KEY = b"a key of the institution"
HEADINGS = (
    "person_id", "programme_code", "degree_level", "unit_code", "campus", "started_on", "graduated_on",
    "gender", "birth_year", "citizenship", "international_degree_student", "revoked",
)  # fmt: skip
GOOD = ("01019912345", "BIT", "bachelor", "631000", "trondheim", "2019-08-15", "2022-06-15", "f", "1999", "NO", "", "")
SECOND = ("02029812345", "MTDT", "master", "631000", "gjovik", "2018-08-15", "2023-06-15", "m", "1998", "NO", "", "")
BACKWARDS = ("03039712345", *GOOD[1:5], "2022-08-15", "2019-06-15", "f", "1997", "NO", "", "")
SOON = ("04049612345", *GOOD[1:5], "2019-08-15", "soon", "f", "1996", "NO", "", "")


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox/graduates").mkdir(parents=True)
    return tmp_path / "inbox"


def csv_of(*rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(row) for row in (HEADINGS, *rows)) + "\n"


def hand_in(inbox: Path, *rows: tuple[str, ...], name: str = "2022.csv") -> Path:
    path = inbox / "graduates" / name
    path.write_text(csv_of(*rows), encoding="utf-8")
    return path


def staged(path: Path, config: Config, inbox: Path, key: bytes = KEY) -> StagedFile:
    (result,) = stage(path, path.parent.name, config, inbox.parent / "staging", key, inbox)
    return result


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were really read, in order."""
    read: list[Path] = []
    real = module.feed_tables

    def counting(path: Path, *how: Any, row_by_row: bool) -> Iterator[Table]:
        read.append(path)
        return real(path, *how, row_by_row=row_by_row)

    monkeypatch.setattr(module, "feed_tables", counting)
    return read


class TestWhatIsStaged:
    def test_every_row_is_accepted_or_quarantined_with_the_rules_it_broke(self, inbox: Path, config: Config) -> None:
        result = staged(hand_in(inbox, GOOD, BACKWARDS, SECOND, SOON), config, inbox)

        accepted, quarantined = pl.read_parquet(result.accepted), pl.read_parquet(result.quarantined)
        assert result.rows_read == accepted.height + quarantined.height == 4
        assert accepted["source_row"].to_list() == [1, 3]
        assert quarantined["source_row"].to_list() == [2, 4]
        assert quarantined["broken_rules"].to_list() == [
            ["graduation_is_after_start"],
            ["graduated_on_is_a_date"],
        ]
        assert result.broken == {"graduation_is_after_start": 1, "graduated_on_is_a_date": 1}

    def test_accepted_rows_are_typed_and_quarantined_ones_as_written(self, inbox: Path, config: Config) -> None:
        result = staged(hand_in(inbox, GOOD, SOON), config, inbox)

        assert pl.read_parquet(result.accepted)["graduated_on"].to_list() == [date(2022, 6, 15)]
        assert pl.read_parquet(result.quarantined)["graduated_on"].to_list() == ["soon"]

    def test_the_file_is_described_as_it_lies_in_the_inbox(self, inbox: Path, config: Config) -> None:
        path = hand_in(inbox, GOOD)

        result = staged(path, config, inbox)

        assert (result.feed, result.source, result.path) == ("graduates", "graduates", "graduates/2022.csv")
        assert (result.profile, result.bytes) == ("canonical", path.stat().st_size)

    def test_csv_workbook_and_parquet_of_the_same_rows_are_staged_alike(self, inbox: Path, config: Config) -> None:
        rows = pl.DataFrame([GOOD, SECOND], schema=list(HEADINGS), orient="row")
        rows.write_excel(inbox / "graduates/2022.xlsx")
        typed = rows.with_columns(
            pl.col("started_on", "graduated_on").str.to_date(),
            pl.col("birth_year").cast(pl.Int64),
        )
        typed.write_parquet(inbox / "graduates/2022.parquet")
        expected = pl.read_parquet(staged(hand_in(inbox, GOOD, SECOND), config, inbox).accepted)

        for name in ("2022.xlsx", "2022.parquet"):
            other = staged(inbox / "graduates" / name, config, inbox)
            assert pl.read_parquet(other.accepted).equals(expected), name

    def test_an_export_is_read_through_the_profile_of_its_feed(self, inbox: Path, config: Config) -> None:
        path = inbox / "graduates/fs.csv"
        path.write_bytes(
            "Personløpenr;Studieprogramkode;Gradsnivå;Stedkode;Studiested;Dato grad oppnådd;Kjønn;Fødselsår\n"
            "01019912345;BIT;Bachelorgrad;631000;Trondheim;15.06.2022 00:00;Kvinne;1999\n".encode("cp1252")
        )
        through = config.model_copy(update={"profiles": {"graduates": "fs_extract"}})

        result = staged(path, through, inbox)

        assert result.profile == "fs_extract"
        (row,) = pl.read_parquet(result.accepted).rows(named=True)
        assert (row["degree_level"], row["graduated_on"], row["gender"]) == ("bachelor", date(2022, 6, 15), "f")

    def test_an_export_whose_headings_one_profile_knows_is_read_through_it(self, inbox: Path, config: Config) -> None:
        headings = "Personløpenr;Studieprogramkode;Gradsnivå;Stedkode;Studiested;Dato grad oppnådd"
        path = inbox / "graduates/fs.csv"
        path.write_text(f"{headings}\n01019912345;BIT;Bachelorgrad;631000;Trondheim;15.06.2022 00:00\n")

        first, again = staged(path, config, inbox), staged(path, config, inbox)

        assert first == again
        assert (first.profile, pl.read_parquet(first.accepted).height) == ("fs_extract", 1)

    def test_a_request_of_dbh_is_a_file_without_rows(self, inbox: Path, config: Config) -> None:
        (inbox / "dbh").mkdir()
        path = inbox / "dbh/request_142.json"
        path.write_text(json.dumps({"tabell_id": 142, "filter": []}))

        result = staged(path, config, inbox)

        assert (result.feed, result.rows_read) == ("official_figures", 0)
        assert pl.read_parquet(result.accepted).height == pl.read_parquet(result.quarantined).height == 0


class TestPersons:
    """No person number, name or birth year is in a staged file; the same person is the same hash everywhere."""

    PERSON = st.from_regex(r"[0-9]{11}", fullmatch=True)

    @given(persons=st.lists(PERSON, min_size=1, max_size=5), strays=st.lists(PERSON, min_size=1, max_size=5))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
    def test_no_person_number_is_in_any_byte(
        self, inbox: Path, config: Config, persons: list[str], strays: list[str]
    ) -> None:
        result = staged(
            hand_in(inbox, *((p, *GOOD[1:]) for p in persons), *((p, *SOON[1:]) for p in strays)), config, inbox
        )

        for path in (result.accepted, result.quarantined):
            plain = BytesIO()
            frame = pl.read_parquet(path)
            frame.write_parquet(plain, compression="uncompressed")
            content = path.read_bytes() + plain.getvalue() + frame.write_ndjson().encode()
            assert not [person for person in (*persons, *strays) if person.encode() in content]

    def test_the_same_person_is_the_same_hash_in_every_file_and_kind_of_row(self, inbox: Path, config: Config) -> None:
        first = staged(hand_in(inbox, GOOD), config, inbox)
        second = staged(hand_in(inbox, (GOOD[0], *SOON[1:]), SECOND, name="2023.csv"), config, inbox)

        (person,) = pl.read_parquet(first.accepted)["person_id"]
        assert pl.read_parquet(second.quarantined)["person_id"].to_list() == [person]
        assert person not in pl.read_parquet(second.accepted)["person_id"]

    @pytest.mark.parametrize("kind", ["accepted", "quarantined"])
    def test_the_birth_year_becomes_an_age_band(self, inbox: Path, config: Config, kind: str) -> None:
        rows = pl.read_parquet(getattr(staged(hand_in(inbox, GOOD, BACKWARDS), config, inbox), kind))

        assert rows["age_band"].to_list() == ["20_24"]
        assert "birth_year" not in rows.columns


class TestReadingAgain:
    def test_what_did_not_change_is_not_read_again(self, inbox: Path, config: Config, readings: list[Path]) -> None:
        path = hand_in(inbox, GOOD, SOON)
        assert staged(path, config, inbox) == staged(path, config, inbox)
        assert readings == [path]

    def test_the_same_content_under_another_name_is_not_read_again(
        self, inbox: Path, config: Config, readings: list[Path]
    ) -> None:
        first = staged(hand_in(inbox, GOOD), config, inbox)
        second = staged(hand_in(inbox, GOOD, name="copy.csv"), config, inbox)

        assert len(readings) == 1
        assert second.path == "graduates/copy.csv"
        assert second.accepted == first.accepted

    def test_new_content_another_key_or_another_contract_is_read_anew(
        self, inbox: Path, config: Config, readings: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        results = [staged(hand_in(inbox, GOOD), config, inbox)]
        results.append(staged(hand_in(inbox, SECOND), config, inbox))
        results.append(staged(hand_in(inbox, SECOND), config, inbox, key=b"another"))
        renamed = config.institution.model_copy(update={"names": ("NTNU",)})
        results.append(staged(hand_in(inbox, SECOND), config.model_copy(update={"institution": renamed}), inbox))
        monkeypatch.setattr(module, "fingerprint", lambda _feed: "a later contract")
        results.append(staged(hand_in(inbox, SECOND), config, inbox))

        assert len(readings) == len({result.accepted for result in results}) == 5

    def test_another_request_beside_an_answer_gives_other_years(self, inbox: Path, config: Config) -> None:
        (inbox / "dbh").mkdir()
        row = {
            "Type": "NORSK",
            "Studieprogramkode": "BIT",
            "Antall totalt": "7",
            "Antall kvinner": "0",
            "Antall menn": "0",
        }
        status = {"tabell_id": 142, "returkode": 0, "leveringstid": "2026-09-24 18:22:48"}
        answer = inbox / "dbh/table_142.json"
        answer.write_text(json.dumps([{"status": status}, row]))
        years = []
        for first, last in (("2018", "2019"), ("2020", "2025")):
            asked = {"variabel": "Årstall", "selection": {"filter": "between", "values": [first, last]}}
            request = {"tabell_id": 142, "filter": [asked]}
            (inbox / "dbh/request_142.json").write_text(json.dumps(request))
            figures = pl.read_parquet(staged(answer, config, inbox).accepted)
            years += figures.select("year_from", "year_to").rows()

        assert years == [(2018, 2019), (2020, 2025)]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


class TestDamage:
    @pytest.mark.parametrize("damage", [cut, flip, Path.unlink, lambda path: path.write_bytes(b"")])
    @pytest.mark.parametrize("suffix", ["accepted.parquet", "quarantined.parquet", "json"])
    def test_a_staged_file_that_is_damaged_or_gone_is_made_again(
        self, inbox: Path, config: Config, suffix: str, damage: Callable[[Path], None]
    ) -> None:
        path = hand_in(inbox, GOOD, SOON)
        before = staged(path, config, inbox)
        rows = pl.read_parquet(before.accepted), pl.read_parquet(before.quarantined)
        (victim,) = (inbox.parent / "staging").glob(f"*{suffix}")
        damage(victim)

        after = staged(path, config, inbox)

        assert after == before
        assert pl.read_parquet(after.accepted).equals(rows[0])
        assert pl.read_parquet(after.quarantined).equals(rows[1])

    @pytest.mark.parametrize("record", ["null", "[]", "{}", '{"feeds": {}, "files": {}}', '{"feeds": 1, "files": 1}'])
    def test_a_record_that_says_nothing_is_made_again(self, inbox: Path, config: Config, record: str) -> None:
        path = hand_in(inbox, GOOD)
        before = staged(path, config, inbox)
        next((inbox.parent / "staging").glob("*.json")).write_text(record)

        assert staged(path, config, inbox) == before

    def test_what_a_killed_run_left_unfinished_is_overwritten(self, inbox: Path, config: Config) -> None:
        path = hand_in(inbox, GOOD)
        before = staged(path, config, inbox)
        for file in (inbox.parent / "staging").iterdir():
            file.rename(file.with_name(f"{file.name}.part"))

        assert staged(path, config, inbox) == before
        assert not list((inbox.parent / "staging").glob("*.part"))


class TestRefusals:
    def test_a_file_that_cannot_be_read_leaves_nothing_staged(self, inbox: Path, config: Config) -> None:
        path = inbox / "graduates/2022.csv"
        path.write_text('person_id,"programme_code\n')
        with pytest.raises(ReadError, match=r"2022\.csv"):
            staged(path, config, inbox)
        assert not (inbox.parent / "staging").exists()

    def test_a_file_that_changes_while_it_is_read_is_refused(
        self, inbox: Path, config: Config, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = hand_in(inbox, GOOD)
        real = module.feed_tables

        def meanwhile(read: Path, *how: Any, row_by_row: bool) -> Iterator[Table]:
            hand_in(inbox, GOOD, SECOND)
            return real(read, *how, row_by_row=row_by_row)

        monkeypatch.setattr(module, "feed_tables", meanwhile)
        with pytest.raises(ReadError, match="changed while it was read"):
            staged(path, config, inbox)
        assert list((inbox.parent / "staging").iterdir()) == []

    def test_a_missing_file_is_refused(self, inbox: Path, config: Config) -> None:
        with pytest.raises(ReadError, match=r"gone\.csv: cannot be used"):
            staged(inbox / "graduates/gone.csv", config, inbox)

    def test_an_unknown_profile_is_refused_with_those_that_are_known(self, inbox: Path, config: Config) -> None:
        wrong = config.model_copy(update={"profiles": {"graduates": "fs"}})
        with pytest.raises(
            ReadError, match=r"profiles.graduates: no profile 'fs' that can be read; known: .*fs_extract"
        ):
            staged(hand_in(inbox, GOOD), wrong, inbox)
