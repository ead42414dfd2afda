"""Rules about the home country and the campuses are those of the institution that is configured."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data_contracts.codes import CodeListError, code_table
from data_contracts.contract_parser import ContractError, fingerprint, load_contract
from data_contracts.local import LocalSettings, using
from data_contracts.validate import split
from models.asking import ask
from models.config import Config, ConfigError, load_config
from models.question import Question, Viewer
from models.store import open_build
from pipelines.build import build
from pipelines.building.report import BuildReport
from pipelines.warehouse import Warehouse
from tests.data_contracts.given import frame, row

pytestmark = pytest.mark.slow

STAYS = """\
stay_id,person_id,direction,scheme,activity,country,unit_code,degree_level,date_from,date_to,status
S1,P1,out,erasmus_plus,study,NO,630000,master,2024-01-10,2024-06-10,completed
S2,P2,out,erasmus_plus,study,NO,630000,master,2024-01-10,2024-06-10,completed
S3,P3,out,other,study,ES,630000,master,2024-01-10,2024-06-10,completed
"""
GRADUATES = """\
person_id,programme_code,degree_level,unit_code,campus,graduated_on
P1,X,master,630000,zaragoza,2025-06-15
P2,X,master,630000,huesca,2025-06-15
P3,X,master,630000,trondheim,2025-06-15
"""
CAMPUSES = "code,name_nb,name_en\nzaragoza,Zaragoza,Zaragoza\nhuesca,Huesca,Huesca\n"


@pytest.mark.parametrize(
    ("feed", "rule", "cells"),
    [
        ("stays", "stay_is_not_in_home_country", {"direction": "out"}),
        ("staff_mobility", "stay_is_not_in_home_country", {"direction": "out"}),
        ("applications", "application_is_not_for_home_country", {}),
    ],
)
@pytest.mark.parametrize(("home", "abroad"), [("ES", "NO"), ("NO", "ES"), ("SE", "FI")])
def test_only_the_configured_country_is_home(
    feed: str, rule: str, cells: dict[str, str], home: str, abroad: str
) -> None:
    with using(LocalSettings(home)):
        contract = load_contract(feed)
        assert rule in split(frame(feed, row(feed, country=home, **cells)), contract).broken
        assert rule not in split(frame(feed, row(feed, country=abroad, **cells)), contract).broken


def test_another_home_country_stages_files_anew() -> None:
    before = fingerprint("stays")
    with using(LocalSettings("ES")):
        assert fingerprint("stays") != before


def test_stays_of_spanish_students_in_norway_count(
    tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    config = configured("ES")
    report = built(config, {"stays/a.csv": STAYS})
    assert report.published, report.reasons
    path = Warehouse(tmp_path / "wh").current()
    assert path
    answer = ask(Question("outgoing_stays", ("year", "country")), Viewer(), open_build(path.path, config))
    assert [(row.key["year"], row.key["country"], row.value) for row in answer.rows] == [(2024, "NO", 2)]


def test_campuses_are_the_institutions_own(
    tmp_path: Path, configured: Callable[..., Config], built: Callable[..., BuildReport]
) -> None:
    (tmp_path / "campuses.csv").write_text(CAMPUSES, encoding="utf-8")
    config = configured(after='[code_lists]\ncampuses = "campuses.csv"\n')
    report = built(config, {"graduates/a.csv": GRADUATES})
    assert report.published, report.reasons
    [graduates] = [file for file in report.files if file.feed == "graduates"]
    assert (graduates.rows_loaded, graduates.rows_quarantined) == (2, 1)


def test_a_changed_list_of_campuses_stages_files_anew() -> None:
    marks = []
    for text in (CAMPUSES, CAMPUSES + "teruel,Teruel,Teruel\n"):
        with using(LocalSettings("ES", (("campuses", text),))):
            marks.append(fingerprint("graduates"))
    assert marks[0] != marks[1]


@pytest.mark.parametrize(
    "text",
    [
        "campus\nzaragoza\n",
        "code,name_nb,name_en\n",
        "code,name_nb,name_en\nzaragoza,,\n",
        "code,name_nb\nzaragoza,Zaragoza\n",
    ],
)
def test_a_list_that_names_no_campuses_is_refused(text: str) -> None:
    says = "campuses: needs the headings code, name_en and a value"
    with using(LocalSettings("ES", (("campuses", text),))), pytest.raises(ContractError, match=says):
        load_contract("graduates")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("degree_levels", "code,name_en,cycle,is_degree\ngrado,Grado,erste,true\n",
         r"cycle: found 'erste', expected first, second, .* \(line 2\)"),
        ("degree_levels", "code,name_en,cycle,is_degree\ngrado,G,first,true\ntitulo,T,other,nein\n",
         r"is_degree: found 'nein', expected true or false \(line 3\)"),
        ("degree_levels", "code,name_en,cycle,is_degree,study_years\ngrado,G,first,true,vier\n",
         r"study_years: found 'vier', expected a whole number"),
        ("degree_levels", "code,name_en,cycle,is_degree\ngrado,G,first,true\ngrado,H,first,true\n",
         r"'grado' is there twice; keep one"),
        ("early_deadline_countries", "country_code,hosts\nJapan,all\n",
         r"country_code: found 'Japan', expected two letters"),
        ("priority_countries", "country_code,listed_from\nJP,1/8/2025\n",
         r"listed_from: found '1/8/2025', expected a day"),
    ],
)  # fmt: skip
def test_a_cell_that_a_list_cannot_have_is_refused(name: str, text: str, says: str) -> None:
    with using(LocalSettings("ES", ((name, text),))), pytest.raises(CodeListError, match=rf"{name}: {says}"):
        code_table(name)


def test_a_list_that_the_program_owns_cannot_be_replaced(configured: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match="countries cannot be replaced"):
        configured(after='[code_lists]\ncountries = "mine.csv"\n')


def test_a_list_that_is_not_there_is_named(configured: Callable[..., Config]) -> None:
    with pytest.raises(ConfigError, match=r"code_lists\.campuses: .*none\.csv is not a file"):
        _ = configured(after='[code_lists]\ncampuses = "none.csv"\n').local_settings


def test_the_case_of_a_home_country_that_is_not_norway(tmp_path: Path, cases: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(cases / "12-home-country-is-not-norway", folder)
    config = load_config(folder / "utsyn.toml")
    report = build(config, folder / "inbox", folder / "wh", lambda *_: None)
    assert report.published, report.reasons
    [stays] = [file for file in report.files if file.feed == "stays"]
    assert (stays.rows_read, stays.rows_loaded) == (11, 4)  # in Norway; three in Spain, four damaged numbers set aside
    broken = {rule.rule: rule.rows for rule in report.broken_rules if rule.severity == "error"}
    assert broken == {"person_id_is_written_in_full": 4, "stay_is_not_in_home_country": 3}
