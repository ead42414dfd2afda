"""A contract that cannot be used says where and what was expected."""

import pytest

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
      - name: nights
        description: Nights away.
        logicalType: integer
        logicalTypeOptions: {minimum: 0}
      - name: country
        description: Where to.
        logicalType: string
        quality:
          - {type: library, metric: invalidValues, arguments: {codeList: countries}, mustBe: 0, severity: error}
    quality:
      - name: visit_is_not_endless
        description: A visit ends.
        type: sql
        severity: error
        query: select count(*) from {object} where nights > 3650
        mustBe: 0
"""


def test_contract_becomes_columns_and_rules_in_order() -> None:
    contract = read_contract(CONTRACT, "visits")

    assert contract.version == "1.2.0"
    assert [(column.name, column.type, column.key) for column in contract.columns] == [
        ("visit_id", "id", True),
        ("nights", "int", False),
        ("country", "code", False),
    ]
    assert [(rule.name, rule.kind) for rule in contract.rules] == [
        ("visit_id_is_present", "present"),
        ("visit_id_is_written_in_full", "in_full"),
        ("nights_is_an_integer", "parses"),
        ("nights_is_in_range", "in_range"),
        ("country_is_in_list", "in_list"),
        ("visit_is_not_endless", "condition"),
        ("key_is_unique", "unique"),
    ]
    assert contract.rules[5].condition == "nights > 3650"


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("version: 1.2.0", "", "expected a version and one schema object whose name is visits"),
        ("- name: visits", "- name: journeys", "one schema object whose name is visits"),
        ("logicalType: integer", "logicalType: nights", "column 'nights': needs a description and a logicalType"),
        ("Where to.", "''", "column 'country': needs a description"),
        ("codeList: countries", "codeList: continents", "no code list 'continents'; known: actions, activities"),
        ("nights > 3650", "days > 3650", "rule 'visit_is_not_endless': unknown column days; known: country, nights"),
        ("where nights > 3650", "", "expected select count(*) from {object} where <what breaks it>"),
        ("from {object}", "from stays", "expected select count(*) from {object} where <what breaks it>"),
        ("nights > 3650", "nights >>> (", "rule 'visit_is_not_endless': is not SQL"),
        ("severity: error\n        query", "severity: fatal\n        query", "severity must be error or warning"),
        ("mustBe: 0\n", "mustBe: 1\n", "needs a name, a description, type sql and mustBe: 0"),
        ("name: visit_is_not_endless", "name: nights_is_in_range", "two rules are named 'nights_is_in_range'"),
        (
            "nights > 3650",
            "exists (select 1 from feeds.units as u where u.unit_code = visits.country)",
            "reads other feeds, so its severity must be warning",
        ),
        ("logicalType: integer", "logicalType: integer\n        customProperties: [{property: privacy, value: blur}]",
         "column 'nights': privacy must be hash or age_band or drop"),
        ("kind: DataContract", "kind: DataContract\nowner: me", "is not an Open Data Contract Standard file"),
        ("schema:", "schema: [", "is not an Open Data Contract Standard file"),
    ],
)  # fmt: skip
def test_unusable_contract_says_where_and_what_was_expected(written: str, instead: str, says: str) -> None:
    assert written in CONTRACT

    with pytest.raises(ContractError, match="visits") as raised:
        read_contract(CONTRACT.replace(written, instead), "visits")

    assert says in str(raised.value)


def test_unknown_feed_names_those_that_exist() -> None:
    with pytest.raises(ContractError, match=r"no feed 'visits'; known: agreements, applications, attestations"):
        load_contract("visits")


def test_an_event_is_a_column_that_says_when() -> None:
    named = "properties:\n      - name: visit_id"
    event = "customProperties: [{property: event, value: %s}]\n    " + named
    assert read_contract(CONTRACT.replace(named, event % "nights"), "visits").event == "nights"
    assert read_contract(CONTRACT, "visits").event is None
    with pytest.raises(ContractError, match=r"visits.*: event must name a column of dates.*not 'country'"):
        read_contract(CONTRACT.replace(named, event % "country"), "visits")
