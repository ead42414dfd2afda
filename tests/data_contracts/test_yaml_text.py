"""How definition files are read."""

import pytest
import yaml

from data_contracts.yaml_text import parse_yaml


@pytest.mark.parametrize("code", ["NO", "no", "No", "ON", "off", "Y", "n", "yes"])
def test_a_word_that_yaml_once_took_for_a_boolean_is_text(code: str) -> None:
    assert parse_yaml(f"country: {code}") == {"country": code}
    assert parse_yaml(f"{code}: 1") == {code: 1}


def test_true_and_false_are_booleans() -> None:
    assert parse_yaml("a: true\nb: False\nc: TRUE") == {"a": True, "b": False, "c": True}


def test_a_key_written_twice_is_an_error_that_names_key_and_line() -> None:
    with pytest.raises(yaml.YAMLError, match=r"'a' is written twice[\s\S]*line 3"):
        parse_yaml("a: 1\nb: 2\na: 3")


def test_the_same_key_in_two_mappings_is_none() -> None:
    assert parse_yaml("a: {x: 1}\nb: {x: 1}") == {"a": {"x": 1}, "b": {"x": 1}}
