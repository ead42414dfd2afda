"""`utsyn profile suggest`: from an export with headings of its own to rows that all load."""

import io
import sys
from pathlib import Path

import pytest
import yaml

from data_contracts.profiles import ProfileError, load_profile
from models.config import DEFAULT_CONFIG, load_config
from pipelines.build import build
from pipelines.building import certifier_client
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.building import certifier

EXPORT = """\
OPPHOLDS_NR;Løpenr person;Retning:;Utvekslings-program;Aktivitet;Land;Stedkode;Gradsnivaa;DatoFra;DatoTil;Status;\
Virtuelt;Studiepoeng_planlagt;Kjønn;Etternavn;Merknad fra saksbehandler
1;P1;UT;Erasmus+;Studier;Tyskland;631000;Mastergrad;15.08.2024 00:00;20.12.2024 00:00;Gjennomført;N;30,5;K;Berg;hei
2;P2;Ut;Bilateral avtale;Studier;FRANKRIKE;631000;Bachelorgrad;15.08.2024 00:00;20.12.2024 00:00;Gjennomført;J;30;M;Li;
3;P3;Inn;Nordplus;Studier;EL;631000;Mastergrad;15.01.2025 00:00;20.05.2025 00:00;Gjennomført;N;27,5;M;Vik;
"""


class Terminal(io.StringIO):
    """A keyboard with someone at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "inbox" / "stays" / "export.csv"
    path.parent.mkdir(parents=True)
    path.write_text(EXPORT, encoding="utf-8")
    return path


def configured(folder: Path) -> Path:
    """A configuration that reads stays through `ours.yaml` beside it."""
    path = folder / "utsyn.toml"
    text = DEFAULT_CONFIG.read_text(encoding="utf-8")
    path.write_text(text.replace("[profiles]", '[profiles]\nstays = "ours.yaml"\n#'), encoding="utf-8")
    return path


def reviewed(path: Path, answers: dict[str, str | None]) -> None:
    """Answer each question in the file as a person would: to a column, or (None) to be left unread."""
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    part = profile["feeds"]["stays"]
    assert set(part.pop("questions")) == set(answers)
    part["headings"] |= {heading: column for heading, column in answers.items() if column}
    part["ignore"] += [heading for heading, column in answers.items() if column is None]
    path.write_text(yaml.safe_dump(profile, allow_unicode=True), encoding="utf-8")


@pytest.mark.slow
def test_suggested_reviewed_checked_and_built_every_row_loads(
    utsyn: Utsyn, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, config = tmp_path / "ours.yaml", configured(tmp_path)

    suggested = utsyn("profile", "suggest", export, "--feed", "stays", "--out", ours)

    assert (suggested.code, suggested.out) == (1, "")
    assert "12 headings mapped, 1 left unread, 3 questions open" in suggested.err
    assert "nothing is mapped to stay_id" in suggested.err
    refused = utsyn("--config", config, "check", export)
    assert refused.code == 1
    assert "profile 'ours.yaml': questions about stays are open (OPPHOLDS_NR: stay_id (95" in refused.out

    reviewed(ours, {"OPPHOLDS_NR": "stay_id", "Løpenr person": "person_id", "Merknad fra saksbehandler": None})
    assert "3 rows, 3 accepted" in utsyn("--config", config, "check", export).out
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    report = build(load_config(config), tmp_path / "inbox", tmp_path / "warehouse", lambda *_: None)
    [file] = report.files
    assert (file.profile, file.rows_read, file.rows_loaded) == ("ours.yaml", 3, 3)


def test_at_a_terminal_what_is_in_doubt_is_asked(
    utsyn: Utsyn, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours.yaml"
    monkeypatch.setattr(sys, "stdin", Terminal("stay_id\ncountry\nperson_id\n-\n"))

    ended = utsyn("profile", "suggest", export, "--feed", "stays", "--out", ours)

    assert ended.code == 0, ended.err
    assert "'country' is not a free column" in ended.err
    profile = load_profile(str(ours), "stays")
    assert profile.headings["Gradsnivaa"] == "degree_level"
    assert profile.values["degree_level"]["Mastergrad"] == "master"
    assert "Merknad fra saksbehandler" in profile.ignored


def test_at_a_terminal_values_that_nobody_knows_are_asked_for(
    utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of units, and codes by other names; what is not answered stays a remark."""
    export, ours = tmp_path / "degrees.csv", tmp_path / "ours.yaml"
    export.write_text(
        "person_id,programme_code,unit_code,degree_level,graduated_on,campus\n"
        "P1,B1,Fakultet for Realfag,bachelor,2025-06-01,Dragvoll\n"
        "P2,B1,631000,siv.ark. (gammel),2025-06-01,trondheim\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "stdin", Terminal("unit_code\ndegree_level\ncampus\nRealfag\n640000\n\ntrondheim\n"))

    ended = utsyn("profile", "suggest", export, "--feed", "graduates", "--out", ours)

    assert "'Realfag' is not a code of unit_code" in ended.err, ended.err
    values = load_profile(str(ours), "graduates").values
    assert values["unit_code"] == {"Fakultet for Realfag": "640000"}
    assert values["campus"]["Dragvoll"] == "trondheim"
    assert "siv.ark. (gammel)" in ours.read_text(encoding="utf-8")


def test_no_answer_leaves_the_question_in_the_file(
    utsyn: Utsyn, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\n" * 9))
    utsyn("profile", "suggest", export, "--feed", "stays", "--out", tmp_path / "ours.yaml")

    with pytest.raises(ProfileError, match="questions about stays are open"):
        load_profile(str(tmp_path / "ours.yaml"), "stays")


def test_a_profile_without_a_file_is_printed_and_holds_no_cell_but_codes(utsyn: Utsyn, export: Path) -> None:
    ended = utsyn("profile", "suggest", export, "--feed", "stays")

    assert set(yaml.safe_load(ended.out)["feeds"]["stays"]) == {"headings", "ignore", "values", "questions"}
    assert not any(personal in ended.out + ended.err for personal in ("Berg", "P1", "hei"))


def test_a_review_is_not_written_over(utsyn: Utsyn, export: Path, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("reviewed")

    ended = utsyn("profile", "suggest", export, "--feed", "stays", "--out", tmp_path / "ours.yaml")

    assert (ended.code, (tmp_path / "ours.yaml").read_text()) == (2, "reviewed")
    assert "is there already" in ended.err


def test_wrong_use_is_told(utsyn: Utsyn, export: Path, tmp_path: Path) -> None:
    assert "did you mean stays?" in utsyn("profile", "suggest", export, "--feed", "stay").err
    named = utsyn("profile", "suggest", export, "--feed", "stays", "--out", tmp_path / "ours.yml.txt")
    assert "ends in .yaml" in named.err


def test_headings_with_any_sign_give_a_file_that_can_be_read(utsyn: Utsyn, tmp_path: Path) -> None:
    export = tmp_path / "odd.csv"
    export.write_text('"Land: #1 {x}";"Sta\u200btus\u0085";"\'a\\b";"NO"\nDE;x;y;z\n', encoding="utf-8")

    ended = utsyn("profile", "suggest", export, "--feed", "stays")

    assert len(yaml.safe_load(ended.out)["feeds"]["stays"]["questions"]) >= 2


def test_help_tells_how_and_shows_an_example(utsyn: Utsyn) -> None:
    assert "utsyn profile suggest export.xlsx" in utsyn("profile", "suggest", "--help").out.split("Examples")[1]
    assert "suggest" in utsyn("profile").out + utsyn("profile").err
