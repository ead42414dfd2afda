"""`utsyn peers` on the Research Council's real list: what is compared, as people and as programs read it."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from models.config import DEFAULT_CONFIG, load_config
from pipelines.build import build
from pipelines.building import certifier_client
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.building import certifier

pytestmark = [pytest.mark.real_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose inbox has the list alone, built."""
    folder = tmp_path_factory.mktemp("peers")
    (folder / "utsyn.toml").write_text(DEFAULT_CONFIG.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "inbox" / "research_council_eu_grants").mkdir(parents=True)
    shutil.copy(
        shared_data / "research_council" / "bevilgningereu.csv", folder / "inbox" / "research_council_eu_grants"
    )
    config = load_config(folder / "utsyn.toml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certifier_client, "COMMAND", certifier())
        assert build(config, config.inbox, config.warehouse, lambda *_: None).published
    return folder


def test_the_table_has_places_distance_share_source_and_differences(home: Path, utsyn: Utsyn) -> None:
    sentence = utsyn("--config", str(home / "utsyn.toml"), "peers", "horizon_funding").out
    for words in (
        "Universitetet i Oslo",
        "176,6 mill. euro",
        "2/20",
        "27,3",
        "Forskningsrådets liste",
        "bevilgningereu",
    ):
        assert words in sentence


def test_csv_and_json_have_the_same_records(home: Path, utsyn: Utsyn) -> None:
    asked = ("--config", str(home / "utsyn.toml"), "peers", "horizon_projects", "--where", "role=coordinator")
    rows = list(csv.DictReader(io.StringIO(utsyn(*asked, "--format", "csv").out)))
    records = json.loads(utsyn(*asked, "--format", "json").out)
    assert [row["institution"] for row in rows] == [record["institution"] for record in records]
    assert {row["institution"]: int(float(row["value"])) for row in rows}["ntnu"] == 73
    assert [record["place"] for record in records] == [1, 2, 3, 4, 5, 6]


def test_the_whole_country_is_a_set_too(home: Path, utsyn: Utsyn) -> None:
    asked = ("--config", str(home / "utsyn.toml"), "peers", "horizon_funding", "--set", "country", "--format", "json")
    assert len(json.loads(utsyn(*asked).out)) == 20


def test_without_a_name_it_lists_what_can_be_compared_and_whether_it_is_loaded(home: Path, utsyn: Utsyn) -> None:
    rows = json.loads(utsyn("--config", str(home / "utsyn.toml"), "peers", "--format", "json").out)
    loaded = {row["indicator"]: row["loaded"] for row in rows}
    assert (loaded["horizon_funding"], loaded["exchange_balance"]) == ("yes", "no")


def test_what_cannot_be_compared_is_said(home: Path, utsyn: Utsyn) -> None:
    config = str(home / "utsyn.toml")
    assert "no public source that is loaded" in utsyn("--config", config, "peers", "exchange_balance").err
    assert "known: norway" in utsyn("--config", config, "peers", "horizon_funding", "--set", "mars").err
    assert (
        utsyn("--config", config, "peers", "--unmatched", "--format", "csv").out.strip()
        == "source,institution,name,size"
    )
