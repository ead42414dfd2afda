"""Every mistake in a configuration, plan, profile, indicator or contract is refused with its file and its line.

Each table has a small file that is right, and what is put in the place of a piece of it; the message names the line of
the mistake, or that of the part where something is missing.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract, read_contract
from data_contracts.errors import UtsynError
from data_contracts.local import using
from data_contracts.profiles import read_profile
from models.catalogue import BRIDGES, INDICATORS, Catalogue, check_columns, load_indicators
from models.config import load_config
from models.definitions import localised
from models.facts import FACTS
from models.plan import load_plan
from pipelines.configured import check_sources
from pipelines.staging.profile_choice import candidates
from tests.test_repository import ROOT

PLAN = (ROOT / "tests/second_institution/plan.yaml").read_text(encoding="utf-8")
INDICATOR = (INDICATORS / "outbound_share.yaml").read_text(encoding="utf-8")
CONTRACT = (ROOT / "data_contracts/feeds/units.odcs.yaml").read_text(encoding="utf-8")
CONFIG = """\
plan = "plan.yaml"
languages = ["en"]
inbox = "inbox"
[institution]
name_en = "University of Example"
short_name = "UDE"
country = "ES"
[settings]
minimum_stay_days = 90
[dashboard]
viewer = "public"
"""
LAB = '{id = "A", name = "A", unit_code = "X"}'
TARGET = '[[local_targets]]\ngoal = "M2"\nvalue = 60\nyear = 2027\n'
AGAIN = "{indicator: outbound_share, value: 0.4, sense: at_least, year: 2025, stated: true}"
PROFILE = """\
description: ours
date_formats: ["%d.%m.%Y"]
values:
  gender: {H: m}
feeds:
  stays:
    headings: {Alumno: person_id, Pais: country, Fin: date_to}
    ignore: [Nota]
    values:
      country: {Noruega: NO}
    constants: {direction: out}
    composed: {stay_id: "{Alumno}-{Fin}"}
"""
Edit = tuple[str, str, int]  # what is replaced, by what, the line that the message names

IN_CONFIG: list[Edit] = [
    ("90", '"ninety"', 9), ("90", "0", 9), ("90", "90\nminimum = 1", 10), ("90", "90\nnoise_band = inf", 10),
    ("90", "90\nbalance_band = [1.25, 0.8]", 10), ("90", "90\nbalance_band = [nan, 0.8]", 10),
    ("90", "90\nacademic_year_month = 13", 10), ("90", '90\n[settings.deadlines]\noutbound_autumn = "02-31"', 11),
    ('"ES"', '"Spain"', 7), ('"ES"', '"es"', 7), ('"ES"', '"QQ"', 7), ('"ES"', '"UK"', 7), ('"ES"', "ES", 7),
    ('name_en = "University of Example"\n', "", 4), ('short_name = "UDE"\n', "", 4), ('country = "ES"\n', "", 4),
    ('"ES"', '"ES"\ncountry = "FR"', 8), ("inbox =", "inboxx =", 3), ('"inbox"', "5", 3), ('"inbox"', '"s3://"', 3),
    ('"public"', '"vewer"', 11), ('["en"]', "[]", 2), ('["en"]', '["de"]', 2), ('["en"]', '["en", "en"]', 2),
    ('"plan.yaml"', '"pln.yaml"', 1), ('"plan.yaml"', '"ntnu"', 1),
    ('"public"\n', '"public"\n[foo]\nx = 1\n', 12), ('"public"\n', '"public"\n[profiles]\nstay = "fs_extract"\n', 12),
    ('"public"\n', '"public"\n[profiles]\nunits = "fs_extract"\n', 13),
    ('"public"\n', '"public"\n[profiles]\nstays = "nowhere.yaml"\n', 13),
    ('"public"\n', '"public"\n[code_lists]\ncampus = "x.csv"\n', 12),
    ('"public"\n', '"public"\n[code_lists]\ncampuses = "x.csv"\n', 13),
    ('"public"\n', '"public"\n[inputs.stays]\nsql = "x"\nconnection = "postgresql://a:b@c/d"\n', 14),
    ('"public"\n', '"public"\n[[access.roles]]\ngroup = "x"\nrole = "deen"\n', 14),
    ('"public"\n', '"public"\n[spark]\nmaster = "x"\n', 13), ('"public"\n', '"public"\n[retention]\nbuilds = 0\n', 13),
    ('"public"\n', '"public"\n[partner_countries]\n"esade.edu" = "Spain"\n', 13),
    ('"public"\n', '"public"\n[headings.eche]\nnames = ["x"]\n', 13),
    ('"public"\n', '"public"\n[sources.cordis]\nlimit_mb = 0\n', 13),
    ('"public"\n', '"public"\n' + TARGET.replace("60", "nan"), 14),
    ('"public"\n', '"public"\n' + TARGET.replace("M2", "M9"), 13),
    ('"public"\n', '"public"\n' + TARGET.replace("M2", "M3"), 13),
    ('"public"\n', '"public"\n' + TARGET.replace("60", "-6"), 14),
    ('"public"\n', '"public"\n' + TARGET.replace("M2", "M1"), 14),
    ('"public"\n', '"public"\n' + TARGET.replace("2027", "1900"), 15),
    ('"public"\n', '"public"\n' + TARGET.replace("2027", "2020"), 15),
    ('"public"\n', '"public"\n' + TARGET + TARGET, 17),
    ('"public"\n', '"public"\n' + TARGET + 'indicator = "nope"\n', 16),
    ('"public"\n', '"public"\n[[local_comparisons]]\nbreak = "covid"\nyear = 2018\n', 13),
    ("[settings]", f"infrastructures = [{LAB}, {LAB}]\n[settings]", 8),
    ("Example", "Ex\udcff", 5),
]  # fmt: skip
IN_PLAN: list[Edit] = [
    ("id: uvh-2027", "id: 5", 1), ("id: uvh-2027", "idd: x", 1), ("id: uvh-2027", "id: [uvh", 2),
    ("first_year: 2024", "first_year: x", 3), ("last_year: 2027", "last_year: 2020", 4),
    ("[outbound_share, ", "[outbound_shar, ", 5), ("[outbound_share, ", "[exchange_balance, ", 5),
    ("frameworks: {}", "frameworks: {H: {}}", 6), ("breaks: []", "breaks: [{id: covid}]", 7),
    ("breaks: []", "breaks: [5]", 7),
    ("areas:", "areass:", 1), ("title: {en: \"Mob", "title: {xx: \"Mob", 11), ("overarching:", "overarchin:", 12),
    ("id: M1\n", "id: M0\n", 19), ("rule: roll_up", "rule: rollup", 16),
    ("rolls_up: [M1, M2, M3]", "rolls_up: [M0]", 13),
    ("rule: target", "rule: milestone", 24), ("indicators: [outbound_share]", "indicators: outbound_share", 25),
    ("value: 0.3", "value: nan", 26), ("sense: at_least", "sense: more", 26), ("year: 2025", "year: 1900", 19),
    ("targets: [{indicator: outbound_share", "targets: [{indicator: outgoing_stays", 26),
    ("stated: true}", f"stated: true}}, {AGAIN}", 26),
    ("rule: direction\n", "rule: direction\n        rule: direction\n", 31),
    ("attested_by: faculties", "attested_by: all", 36),
    ("Mobility", "Mo\udcff", 11),
]  # fmt: skip
IN_PROFILE: list[Edit] = [
    ("description: ours\n", "", 1), ("description", "descriptionn", 1), ("%d.%m.%Y", "%d.%m", 2),
    ("gender: {", "gendr: {", 4),
    ("H: m", "H: male", 4), ("H: m", "H: 1", 4), ("H: m", "1: m", 4), ("  stays:", "  stayss:", 5),
    ("date_to}", "date_too}", 7), ("date_to}", "[date_to, country]}", 7), ("date_to}", "5}", 7),
    ("Fin: date_to", "Pais: date_to", 7),
    ("[Nota]", "Nota", 8), ("[Nota]", "[Fin]", 7), ("ignore:", "ignored:", 8), ("NO}", "NOR}", 10),
    ("country: {", "land: {", 10),
    ("out}", "ou}", 11), ("out}", "5}", 11), ("{direction: out}", "{dirction: out}", 11),
    ("{direction: out}", "{date_from: 31/31/2024}", 11),
    ("{direction: out}", "{virtual: maybe}", 11), ("{direction: out}", '{direction: ""}', 11),
    ("{Alumno}-{Fin}", "a", 12),
    ("ignore: [Nota]", 'patterns: {status: {"(": completed}}', 8),
    ("ignore: [Nota]", "patterns: {status: {a: done}}", 8),
    ("ignore: [Nota]", "headings_row: 0", 8), ("ignore: [Nota]", "any_width: [stay]", 8),
    ("ignore: [Nota]", "questions: {Nota: what}", 8),
    ("ignore: [Nota]", "\tignore: [Nota]", 8),
]  # fmt: skip
# The line is that of what is put in
IN_INDICATOR: list[tuple[str, str]] = [
    ("^id: .*", "id: outbund"), ("^version: .*", "version: a"), ("^group: .*", "group: nope"),
    ("^fact: .*", "fact: nope"),
    ("^numerator: .*", "numerator: has_counted_stay"), ("^numerator: .*", "numerator: sum((("),
    ("^numerator: .*", "numerator: sum(nope)"),
    ("^denominator: .*", "denominator: sum(nope)"), ("^fact: ", "filter: nope = 1\nfact: "),
    ("^value: .*", "value: rat"),
    ("^unit: .*", "unit: x"), ("^reference_dates: .*", "reference_dates: {}"),
    ("^reference_dates: .*", "reference_dates: {end: nope}"),
    ("^direction: .*", "direction: sideways"),
    ("^noise: .*", "noise: weights"), ("^persons: .*", "persons: false"), ("^related: .*", "related: [nope]"),
    ("^leading: .*", "leading: nope"),
    ("^substitutes: .*", "substitutes: [nope]"), ("^dimensions: .*", "dimensions: [nope]"),
    ("^dimensions: .*", "dimensions: faculty"),
    ("^evidence: .*", "evidence: Z"), ("^evidence: ", "colour: red\nevidence: "),
    ("^evidence: ", "bridge: nope\nevidence: "),
    ("^id: ", "id: x\nid: "),
]  # fmt: skip
IN_CONTRACT: list[tuple[str, str]] = [
    ("kind: DataContract", "kind: x"), ("version: 1.0.0", "version: "), ("  - name: units", "  - name: unit"),
    ("logicalType: string", "logicalType: strin"), ("primaryKeyPosition: 1", "primaryKeyPosition: first"),
    ("codeList: unit_levels", "codeList: nope"), ("type: sql", "type: sq"), ("select count", "selec count"),
    ("valid_to < valid_from", "valid_too < valid_from"), ("kind: volume", "kind: vol"), ("unit: percent", "unit: rows"),
    ("status: active", "statuss: active"), ("required: true", "required: maybe"),
]  # fmt: skip


def _refused(check: Callable[[], object], file: str, line: int) -> None:
    with pytest.raises(UtsynError) as raised:
        check()
    message = str(raised.value)
    assert file in message
    assert re.search(rf"\bline {line}\b", message), message


def _line(text: str, changed: str) -> int:
    """The first line in which two texts differ."""
    return next(n for n, (a, b) in enumerate(zip(text.split("\n"), changed.split("\n"), strict=False), 1) if a != b)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return path


@pytest.mark.parametrize(("right", "wrong", "line"), IN_CONFIG)
def test_in_the_configuration(right: str, wrong: str, line: int, tmp_path: Path) -> None:
    assert right in CONFIG
    _write(tmp_path / "plan.yaml", PLAN)
    path = _write(tmp_path / "utsyn.toml", CONFIG.replace(right, wrong, 1))

    def check() -> None:
        config = load_config(path)
        check_sources(config, path)
        with using(config.local_settings):
            load_contract("graduates")
            localised(config, load_indicators())
            for feed in config.profiles:
                candidates(feed, config)

    _refused(check, "utsyn.toml", line)


@pytest.mark.parametrize(("right", "wrong", "line"), IN_PLAN)
def test_in_a_plan(right: str, wrong: str, line: int, tmp_path: Path) -> None:
    assert right in PLAN
    path = _write(tmp_path / "plan.yaml", PLAN.replace(right, wrong, 1))
    _refused(lambda: load_plan(path), "plan.yaml", line)


@pytest.mark.parametrize(("right", "wrong", "line"), IN_PROFILE)
def test_in_a_profile(right: str, wrong: str, line: int) -> None:
    assert right in PROFILE
    _refused(lambda: read_profile(PROFILE.replace(right, wrong, 1), "ours.yaml", "stays"), "ours.yaml", line)


@pytest.mark.parametrize(("right", "wrong"), IN_INDICATOR)
def test_in_an_indicator(right: str, wrong: str, tmp_path: Path) -> None:
    changed = re.sub(right, wrong, INDICATOR, count=1, flags=re.MULTILINE)
    folder = tmp_path / "indicators"
    shutil.copytree(INDICATORS, folder)
    _write(folder / "outbound_share.yaml", changed)

    def check() -> None:
        indicator = Catalogue(folder, FACTS, BRIDGES)["outbound_share"]
        columns = ("year", "year_academic", "has_counted_stay", "graduation")
        check_columns([indicator], {"graduations": columns}, folder)

    _refused(check, "outbound_share.yaml", _line(INDICATOR, changed) + (right == "^id: " and "\nid: " in wrong))


@pytest.mark.parametrize(("right", "wrong"), IN_CONTRACT)
def test_in_a_contract(right: str, wrong: str) -> None:
    assert right in CONTRACT
    changed = CONTRACT.replace(right, wrong, 1)
    with pytest.raises(UtsynError, match=r"^units\.odcs\.yaml: ") as raised:
        read_contract(changed, "units")
    [line] = re.findall(r"\bline (\d+)\b", str(raised.value))[:1]
    # that of the change, or of the rule or column that it is in
    assert _line(CONTRACT, changed) - 9 <= int(line) <= _line(CONTRACT, changed), str(raised.value)


@pytest.mark.parametrize("text", ["", "[]", "5"])
def test_a_file_of_another_kind(text: str, tmp_path: Path) -> None:
    for check in (
        lambda: load_plan(_write(tmp_path / "plan.yaml", text)),
        lambda: read_profile(text, "plan.yaml", "stays"),
        lambda: read_contract(text, "units"),
    ):
        with pytest.raises(UtsynError, match=r"line 1\b"):
            check()
