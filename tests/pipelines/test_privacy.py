"""Persons: one hash each under one key, an age band instead of a birth year, and no name."""

import hmac
import stat
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.contract import Column, Contract
from pipelines.reading.readers import ReadError
from pipelines.staging.person_key import person_key
from pipelines.staging.privacy import hash_identifiers, reduce

STAYS = Contract(
    feed="stays",
    version="1.0.0",
    description="Stays.",
    columns=(
        Column("person_id", "id", "The student.", privacy="hash"),
        Column("name", "text", "Name.", privacy="drop"),
        Column("date_from", "date", "First day."),
        Column("birth_year", "int", "Year of birth.", privacy="age_band"),
    ),
    rules=(),
)
KEY = b"a key of the institution"


def hashes(persons: list[str | None], key: bytes = KEY) -> list[str | None]:
    return hash_identifiers(pl.DataFrame({"person_id": persons}), STAYS, key)["person_id"].to_list()


class TestHashIdentifiers:
    def test_it_is_hmac_sha_256_of_which_32_hex_characters_are_kept(self) -> None:
        # RFC 4231, test case 2
        assert hashes(["what do ya want for nothing?"], b"Jefe") == ["5bdcc146bf60754e6a042426089575c7"]

    @given(
        person=st.text(st.characters(categories=["L", "N", "P"]), min_size=1), key=st.binary(min_size=1, max_size=100)
    )
    def test_it_is_the_one_of_the_standard_library_for_every_person_and_key(self, person: str, key: bytes) -> None:
        assert hashes([person], key) == [hmac.digest(key, person.encode(), "sha256").hex()[:32]]

    def test_null_and_blank_stay_nobody(self) -> None:
        assert hashes([None, "", " \u00a0"]) == [None, None, None]

    def test_another_key_gives_another_hash(self) -> None:
        assert hashes(["01017012345"]) != hashes(["01017012345"], b"another")

    def test_columns_that_are_no_person_stay_as_they_are(self) -> None:
        frame = pl.DataFrame({"person_id": ["P1"], "date_from": ["2025-01-01"]})
        assert hash_identifiers(frame, STAYS, KEY)["date_from"].to_list() == ["2025-01-01"]

    @settings(deadline=None)
    @given(st.lists(st.text("01ab", min_size=1, max_size=3), min_size=1))
    def test_the_same_person_has_the_same_hash_and_two_persons_two(self, persons: list[str]) -> None:
        """Whatever stands beside it in the file."""
        together = hashes(list(persons))

        assert together == [hashes([person])[0] for person in persons]
        assert len(set(together)) == len(set(persons))


class TestReduce:
    @pytest.mark.parametrize(
        ("age", "band"),
        [
            (-1, "unknown"), (15, "under_20"), (19, "under_20"), (20, "20_24"), (24, "20_24"), (25, "25_29"),
            (29, "25_29"), (30, "30_34"), (34, "30_34"), (35, "35_39"), (39, "35_39"), (40, "40_plus"), (90, "40_plus"),
        ],
    )  # fmt: skip
    def test_the_band_is_the_age_reached_in_the_year_of_the_event(self, age: int, band: str) -> None:
        frame = pl.DataFrame({"name": ["Kari"], "date_from": [date(2025, 1, 1)], "birth_year": [2025 - age]})
        assert reduce(frame, STAYS).rows(named=True) == [{"date_from": date(2025, 1, 1), "age_band": band}]

    @pytest.mark.parametrize(
        ("date_from", "birth_year", "band"),
        [
            ("2025-08-15", "2003", "20_24"),
            ("2025-08-15", None, "unknown"),
            ("2025-08-15", "03", "unknown"),
            ("2025-08-15", "born 2003", "unknown"),
            ("soon", "2003", "unknown"),
            (None, "2003", "unknown"),
        ],
    )
    def test_rows_of_text_lose_the_birth_year_too(
        self, date_from: str | None, birth_year: str | None, band: str
    ) -> None:
        schema = {"date_from": pl.String, "birth_year": pl.String, "name": pl.String}
        frame = pl.DataFrame([(date_from, birth_year, "Kari")], schema=schema, orient="row")

        assert reduce(frame, STAYS).rows(named=True) == [{"date_from": date_from, "age_band": band}]


class TestPersonKey:
    @pytest.fixture(autouse=True)
    def _no_key_in_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("UTSYN_PERSON_KEY", raising=False)

    def test_it_is_made_at_first_use_for_its_owner_alone_and_stays(self, tmp_path: Path) -> None:
        warehouse = tmp_path / "warehouse"

        key = person_key(warehouse)

        assert len(key) == 64
        assert person_key(warehouse) == key
        assert [path.name for path in warehouse.iterdir()] == ["person.key"]
        assert stat.S_IMODE((warehouse / "person.key").stat().st_mode) == 0o600

    def test_two_warehouses_have_two_keys(self, tmp_path: Path) -> None:
        assert person_key(tmp_path / "a") != person_key(tmp_path / "b")

    def test_a_key_file_that_others_may_read_is_closed_to_them(self, tmp_path: Path) -> None:
        (tmp_path / "person.key").write_text("a secret of at least 32 characters\n")
        (tmp_path / "person.key").chmod(0o644)

        assert person_key(tmp_path) == b"a secret of at least 32 characters"
        assert stat.S_IMODE((tmp_path / "person.key").stat().st_mode) == 0o600

    def test_the_environment_comes_first_and_leaves_no_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("UTSYN_PERSON_KEY", "from the vault, and as long as it must")

        assert person_key(tmp_path) == b"from the vault, and as long as it must"
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_key_file_is_refused_rather_than_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "person.key").touch()
        with pytest.raises(ReadError, match=r"is empty\. Restore it from a copy"):
            person_key(tmp_path)

    def test_a_warehouse_that_cannot_hold_a_key_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "warehouse").touch()
        with pytest.raises(ReadError, match="cannot be used"):
            person_key(tmp_path / "warehouse")
