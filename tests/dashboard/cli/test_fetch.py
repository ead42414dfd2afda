"""`utsyn fetch` brings public files into the inbox and says what became of each."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.config import DEFAULT_CONFIG
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.fetching.conftest import CSV
from tests.pipelines.fetching.server import Server, answers, gives_ranges, serving

HEADINGS = ["source", "file", "last", "fetched", "licence", "address"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serving() as site:
        yield site


@pytest.fixture
def config(tmp_path: Path, server: Server) -> Path:
    """A configuration in which the Research Council's list is on this machine."""
    path = tmp_path / "utsyn.toml"
    own = f'\n[sources.research_council_eu_grants]\nfiles = [{{url = "{server.url}/grants.csv"}}]\n'
    path.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8") + own, encoding="utf-8")
    return path


def test_a_fetched_file_is_told_with_size_and_checksum(utsyn: Utsyn, config: Path, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    ended = utsyn("--config", config, "fetch", "research_council_eu_grants")
    digest = hashlib.sha256(CSV).hexdigest()
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"research_council_eu_grants/grants.csv: fetched, 0.0 MB, sha256 {digest}\n"
    assert (config.parent / "inbox" / "research_council_eu_grants" / "grants.csv").read_bytes() == CSV


def test_an_unchanged_file_ends_well_and_says_so(utsyn: Utsyn, config: Path, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    utsyn("--config", config, "fetch", "research_council_eu_grants")
    ended = utsyn("--config", config, "fetch", "research_council_eu_grants")
    assert ended.code == 0
    assert "grants.csv: unchanged since it was fetched on 20" in ended.out


def test_what_cannot_be_fetched_ends_with_1_and_says_where_to_look(utsyn: Utsyn, config: Path, server: Server) -> None:
    server.replies = [answers(404)]
    ended = utsyn("--config", config, "fetch", "research_council_eu_grants", "--inbox", config.parent / "in")
    assert (ended.code, ended.out) == (1, "")
    assert "the server answers 404 Not Found" in ended.err
    assert "https://github.com/Forskningsradet/open-data" in ended.err
    assert "[sources.research_council_eu_grants]" in ended.err


def test_the_list_shows_where_files_are_and_when_they_were_fetched(utsyn: Utsyn, config: Path, server: Server) -> None:
    server.replies = [gives_ranges(CSV, '"1"')]
    utsyn("--config", config, "fetch", "research_council_eu_grants")
    ended = utsyn("--config", config, "fetch", "--list")
    lines = [line.split() for line in ended.out.splitlines()]
    assert (ended.code, lines[0]) == (0, HEADINGS)
    [grants] = [line for line in lines if line and line[0] == "research_council_eu_grants"]
    assert (grants[1], grants[2][:2], grants[3:]) == ("grants.csv", "20", ["NLOD", f"{server.url}/grants.csv"])
    assert [line[2] for line in lines if line and line[0] == "cordis"] == ["never", "never"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [((), "name a source: research_council_eu_grants, cordis"), (("cordsi",), "did you mean cordis?")],
)
def test_a_wrong_call_ends_with_2(utsyn: Utsyn, config: Path, arguments: tuple[str, ...], says: str) -> None:
    ended = utsyn("--config", config, "fetch", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_a_wrong_definition_ends_with_2(utsyn: Utsyn, config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + "\n[sources.cordis]\nlimit_mb = 0\n", encoding="utf-8")
    ended = utsyn("--config", config, "fetch", "--list")
    assert (ended.code, "sources.cordis.limit_mb" in ended.err) == (2, True)


def test_an_inbox_that_may_not_be_written_ends_with_2(utsyn: Utsyn, config: Path) -> None:
    (config.parent / "inbox").write_text("a file in the way")
    ended = utsyn("--config", config, "fetch", "research_council_eu_grants")
    assert ended.code == 2
    assert str(config.parent / "inbox") in ended.err


def test_the_list_of_sources_is_given_as_json_too(utsyn: Utsyn, config: Path) -> None:
    listed = json.loads(utsyn("--config", config, "fetch", "--list", "--format", "json").out)
    [own] = [one for one in listed if one["source"] == "research_council_eu_grants"]
    assert (own["last_fetched"], own["address"].rpartition("/")[2]) == ("never", "grants.csv")
