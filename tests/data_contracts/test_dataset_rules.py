"""Rules about a feed as a whole are stated in its contract and read with their limits."""

import pytest

from data_contracts.contract import DatasetRule, feeds
from data_contracts.contract_parser import ContractError, load_contract, read_contract

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: visits
version: 1.2.0
status: active
schema:
  - name: visits
    properties:
      - name: visit_id
        description: Number of the visit.
        logicalType: string
        required: true
        primaryKey: true
        primaryKeyPosition: 1
    quality:
      - name: row_count_holds
        description: The feed keeps its rows.
        type: custom
        engine: utsyn
        implementation: {kind: volume, limit: 62.5}
        unit: percent
        severity: error
"""
KINDS = {"volume", "loaded", "freshness", "key_duplicates", "schema"}


def test_rule_is_read_with_its_kind_limit_and_severity() -> None:
    contract = read_contract(CONTRACT, "visits")

    assert contract.dataset_rules == (
        DatasetRule("row_count_holds", "visits", "volume", 62.5, "error", "The feed keeps its rows."),
    )


def test_rule_of_the_dataset_is_no_rule_of_a_row() -> None:
    rules = [rule.name for rule in read_contract(CONTRACT, "visits").rules]
    assert rules == ["visit_id_is_present", "visit_id_is_written_in_full", "key_is_unique"]


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("kind: volume", "kind: size", "a kind (volume, loaded, freshness, key_duplicates, schema, cycle)"),
        ("engine: utsyn", "engine: soda", "engine: utsyn"),
        ("implementation: {kind: volume, limit: 62.5}", "implementation: volume", "an implementation of a kind"),
        ("description: The feed keeps its rows.", "description: ''", "needs a name, a description"),
        ("limit: 62.5", "limit: half", "needs a limit of 0 or more and unit: percent"),
        ("limit: 62.5", "limit: -1", "needs a limit of 0 or more"),
        ("limit: 62.5", "limit: true", "needs a limit of 0 or more"),
        ("unit: percent", "unit: rows", "unit: percent"),
        ("severity: error", "severity: fatal", "severity must be error or warning"),
        ("row_count_holds", "key_is_unique", "two rules are named 'key_is_unique'"),
        ("limit: 62.5", "limit: 1, column: visit_id", "a rule of the kind cycle, and no other, names a column"),
        ("volume, limit: 62.5}\n        unit: percent", "cycle, limit: 0}\n        unit: keys", "names a column"),
    ],
)
def test_unusable_rule_says_where_and_what_was_expected(written: str, instead: str, says: str) -> None:
    assert written in CONTRACT

    with pytest.raises(ContractError, match="visits") as raised:
        read_contract(CONTRACT.replace(written, instead), "visits")

    assert says in str(raised.value)


@pytest.mark.parametrize("feed", feeds())
def test_every_feed_is_watched_for_volume_freshness_repeated_keys_and_drift(feed: str) -> None:
    rules = {rule.kind: rule for rule in load_contract(feed).dataset_rules if rule.kind != "cycle"}

    assert set(rules) == KINDS
    assert rules["volume"].limit == 50
    assert rules["freshness"].severity == "warning"  # a rebuild without news is no fault
    assert rules["schema"].severity == "warning"  # a required column that is missing stops the reader itself
    assert all(rule.description.endswith(".") for rule in rules.values())


def test_units_lead_up_and_on_without_a_circle() -> None:
    rules = {rule.name: rule for rule in load_contract("units").dataset_rules if rule.kind == "cycle"}

    assert {name: rule.column for name, rule in rules.items()} == {
        "units_form_a_tree": "parent_code",
        "successors_come_to_an_end": "successor_code",
    }
    assert {rule.severity for rule in rules.values()} == {"error"}
