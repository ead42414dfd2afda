"""What can be handed in is listed, shown column by column, and given as a workbook that `check` accepts."""

import json
from pathlib import Path

import fastexcel
import pytest

from dashboard.cli.feed_template import example
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from tests.dashboard.cli.conftest import Utsyn


def test_every_feed_is_listed_with_what_must_be_there(utsyn: Utsyn) -> None:
    listed = json.loads(utsyn("feeds", "--json").out)
    assert [it["feed"] for it in listed] == list(feeds())
    [units] = [it for it in listed if it["feed"] == "units"]
    assert "unit_code" in units["required"]


def test_a_feed_is_shown_with_forms_examples_and_codes(utsyn: Utsyn) -> None:
    out = utsyn("feeds", "show", "stays").out
    assert "a code of directions" in out
    assert "direction, codes of directions: out, in" in out
    columns = json.loads(utsyn("feeds", "show", "stays", "--json").out)["columns"]
    assert [it["column"] for it in columns] == [column.name for column in load_contract("stays").columns]


def test_an_unknown_feed_is_wrong_use_and_the_nearest_is_named(utsyn: Utsyn) -> None:
    ended = utsyn("feeds", "show", "stay")
    assert ended.code == 2
    assert "did you mean stays?" in ended.err


def test_a_template_has_the_headings_and_is_read_as_the_feed(utsyn: Utsyn, tmp_path: Path) -> None:
    path = tmp_path / "stays.xlsx"
    assert utsyn("feeds", "template", "stays", "--out", str(path)).code == 0
    book = fastexcel.read_excel(path)
    headings = book.load_sheet("stays", header_row=None, dtypes="string").to_polars().row(0)
    assert list(headings) == [column.name for column in load_contract("stays").columns]
    checked = json.loads(utsyn("check", str(path), "--feed", "stays", "--json").out)
    assert checked["files"][0]["rows"] == 0
    assert utsyn("feeds", "template", "stays", "--out", str(path)).code == 2


@pytest.mark.parametrize("feed", feeds())
def test_an_example_is_one_that_the_column_takes(feed: str) -> None:
    for column in load_contract(feed).columns:
        value = example(column)
        assert not column.codes or value in column.codes
        if value and column.type in ("int", "num"):
            assert (column.minimum or 0) <= float(value) <= (column.maximum or float(value))


def test_indicators_are_found_by_words_and_feed(utsyn: Utsyn, tmp_path: Path) -> None:
    document = json.loads(utsyn("indicators", "outgoing", "stays", "--json", "--warehouse", str(tmp_path)).out)
    [stays] = [it for it in document if it["indicator"] == "outgoing_stays"]
    assert "country" in stays["by"]
    assert stays["requires"] == stays["missing"] == ["stays"]
    agreements = json.loads(utsyn("indicators", "--feed", "agreements", "--json", "--warehouse", str(tmp_path)).out)
    assert agreements
    assert all("agreements" in it["requires"] for it in agreements)


def test_check_says_what_was_found_and_writes_what_it_rejects(utsyn: Utsyn, tmp_path: Path) -> None:
    path, rejected = tmp_path / "p.csv", tmp_path / "rejected.csv"
    path.write_text("partner_id,name,country\nP1,A,Tyskland\nP2,B,DK\nP3,=C,Tyskland\n", encoding="utf-8")
    ended = utsyn("check", str(path), "--feed", "partners", "--rejected", str(rejected))
    assert ended.code == 1
    assert (
        "country_is_in_list: 'Tyskland' in 2 rows (nearest is DE); expected a code of the list countries" in ended.out
    )
    rows = rejected.read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[2:7] for row in rows[1:]] == [
        ["1", "country_is_in_list", "P1", "A", "Tyskland"],
        ["3", "country_is_in_list", "P3", "'=C", "Tyskland"],
    ]


def test_no_cell_of_a_person_is_in_what_check_writes(utsyn: Utsyn, tmp_path: Path) -> None:
    path, rejected = tmp_path / "s.csv", tmp_path / "rejected.csv"
    path.write_text(
        "stay_id,person_id,direction,scheme,activity,country,unit_code,degree_level,date_from,date_to,status\n"
        "S1,SECRET1,up,erasmus_plus,study,DE,630000,master,2025-01-10,2025-06-10,completed\n"
        "S2,2E+16,out,erasmus_plus,study,DE,630000,master,2025-01-10,2025-06-10,completed\n",
        encoding="utf-8",
    )
    ended = utsyn("check", str(path), "--feed", "stays", "--rejected", str(rejected))
    for text in (ended.out, rejected.read_text(encoding="utf-8-sig")):
        assert "SECRET1" not in text
        assert "2E+16" not in text
