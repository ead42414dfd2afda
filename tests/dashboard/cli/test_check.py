"""`utsyn check` tells whether a file holds its contract before it is handed in."""

import json
from pathlib import Path

import pytest

from dashboard.cli import file_check
from data_contracts.conditions import ConditionError
from tests.dashboard.cli.conftest import Utsyn

HEADINGS = "partner_id,name,country,alliances\n"
GOOD = HEADINGS + "p1,TU Berlin,DE,enhance\np2,DTU,DK,n5t|enhance\n"
BAD = HEADINGS + "p1,TU Berlin,DE,\np1,TU Berlin,DE,\np1,TU B,DE,\np2,,DE,\np3,Aalto,Suomi,\n"


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    """A file in a folder named after its feed."""
    (tmp_path / "partners").mkdir()
    return tmp_path / "partners" / "2025.csv"


def test_a_good_file_holds_its_contract(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(GOOD)
    ended = utsyn("check", partners)
    assert (ended.code, ended.err) == (0, "")
    assert "holds its contract (partners): 2 rows, 2 accepted, 0 would be quarantined" in ended.out


def test_broken_rules_come_with_their_rows(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(BAD)
    ended = utsyn("check", partners, "--json")
    document = json.loads(ended.out)
    [file] = document["files"]
    assert (ended.code, document["holds"], file["holds"]) == (1, False, False)
    counts = [file[name] for name in ("rows", "rows_accepted", "rows_quarantined", "duplicates")]
    assert counts == [5, 1, 3, 1]
    broken = {rule["rule"]: (rule["severity"], rule["rows"], rule["examples"]) for rule in file["broken"]}
    assert broken == {
        "name_is_present": ("error", 1, [4]),
        "country_is_in_list": ("error", 1, [5]),
        "key_is_unique": ("error", 1, [3]),
    }


def test_a_warning_is_told_and_does_not_refuse(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text("partner_id,name,country,pic\np1,TU Berlin,DE,12\n")
    ended = utsyn("check", partners)
    assert ended.code == 0
    *_, rule, hint = ended.out.splitlines()
    assert rule.split()[:4] == ["pic_has_its_form", "warning", "1", "1"]
    assert hint == "  pic_has_its_form: '12' in 1 row; expected the form ^[0-9]{9}$"


def test_headings_tell_the_feed_where_the_folder_does_not(utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(GOOD)
    assert "(partners)" in utsyn("check", tmp_path / "export.csv").out


def test_the_feed_can_be_named(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(GOOD)
    ended = utsyn("check", partners, "--feed", "agreements")
    assert ended.code == 1
    assert "missing heading 'agreement_id'" in ended.out


def test_a_file_that_tells_nothing_asks_for_its_feed(utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("a,b\n1,2\n")
    ended = utsyn("check", tmp_path / "export.csv")
    assert ended.code == 1
    assert "Name it with --feed" in ended.out


def test_an_unknown_feed_is_wrong_use_and_the_nearest_is_named(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(GOOD)
    ended = utsyn("check", partners, "--feed", "parners")
    assert ended.code == 2
    assert "did you mean partners?" in ended.err


def test_a_folder_is_checked_file_by_file_and_one_bad_file_hides_no_other(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(GOOD)
    partners.with_name("2024.xlsx").write_bytes(b"no workbook")
    partners.with_name(".hidden").write_text("x")
    ended = utsyn("check", partners.parent.parent, "--json")
    files = json.loads(ended.out)["files"]
    assert ended.code == 1
    assert [(Path(file["path"]).name, file["holds"]) for file in files] == [("2024.xlsx", False), ("2025.csv", True)]


def test_nothing_of_a_checked_file_is_kept(utsyn: Utsyn, partners: Path) -> None:
    partners.write_text(GOOD)
    utsyn("check", partners)
    assert [path.name for path in partners.parent.parent.rglob("*")] == ["partners", "2025.csv"]


def test_a_rule_that_cannot_be_judged_is_no_fault_of_the_file(
    utsyn: Utsyn, partners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(*_: object) -> None:
        raise ConditionError("a condition may not use soundex: soundex(name)")

    partners.write_text(GOOD)
    monkeypatch.setattr(file_check, "split", unusable)
    ended = utsyn("check", partners)
    assert ended.code == 2
    assert "2025.csv: a rule of its contract cannot be judged: a condition may not use soundex" in ended.err
