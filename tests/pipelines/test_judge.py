"""Judging rows depends on nothing but the rows, their contract and the key: no file, no folder, no thread."""

from data_contracts.contract_parser import load_contract
from data_contracts.profiles import canonical
from pipelines.staging.canonical_rows import Prepared
from pipelines.staging.judge import judge_rows
from pipelines.staging.pipelined import pipelined
from tests.data_contracts.given import frame, row

STAYS = load_contract("stays")


def prepared(*rows: dict[str, str | None]) -> Prepared:
    return Prepared(frame("stays", *rows).with_row_index("source_row", 1), canonical("stays"), {})


def test_rows_are_accepted_or_quarantined_with_the_rules_they_break() -> None:
    good = row("stays", person_id="P1", date_from="2025-01-10", date_to="2025-05-10")
    backwards = row("stays", person_id="P2", date_from="2025-05-10", date_to="2025-01-10")
    part = judge_rows(prepared(good, backwards), STAYS, b"key")
    assert (part.profile, part.rows_read) == ("canonical", 2)
    assert part.accepted["source_row"].to_list() == [1]
    assert part.quarantined["source_row"].to_list() == [2]
    assert list(part.broken.values()) == [1]


def test_one_key_gives_one_person_one_hash_and_another_key_another() -> None:
    twice = prepared(row("stays", stay_id="S1", person_id="P1"), row("stays", stay_id="S2", person_id="P1"))
    with_key, with_other = judge_rows(twice, STAYS, b"key").accepted, judge_rows(twice, STAYS, b"other").accepted
    assert with_key["person_id"].n_unique() == 1
    assert "P1" not in with_key["person_id"].to_list()
    assert with_key["person_id"][0] != with_other["person_id"][0]
    assert with_key.columns == with_other.columns


def test_what_is_worked_on_ahead_comes_in_the_order_of_the_stream() -> None:
    assert list(pipelined(range(5), lambda number: number * number)) == [0, 1, 4, 9, 16]
    assert list(pipelined([], str)) == []
