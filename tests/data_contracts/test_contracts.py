"""The contracts as files: standard, complete, and saying what the feeds' description says."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import open_data_contract_standard
import pytest
import yaml

from data_contracts.codes import code_lists
from data_contracts.conditions import polars_condition
from data_contracts.contract import FEEDS, SUFFIX, feeds
from data_contracts.contract_parser import fingerprint, load_contract

KEYS = {
    "agreements": ("agreement_id",),
    "applications": ("application_id", "priority"),
    "attestations": ("goal_id", "unit_code", "attested_on"),
    "courses": ("course_code", "year"),
    "degree_applications": ("person_id", "programme_code", "year"),
    "doctorates": ("person_id", "kind"),
    "enrolments": ("person_id", "programme_code", "semester"),
    "erasmus_flows": ("record_id",),
    "eu_applications": ("proposal_id",),
    "eu_participations": ("project_id", "organisation_id"),
    "graduates": ("person_id", "programme_code", "graduated_on"),
    "institutions": ("listed_on", "erasmus_code", "pic"),
    "measures": ("measure_id",),
    "nominations": ("nomination_id",),
    "official_figures": (
        *("table_id", "institution_code", "unit_code", "direction", "programme_code", "semester", "student_category"),
        *("country", "agreement", "exchange_institution", "breakdown", "year_from", "year_to"),
    ),
    "partners": ("partner_id",),
    "programme_history": ("programme_code", "attribute", "valid_from"),
    "programmes": ("programme_code",),
    "publications": ("publication_id", "year", "unit_code"),
    "project_programmes": ("project_id", "programme_part", "is_main_part"),
    "project_topics": ("project_id", "topic"),
    "quality_assurances": ("agreement_id", "assured_on"),
    "publication_channels": ("kind", "channel_id", "year"),
    "research_organisations": ("ror_id",),
    "staff": ("year", "employee_id"),
    "staff_mobility": ("mobility_id",),
    "stays": ("stay_id",),
    "units": ("unit_code", "valid_from"),
    "unknown_organisations": ("record_id",),
    "work_counts": ("ror_id", "year", "is_international"),
    "works": ("work_id", "institution_id"),
}


@pytest.fixture(scope="module")
def standard() -> jsonschema.protocols.Validator:
    schema = files(open_data_contract_standard) / "schema.json"
    return jsonschema.Draft201909Validator(json.loads(schema.read_text(encoding="utf-8")))


def _file(feed: str) -> Any:
    return yaml.safe_load((FEEDS / f"{feed}{SUFFIX}").read_text(encoding="utf-8"))


def test_each_feed_has_its_contract_and_its_key() -> None:
    assert {feed: load_contract(feed).key for feed in feeds()} == KEYS


@pytest.mark.parametrize("feed", feeds())
def test_contract_is_valid_by_the_standards_own_schema(feed: str, standard: jsonschema.protocols.Validator) -> None:
    contract = _file(feed)

    assert contract["apiVersion"] == "v3.1.0"
    assert [error.message for error in standard.iter_errors(contract)] == []


@pytest.mark.parametrize("feed", feeds())
def test_every_column_and_rule_is_described_in_a_sentence(feed: str) -> None:
    contract = load_contract(feed)

    assert [item.name for item in (*contract.columns, *contract.rules) if not item.description.endswith(".")] == []


@pytest.mark.parametrize("feed", feeds())
def test_a_translation_of_a_rule_is_a_sentence_of_its_own(feed: str) -> None:
    contract = load_contract(feed)
    translated = [
        (one, text) for one in (*contract.rules, *contract.dataset_rules) for text in one.translations.values()
    ]
    assert [one.name for one, text in translated if not text.endswith(".") or text == one.description] == []


@pytest.mark.parametrize("feed", feeds())
def test_rule_names_are_unique_and_conditions_compile(feed: str) -> None:
    rules = load_contract(feed).rules

    assert len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        if rule.kind == "condition":
            polars_condition(rule.condition or "")


@pytest.mark.parametrize("feed", feeds())
def test_every_number_has_a_lowest_and_a_highest_so_that_no_slip_can_fill_a_sum(feed: str) -> None:
    """A birth year alone has none: its rule is the age it gives."""
    numbers = [column for column in load_contract(feed).columns if column.type in ("num", "int")]

    without = {column.name for column in numbers if column.minimum is None or column.maximum is None}
    assert without <= {"birth_year"}


@pytest.mark.parametrize("feed", feeds())
def test_relationships_lead_to_columns_that_exist_and_only_warn(feed: str) -> None:
    for rule in load_contract(feed).rules:
        if rule.kind in ("exists", "cross"):
            assert rule.severity == "warning"
        if rule.kind == "exists":
            other, _, column = (rule.refers_to or "").partition(".")
            assert load_contract(other).column(column)


def test_personal_columns_are_marked_and_only_those() -> None:
    marked = {(feed, c.name): c.privacy for feed in feeds() for c in load_contract(feed).columns if c.privacy}

    assert marked == {
        ("applications", "person_id"): "hash",
        ("attestations", "attested_by"): "hash",
        ("attestations", "second_attester"): "hash",
        ("degree_applications", "person_id"): "hash",
        ("doctorates", "person_id"): "hash",
        ("enrolments", "person_id"): "hash",
        ("enrolments", "birth_year"): "age_band",
        ("graduates", "person_id"): "hash",
        ("graduates", "birth_year"): "age_band",
        ("staff", "employee_id"): "hash",
        ("staff_mobility", "employee_id"): "hash",
        ("stays", "person_id"): "hash",
        ("stays", "birth_year"): "age_band",
    }


def test_code_lists_that_contracts_name_exist() -> None:
    named = {column.code_list for feed in feeds() for column in load_contract(feed).columns if column.code_list}

    assert named <= set(code_lists())


def test_fingerprints_differ_between_feeds_and_stay_the_same() -> None:
    prints = [fingerprint(feed) for feed in feeds()]

    assert len(set(prints)) == len(prints)
    assert [fingerprint(feed) for feed in feeds()] == prints
    assert all(len(item) == 64 for item in prints)
