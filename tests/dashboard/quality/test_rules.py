"""What a rule says to a reader of each language."""

import pytest

from dashboard.pages.quality.counts import by_rule
from dashboard.pages.quality.rules import rule_says
from dashboard.text import LANGUAGES
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from tests.dashboard.quality.given import broken


@pytest.mark.parametrize(
    ("rule", "nb"),
    [
        ("country_is_in_list", "<code>country</code> er tom eller en kode i listen <code>countries</code>."),
        ("date_from_is_a_date", "<code>date_from</code> er tom eller en dato."),
        ("grant_eur_is_a_number", "<code>grant_eur</code> er tom eller et tall."),
        ("ects_recognised_is_in_range", "<code>ects_recognised</code> er tom eller fra 0 til 120."),
        ("grant_eur_is_in_range", "<code>grant_eur</code> er tom eller fra 0 til 100000."),
        ("key_is_unique", "Ingen to rader har samme <code>stay_id</code>."),
        ("unit_code_exists_in_units", "<code>unit_code</code> er tom eller finnes blant enheter."),
    ],
)
def test_a_general_rule_speaks_the_readers_language(rule: str, nb: str) -> None:
    assert rule_says(*by_rule([broken(rule, 1)]), "nb") == nb


def test_a_limit_is_written_as_the_reader_writes_numbers() -> None:
    [rule] = by_rule([broken("fte_is_in_range", 1, feed="staff")])
    assert (rule_says(rule, "nb"), rule_says(rule, "en")) == (
        "<code>fte</code> er tom eller fra 0 til 1,2.",
        "<code>fte</code> is empty or from 0 to 1.2.",
    )


def test_a_rule_of_its_own_is_told_in_the_contracts_words_of_the_language() -> None:
    [rule] = by_rule([broken("stay_ends_on_or_after_it_starts", 1)])
    assert rule_says(rule, "nb") == "Et opphold slutter på eller etter sin første dag."


def test_a_rule_that_no_contract_has_any_more_keeps_its_words_or_its_name_and_says_their_language() -> None:
    [listed] = by_rule([broken("no_such_rule", 1)])
    assert rule_says(listed, "nb") == '<span lang="en">In the contract&#x27;s words.</span>'
    [gone] = by_rule([broken("no_such_rule", 1, description="", feed="no_such_feed")])
    assert rule_says(gone, "en") == "<span>no_such_rule</span>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_every_contract_is_said_in_the_readers_language(language: str) -> None:
    for rule in (rule for feed in feeds() for rule in load_contract(feed).rules):
        [one] = by_rule([broken(rule.name, 1, feed=rule.feed, description=rule.description)])
        says = rule_says(one, language)
        assert says
        assert 'lang="en"' not in says
        assert "{" not in says or rule.kind == "matches"
