"""A mistake in the configuration, a plan, a profile, an indicator or a contract is refused with file and line."""

from pathlib import Path

import pytest

from data_contracts.contract_parser import ContractError, read_contract
from data_contracts.profiles import ProfileError, read_profile
from data_contracts.yaml_text import line_of_field, line_of_text
from models.catalogue import INDICATORS, CatalogueError, load_indicators
from models.config import ConfigError, load_config
from models.plan import PlanError, load_plan
from models.toml_lines import line_of_setting
from tests.test_repository import ROOT

PLAN = ROOT / "tests" / "second_institution" / "plan.yaml"
TOML = """\
plan = "p.yaml"
[institution]
country = "ES"
infrastructures = [
  {id = "A"},
]
[settings.deadlines]   # month and day
outbound_autumn = "02-01"
[[local_targets]]
goal = "M1"
[[local_targets]]
goal = "M2"
[partner_countries]
"esade.edu" = "ES"
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("plan",), 1),
        (("institution", "country"), 3),
        (("institution", "short_name"), 2),  # missing: where it belongs
        (("institution", "infrastructures", 0, "unit_code"), 4),
        (("settings", "deadlines", "outbound_autumn"), 8),
        (("local_targets", 1, "goal"), 12),
        (("local_targets", 1, "value"), 11),
        (("partner_countries", "esade.edu"), 14),
        (("inbox",), None),
    ],
)
def test_the_line_of_a_setting(keys: tuple[str | int, ...], line: int | None) -> None:
    assert line_of_setting(TOML, keys) == line


def test_the_line_of_a_field() -> None:
    text = "a: 1\nb:\n  - c: 2\n  - d: [x, y]\n"
    assert [line_of_field(text, keys) for keys in (("a",), ("b", 1, "d"), ("b", 0, "z"), ("z",))] == [1, 4, 3, None]
    assert (line_of_text(text, "y"), line_of_text(text, "z")) == (4, None)


def test_a_mistake_in_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "utsyn.toml"
    path.write_text('[institution]\nname_en = "U"\nshort_name = "U"\ncountry = "Spain"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"utsyn\.toml: institution\.country: .* \(line 4\)$"):
        load_config(path)


def test_a_mistake_in_a_plan(tmp_path: Path) -> None:
    path, text = tmp_path / "plan.yaml", PLAN.read_text(encoding="utf-8")
    path.write_text(text.replace("rule: direction", "rule: guess"), encoding="utf-8")
    line = next(n for n, written in enumerate(text.splitlines(), 1) if "rule: direction" in written)
    with pytest.raises(PlanError, match=rf"plan\.yaml: goal M2: field rule: .* \(line {line}\)$"):
        load_plan(str(path))


def test_a_goal_that_leads_nowhere(tmp_path: Path) -> None:
    path, text = tmp_path / "plan.yaml", PLAN.read_text(encoding="utf-8")
    path.write_text(text.replace("rolls_up: [M1, M2, M3]", "rolls_up: [M1, M9]"), encoding="utf-8")
    line = next(n for n, written in enumerate(text.splitlines(), 1) if "id: M0" in written)
    with pytest.raises(PlanError, match=rf"goal M0: field rolls_up: M9: .* \(line {line}\)$"):
        load_plan(str(path))


def test_a_mistake_in_an_indicator(tmp_path: Path) -> None:
    text = (INDICATORS / "outgoing_stays.yaml").read_text(encoding="utf-8")
    (tmp_path / "outgoing_stays.yaml").write_text(text + "colour: red\n", encoding="utf-8")
    line = len(text.splitlines()) + 1
    with pytest.raises(CatalogueError, match=rf"outgoing_stays\.yaml: colour: .* \(line {line}\)"):
        _ = load_indicators(tmp_path)["outgoing_stays"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("    headings: {Alumno: person_id, Fin: date_too}", r"has no column date_too; .* \(line 4\)$"),
        ("    headings: {Alumno: person_id}\n    constants: {direction: outward}", r"no code outward; .* \(line 5\)$"),
        ("    headings: {Alumno: person_id}\n    sheet: [a]", r"feeds\.stays\.sheet: .* \(line 5\)"),
    ],
)
def test_a_mistake_in_a_profile(wrong: str, says: str) -> None:
    with pytest.raises(ProfileError, match=rf"^profile 'ours\.yaml': .*{says}"):
        read_profile(f"description: ours\nfeeds:\n  stays:\n{wrong}\n", "ours.yaml", "stays")


def test_a_mistake_in_a_contract() -> None:
    text = (ROOT / "data_contracts" / "feeds" / "units.odcs.yaml").read_text(encoding="utf-8")
    line = next(n for n, written in enumerate(text.splitlines(), 1) if "primaryKeyPosition: 1" in written)
    with pytest.raises(ContractError, match=rf"^units\.odcs\.yaml: .*primaryKeyPosition: .* \(line {line}\)"):
        read_contract(text.replace("primaryKeyPosition: 1", "primaryKeyPosition: first"), "units")
