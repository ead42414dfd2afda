"""`utsyn plan` begins a plan and says whether it can be used."""

import json
from pathlib import Path

from models.config import DEFAULT_CONFIG
from tests.dashboard.cli.conftest import Utsyn

NEW = ("--title-en", 'Our "world" plan', "--title-nb", "Vår plan", "--years", "2026:2030")


def test_a_new_plan_can_be_used_as_it_stands(utsyn: Utsyn, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    assert utsyn("plan", "new", file, *NEW).code == 0
    ended = utsyn("plan", "check", file)
    assert (ended.code, ended.err) == (0, "")
    assert 'Our "world" plan, 2026–2030: 3 goals' in ended.out


def test_a_new_plan_never_takes_the_place_of_a_file(utsyn: Utsyn, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("ours")
    ended = utsyn("plan", "new", file, *NEW)
    assert (ended.code, file.read_text()) == (2, "ours")
    assert "is there already" in ended.err


def test_years_and_names_that_cannot_be_are_refused_before_anything_is_written(utsyn: Utsyn, tmp_path: Path) -> None:
    assert (
        "such as 2026:2030" in utsyn("plan", "new", tmp_path / "a.yaml", "--title-en", "A", "--years", "2030:2026").err
    )
    assert "ends in .yaml" in utsyn("plan", "new", tmp_path / "a.txt", *NEW).err
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_plan_can_be_used(utsyn: Utsyn) -> None:
    ended = utsyn("plan", "check", "ntnu-2022-2025")
    assert (ended.code, ended.err) == (0, "")
    assert "47 goals" in ended.out


def test_an_indicator_that_is_not_there_is_named_with_its_goal(utsyn: Utsyn, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    utsyn("plan", "new", file, *NEW)
    file.write_text(file.read_text().replace("outgoing_stays", "outgoing_stay"))
    ended = utsyn("plan", "check", file)
    assert ended.code == 1
    assert "unknown indicator 'outgoing_stay'" in ended.err


def test_a_file_that_is_no_plan_says_what_was_expected(utsyn: Utsyn, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("areas: [1, 2]")
    ended = utsyn("plan", "check", file)
    assert ended.code != 0
    assert "expected a list of areas" in ended.err
    assert "Traceback" not in ended.err


def test_targets_of_units_that_no_build_has_are_named_and_the_plan_can_still_be_used(
    utsyn: Utsyn, tmp_path: Path
) -> None:
    config = tmp_path / "utsyn.toml"
    targets = [("", 100), ('unit = "63"\n', 60), ('unit = "64"\n', 30)]
    local = "".join(f'[[local_targets]]\ngoal = "C6"\n{unit}value = {value}\nyear = 2025\n' for unit, value in targets)
    config.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8") + local, encoding="utf-8")
    ended = utsyn("--config", config, "plan", "check", "ntnu-2022-2025")
    assert ended.code == 0
    assert "63, 64: no published build has such a faculty or department" in ended.err
    assert utsyn("--config", config, "plan", "check", tmp_path / "another.yaml").code != 0


def test_a_check_is_given_as_json_too_with_what_is_wrong(utsyn: Utsyn, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    utsyn("plan", "new", file, *NEW)
    sound = utsyn("plan", "check", file, "--format", "json")
    document = json.loads(sound.out)
    assert (sound.code, document["plan"], len(document["goals"]), document["problems"]) == (0, "ours", 3, [])
    sixty = "{indicator: outbound_share, value: 60, sense: at_least, year: 2030, stated: true}"
    judged = f"rule: target\n        targets: [{sixty}]"
    text = file.read_text(encoding="utf-8").replace("rule: direction", judged)
    file.write_text(text.replace("[outgoing_stays]", "[outbound_share]"), encoding="utf-8")
    wrong = utsyn("plan", "check", file, "--format", "json")
    assert (wrong.code, "expected 0 to 1" in json.loads(wrong.out)["problems"][0]) == (1, True)
