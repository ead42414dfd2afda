"""A frozen build answers to the digit as it did, whatever has become of definitions, plan and settings since."""

import json
from pathlib import Path

import pytest

from models.config import load_config
from models.definitions import DefinitionsMissingError, keep_definitions, kept_definitions, shipped
from models.status.stored_scorecard import RULES_VERSION
from tests.dashboard.cli.conftest import Ended, Utsyn, utsyn

__all__ = ["utsyn"]
FROZEN = Path(__file__).parent / "frozen"
THEN = json.loads((FROZEN / "answers.json").read_text(encoding="utf-8"))
NAME = "report-2024"


def asked(utsyn: Utsyn, *arguments: str) -> Ended:
    ended = utsyn(*arguments, "--build", NAME, "--warehouse", FROZEN, "--format", "json")
    assert ended.code == 0, ended.err
    return ended


@pytest.mark.parametrize("question", THEN["ask"], ids=lambda question: " ".join(question["arguments"][2:]))
def test_a_question_is_answered_as_then(utsyn: Utsyn, question: dict[str, object]) -> None:
    arguments = question["arguments"]
    assert isinstance(arguments, list)
    rows, then = json.loads(asked(utsyn, *arguments).out)["rows"], question["rows"]
    assert isinstance(then, list)
    # a row may say more today than then
    assert [{name: row[name] for name in was} for row, was in zip(rows, then, strict=True)] == then


def test_every_indicator_of_it_is_asked() -> None:
    kept = {path.stem for path in FROZEN.glob("builds/*/definitions/indicators/*.yaml")}
    assert kept == {question["arguments"][1] for question in THEN["ask"]}


def test_the_goal_has_the_figures_of_then_and_the_rules_of_today_as_the_build_kept_no_scorecard(utsyn: Utsyn) -> None:
    [row], [then] = json.loads(asked(utsyn, "status").out)["rows"], THEN["status"]
    figures = ("goal", "indicator", "value", "baseline", "target", "evidence", "data_until")
    assert {name: row[name] for name in figures} == {name: then[name] for name in figures}
    # the target's year is over: what was behind its pace then is not reached by the rules of today
    assert (then["status"], row["status"], row["rules"]) == ("behind_pace", "not_reached", RULES_VERSION)


def test_what_is_defined_today_is_unknown_to_it(utsyn: Utsyn) -> None:
    ended = utsyn("ask", "outgoing_stays", "--build", NAME, "--warehouse", FROZEN)
    assert ended.code == 2
    assert "unknown indicator 'outgoing_stays'" in ended.err


def test_an_unknown_name_is_told_with_the_known_ones(utsyn: Utsyn) -> None:
    ended = utsyn("ask", "outbound_share", "--build", "report-2023", "--warehouse", FROZEN)
    assert ended.code == 2
    assert f"there is no build 'report-2023' in {FROZEN}; known: {NAME}" in ended.err


class TestKeeping:
    def test_what_is_kept_is_what_was_shipped(self, tmp_path: Path) -> None:
        config = load_config()
        keep_definitions(tmp_path, config)
        kept, now = kept_definitions(tmp_path, config), shipped(config)
        assert kept.plan == now.plan
        assert {name: one.model_dump() for name, one in kept.indicators.items()} == {
            name: one.model_dump() for name, one in now.indicators.items()
        }
        assert {one.requires for one in kept.indicators.values()} == {one.requires for one in now.indicators.values()}
        assert (kept.config.settings, kept.config.institution) == (config.settings, config.institution)

    def test_contracts_and_statements_are_kept_to_be_read(self, tmp_path: Path) -> None:
        keep_definitions(tmp_path, load_config())
        names = {path.relative_to(tmp_path / "definitions").as_posix() for path in tmp_path.rglob("*.*")}
        assert {"contracts/stays.odcs.yaml", "facts/stays.sql", "dims/unit_on.sql", "plan.yaml"} <= names

    def test_an_older_build_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(DefinitionsMissingError, match="build again and freeze"):
            kept_definitions(tmp_path, load_config())
