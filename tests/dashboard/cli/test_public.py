"""`utsyn public NAME` on the shared public files alone: figures equal counts made without us, for one changed name."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from models.config import PLAN_UNTIL_NAMED, load_config
from models.institutions import own_institution
from models.peers import compare, first_set
from models.question import Viewer
from models.store import OpenBuild, open_build
from pipelines.building import certifier_client
from pipelines.public import known_files, names_of
from pipelines.sources import SOURCES
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.building import certifier

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
NUMBERS = {"ntnu": "974767880", "uio": "971035854", "uib": "874789542", "uit": "970422528", "nmbu": "969159570",
           "oslomet": "997058925"}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())


@pytest.fixture(scope="module")
def listed(shared_data: Path) -> dict[str, tuple[float, int]]:
    """Organisation number → euros and projects in Horizon 2020, by the csv module alone."""
    euros: dict[str, float] = defaultdict(float)
    projects: dict[str, set[str]] = defaultdict(set)
    with (shared_data / "research_council" / "bevilgningereu.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            euros[row["Organisasjonsnummer"]] += float(row["Innvilget beløp organisasjon EUR"] or 0)
            projects[row["Organisasjonsnummer"]].add(row["Prosjektnr"])
    return {number: (euros[number], len(projects[number])) for number in euros}


@pytest.fixture(scope="module")
def files(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared files that are small; the register of channels takes its time and has no peers."""
    folder = tmp_path_factory.mktemp("public") / "files"
    for name in ("research_council", "dbh", "eche"):
        (folder / name).mkdir(parents=True)
        for path in (shared_data / name).iterdir():
            (folder / name / path.name).symlink_to(path.resolve())
    return folder


def built(folder: Path) -> OpenBuild:
    config = load_config(folder / "utsyn.toml")
    current = Warehouse(config.warehouse).current()
    assert current is not None
    return open_build(current.path, config)


@pytest.mark.parametrize(("name", "own"), [("NTNU", "ntnu"), ("UiB", "uib"), ("Universitetet i Oslo", "uio")])
def test_one_name_gives_the_institution_beside_five_peers(  # noqa: PLR0917  # its fixtures
    utsyn: Utsyn, files: Path, listed: dict[str, tuple[float, int]], tmp_path: Path, name: str, own: str
) -> None:
    ended = utsyn("public", name, "--folder", tmp_path / "p", "--files", files, "--no-open")
    assert ended.code == 0, ended.err
    build = built(tmp_path / "p")
    assert own_institution(build.config.institution) == own
    assert build.origin == "public"
    for indicator, measure in (("horizon_funding", 0), ("horizon_projects", 1)):
        comparison = compare(indicator, Viewer("public"), build, first_set(build))
        assert comparison is not None
        assert comparison.own == own
        shown = {one.institution: one.figure.value for one in comparison.standings if one.figure}
        assert shown == {key: pytest.approx(listed[number][measure], abs=0.05) for key, number in NUMBERS.items()}
        sizes = [listed[number][measure] for number in NUMBERS.values()]
        mine = listed[NUMBERS[own]][measure]
        assert comparison.own_standing.place == 1 + sum(size > mine for size in sizes)
    unjudged, waiting = (  # of the plan, or of the common goals
        ("A2, B3", "CORDIS would show: SG-C1") if own == "ntnu" else ("B1", "DBH, table 373 would show: C2")
    )
    assert f"no public source can judge: {unjudged}" in ended.out
    assert f"files of {waiting}" in ended.out
    assert "origin of the data: public" in ended.out
    assert utsyn("public", name, "--folder", tmp_path / "p", "--files", files, "--no-open").code == 0, "and again"


def test_another_institution_is_judged_by_common_goals_and_has_us_among_its_peers(
    utsyn: Utsyn, files: Path, tmp_path: Path
) -> None:
    utsyn("public", "UiB", "--folder", tmp_path / "p", "--files", files, "--no-open")
    config = load_config(tmp_path / "p" / "utsyn.toml")
    assert config.plan == PLAN_UNTIL_NAMED
    assert [one.id for one in config.peer_sets] == ["norway"]
    assert "ntnu" in config.peer_sets[0].institutions
    assert "uib" not in config.peer_sets[0].institutions


def test_a_name_that_nobody_has_and_a_folder_of_others_are_refused(utsyn: Utsyn, files: Path, tmp_path: Path) -> None:
    assert "no institution is called 'Fjordby'" in utsyn("public", "Fjordby", "--no-open").err
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "files of something else" in utsyn("public", "UiB", "--folder", tmp_path / "p", "--files", files).err
    assert "holds no public file" in utsyn("public", "UiB", "--folder", tmp_path / "q", "--files", tmp_path / "p").err
    assert "about another institution" in utsyn("public", "NTNU", "--folder", tmp_path / "q", "--files", files).err


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("Universitetet i Bergan", "Perhaps UiB (University of Bergen)."),
        ("Agder", "Perhaps UiA (University of Agder)."),
        ("NTUN", "Perhaps NTNU (Norwegian University of Science and Technology)."),
        ("xxx", "'xxx'. Known: NTNU, UiO,"),
    ],
)
def test_a_misspelt_name_gets_those_that_are_like_it(utsyn: Utsyn, written: str, suggested: str) -> None:
    assert suggested in utsyn("public", written, "--no-open").err


def test_files_that_are_not_there_begin_no_project(utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("public", "UiB", "--folder", tmp_path / "p", "--files", tmp_path / "none", "--no-open")
    assert "there is no such folder" in ended.err
    assert not (tmp_path / "p").exists()


def test_an_answer_that_does_not_say_whose_it_is_is_left_out(tmp_path: Path) -> None:
    """Else another institution's publications would count as the own."""
    row = {"Årstall": "2024", "Antall publikasjoner": 5}
    answers = {
        "table_373.json": [{"status": {}}, row],
        "table_123.json": [{"status": {}}, row | {"Institusjonskode": "1150"}],
    }
    for name, content in answers.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    left_out = {one.path.name: one.left_out is not None for one in known_files(tmp_path)}
    assert left_out == {"table_373.json": True, "table_123.json": False}
    (tmp_path / "request_373.json").write_text("{}", encoding="utf-8")
    assert not any(one.left_out for one in known_files(tmp_path))


def test_every_source_is_known_by_the_names_of_its_files() -> None:
    """Agreements of Erasmus Without Paper are an institution's own."""
    assert {*SOURCES} - {"ewp_iias"} == {source for source in SOURCES if names_of(source)}


def test_where_no_source_answers_the_files_of_the_inbox_count(
    utsyn: Utsyn, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    utsyn("public", "UiB", "--folder", tmp_path / "p", "--files", files, "--no-open")
    config = tmp_path / "p" / "utsyn.toml"
    sources = "\n".join(
        f'[sources.{name}]\nfiles = [{{url = "https://127.0.0.1:1/none.csv"}}]'
        for name in ("research_council_eu_grants", "cordis", "erasmus_ka1", "erasmus_results", "eche", "ror",
                     "channel_register", "dbh", "openalex")
    )  # fmt: skip
    config.write_text(config.read_text(encoding="utf-8") + sources + "\n", encoding="utf-8")
    monkeypatch.setattr("dashboard.cli.public.ATTEMPTS", 1)
    ended = utsyn("public", "UiB", "--folder", tmp_path / "p", "--no-open")
    assert ended.code == 0, ended.err
    assert "failed" in ended.out
    assert "does not answer, and is asked for no more files" in ended.out
    assert "not asked: UiB has no identifier for it" in ended.out, "NVA would answer for everybody"
    assert "published" in ended.out
    assert "UiB with EUR 98.9 m, no. 3 of 6" in ended.out.replace("\u00a0", " ")


def test_without_an_answer_and_without_files_it_says_where_to_put_some(
    utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.fetching.sources.load_sources", lambda *_: {})
    ended = utsyn("public", "UiB", "--folder", tmp_path / "p", "--no-open")
    assert ended.code == 2
    assert "no source answers" in ended.err
    assert "--files" in ended.err
