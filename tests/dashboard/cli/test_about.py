"""`utsyn about`: what it prints of a real, small build."""

import json

import pytest

from dashboard.cli import figure_options
from models.store import OpenBuild
from tests.dashboard.cli.conftest import Utsyn
from tests.models.given import given, stay

ASKED = ("about", "outgoing_stays", "--years", "2024")


@pytest.fixture(scope="module")
def build() -> OpenBuild:
    """12 stays, 2 of them going on."""
    return given(stays=[stay(status="ongoing" if number < 2 else "completed") for number in range(12)])


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch, build: OpenBuild) -> None:
    monkeypatch.setattr(figure_options, "published", lambda *_: build)


def test_it_tells_the_definition_the_bridge_the_files_and_the_sql(utsyn: Utsyn) -> None:
    out = utsyn(*ASKED, "--language", "en").out
    parts = [
        "Outgoing stays\nCounted stays abroad",
        "12 = sum(counted)",
        "From our figure to that of DBH",
        "Ended stays only",
        "As DBH counts",
        "stays/given.csv",
        "As SQL\nSELECT",
        "How facts.stays is made\n",
    ]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)


def test_without_a_language_it_is_the_first_one_configured(utsyn: Utsyn) -> None:
    assert "Slik DBH teller" in utsyn(*ASKED).out


def test_json_holds_both_languages_and_numbers(utsyn: Utsyn) -> None:
    document = json.loads(utsyn(*ASKED, "--format", "json").out)
    assert document["definition"].keys() == {"nb", "en"}
    assert document["figure"]["value"] == 12
    bridge = document["bridge"]
    assert bridge["ours"] + sum(step["change"] for step in bridge["steps"]) == bridge["counted"] == 10
    assert document["sources"][0].keys() >= {"path", "sha256", "modified_on"}
    assert document["quarantined"] == []


def test_what_a_viewer_may_not_see_is_null(utsyn: Utsyn) -> None:
    asked = (*ASKED, "--where", "faculty=63", "--as", "viewer", "--format", "json")
    bridge = json.loads(utsyn(*asked).out)["bridge"]
    assert (bridge["steps"][-1]["id"], bridge["steps"][-1]["change"], bridge["counted"]) == ("ended", None, None)


def test_an_indicator_without_a_bridge_has_none(utsyn: Utsyn) -> None:
    assert json.loads(utsyn("about", "outbound_share", "--format", "json").out)["bridge"] is None


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--years", "24"), "write FROM:TO"),
        (("--dated-by", "noon"), "unknown reference date"),
        (("--language", "fr"), "known: nb, nn, en"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(utsyn: Utsyn, option: tuple[str, str], says: str) -> None:
    ended = utsyn("about", "outgoing_stays", *option)
    assert ended.code == 2
    assert says in ended.err
