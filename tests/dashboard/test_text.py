"""Every language has every text, and nothing is written that nobody reads."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import dashboard
from dashboard.entities import entities
from dashboard.lists import lists
from dashboard.pages.parts.frame import BELOW, IN_MENU
from dashboard.text import LANGUAGES, text, texts, written
from dashboard.theme.status import LOOKS
from data_contracts.codes import code_values
from data_contracts.contract import feeds
from data_contracts.text import Borrowed
from models.catalogue import load_indicators
from models.question import Units
from models.status import GROUP_OF, GROUPS, ChangeId, ReasonId, StatusId

# Keys of these parts are looked up by a member's name, not written out in the code.
BY_NAME = (
    "sign_in", "data_protection",
    "status", "dimension", "plural", "reference_date", "calendar", "rounding", "feed", "evidence", "rule", "units",
    "level", "value", "direction", "group", "rights", "nav", "definitions", "topic", "topic_says", "topic_section",
    "members", "map_area", "measured_in", "data_field", "since_means", "stage", "digest", "filter",
    "origin", "doubling", "status_between", "status_group", "reason", "would_change", "reference",
    "cohort_verdict", "goals_table", "noise", "change_line", "changed_why",
    "list", "list_says", "list_column", "measure_state", "agreement_state", "entity_section", "entity_unknown",
    "peer_size", "peer_size_says", "unknown_member", "plan_mark", "plan_key", "status_short",
)  # fmt: skip


BY_LIST = ("list", "list_says", "list_column", "entity_section")
KEYS = set[str]().union(*(written(language) for language in LANGUAGES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_text(language: str) -> None:
    assert sorted(KEYS - written(language).keys()) == []
    assert [key for key, listed in written(language).items() if not listed.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_text_takes_the_same_values_in_every_language(language: str) -> None:
    first, other = written(LANGUAGES[0]), written(language)
    assert [key for key in first.keys() & other if _placeholders(first[key]) != _placeholders(other[key])] == []


def test_a_text_that_a_language_lacks_is_borrowed_from_its_fallback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = {key: by_name for key, by_name in written("nn").items() if key != "nav.plan"}
    monkeypatch.setattr(dashboard.text, "written", lambda code: lacking if code == "nn" else written(code))
    texts.cache_clear()
    try:
        by_name = text("nav.plan", "nn")
        assert (by_name, isinstance(by_name, Borrowed) and by_name.language) == ("Planen", "nb")
    finally:
        texts.cache_clear()


def test_nynorsk_is_not_bokmaal_with_other_endings() -> None:
    """A few words that nynorsk never has."""
    wrong = re.compile(
        r"\b(ikke|bare|fra|hva|hvor|hvem|hvis|hvordan|noe|noen|ingen ting|enheter|enhetene|studenter|et|en|jeg|de|dem|"
        r"være|ble|vises|bedømt|bedømmes|telles|uke|uker|vei|ennå|selv|siden|også|flere|mer|sammen)\b"
    )
    assert {key: by_names for key, by_name in written("nn").items() if (by_names := wrong.findall(by_name))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_that_a_page_shows_has_words(language: str) -> None:
    indicators = load_indicators().values()
    terms = {f"status.{status}" for status in get_args(StatusId)}
    terms |= {f"status_group.{group}" for group in GROUPS} | {f"reason.{reason}" for reason in get_args(ReasonId)}
    terms |= {f"would_change.{change}" for change in get_args(ChangeId)}
    terms |= {f"dimension.{name}" for indicator in indicators for name in indicator.dimensions}
    terms |= {f"nav.{page}" for page in (*IN_MENU, *BELOW)}
    terms |= {f"reference_date.{name}" for indicator in indicators for name in indicator.reference_dates}
    terms |= {f"calendar.{indicator.calendar}" for indicator in indicators}
    terms |= {f"feed.{feed}" for feed in feeds()}
    terms |= {f"units.{units}" for units in get_args(Units)}
    terms |= {f"{kind}.{getattr(one, kind)}" for one in indicators for kind in ("value", "direction", "group", "noise")}
    terms |= {f"evidence.{indicator.evidence}" for indicator in indicators} | {"evidence.0"}
    assert terms <= texts(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_and_every_part_of_a_page_of_its_own_has_words(language: str) -> None:
    parts = [part for entity in entities().values() for part in entity.sections]
    columns = [column for each in lists() for column in each.columns]
    columns += [column for entity in entities().values() for column in entity.facts]
    terms = {f"{kind}.{each.id}" for each in lists() for kind in ("list", "list_says")}
    terms |= {f"entity_section.{part.id}" for part in parts} | {f"dimension.{kind}" for kind in entities()}
    terms |= {f"entity_unknown.{name}" for entity in entities().values() for name in entity.unknown}
    terms |= {f"measure_state.{code}" for code in code_values("measure_states")}
    known = texts(language).keys()
    assert terms <= known
    for column in columns:
        assert f"list_column.{column.id}" in known or f"dimension.{column.dimension or column.id}" in known, column.id


def test_no_word_for_a_list_is_left_over() -> None:
    used = {column.id for each in lists() for column in each.columns}
    used |= {column.id for entity in entities().values() for column in entity.facts}
    parts = {part.id for entity in entities().values() for part in entity.sections}
    named = {kind: {key.split(".")[1] for key in KEYS if key.startswith(f"{kind}.")} for kind in BY_LIST}
    assert named["list_column"] <= used
    assert named["list"] == named["list_says"] == {each.id for each in lists()}
    assert named["entity_section"] == parts


def test_every_text_is_used() -> None:
    root = Path(dashboard.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    unused = [key for key in sorted(KEYS) if key.split(".")[0] not in BY_NAME and f'"{key}"' not in source]
    assert unused == []


def test_every_status_has_a_look_and_a_group() -> None:
    assert LOOKS.keys() == GROUP_OF.keys() == set(get_args(StatusId))
    assert set(GROUP_OF.values()) == set(GROUPS)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match=re.escape("no.such")):
        text("no.such", "nb")


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
