"""Another university's plan of eight goals, from its two files alone to pages and figures. It is March 2028 there."""

import shutil
from pathlib import Path

import pytest

from models.config import load_config
from models.question import Viewer
from models.status import StatusRow, scorecard
from models.store import OpenBuild
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.conftest import Serve
from tests.models.asked import fractions
from tests.models.given import given, graduate, participation, stay
from tests.models.test_milestones import attestation

HERE = Path(__file__).parent
CONFIG = HERE / "utsyn.toml"


@pytest.fixture(scope="module")
def fjordby() -> OpenBuild:
    """In 2025 10 of 50 graduates had been abroad and 20 guests came; in 2027 15 of 50 and 36; 40 went out in 2027."""
    graduates = [
        graduate(person_id=f"{year}-{n}", started_on=f"{year - 4}-08-15", graduated_on=f"{year}-06-15")
        for year in (2025, 2027)
        for n in range(50)
    ]
    abroad = [
        stay(person_id=f"{year}-{n}", date_from=f"{year - 1}-08-15", date_to=f"{year - 1}-12-20")
        for year, count in ((2025, 10), (2027, 15))
        for n in range(count)
    ]
    guests = [
        stay(person_id=f"guest-{year}-{n}", direction="in", date_from=f"{year}-01-10", date_to=f"{year}-06-10")
        for year, count in ((2025, 20), (2027, 36))
        for n in range(count)
    ]
    out = [stay(person_id=f"out-{n}", date_from="2027-08-15", date_to="2027-12-20", country="NO") for n in range(40)]
    return given(
        as_of="2028-03-01",
        config=load_config(CONFIG),
        graduates=graduates,
        stays=abroad + guests + out,
        attestations=[
            attestation("630000", 2, goal_id="S4", attested_on="2027-09-01", valid_until="2028-09-01"),
            attestation("000000", 4, goal_id="R3", attested_on="2026-09-01", valid_until="2027-09-01"),
        ],
        eu_participations=[
            participation(framework="H2020", signed_on="2016-05-01", contribution_eur=1_000_000.0),
            participation(framework="HORIZON", signed_on="2023-05-01", contribution_eur=2_000_000.0),
            participation(framework="HORIZON", signed_on="2027-05-01", contribution_eur=500_000.0),
        ],
    )


@pytest.fixture(scope="module")
def rows(fjordby: OpenBuild) -> dict[str, StatusRow]:
    return {row.goal.id: row for row in scorecard(fjordby, Viewer())}


def test_every_goal_of_the_plan_is_judged_by_its_own_rule(rows: dict[str, StatusRow]) -> None:
    assert {goal: row.status for goal, row in rows.items()} == {
        "S0": "roll_up", "S1": "reached", "S2": "on_pace", "S3": "in_balance", "S4": "attested",
        "R1": "improving", "R2": "no_data", "R3": "stale",
    }  # fmt: skip
    assert rows["S0"].counts == {"reached": 1, "on_pace": 1, "in_balance": 1, "attested": 1}


def test_the_plans_years_and_the_institutions_country_decide(rows: dict[str, StatusRow], fjordby: OpenBuild) -> None:
    """Fjordby lies in Sweden: a stay in Norway is one abroad."""
    assert (rows["S1"].baseline_year, rows["S1"].year, rows["S1"].target_year) == (2025, 2027, 2030)
    assert fractions(fjordby, "outgoing_stays")[2027] == (40, None)


def test_a_local_target_judges_and_is_named_local(rows: dict[str, StatusRow]) -> None:
    assert (rows["S2"].target, rows["S2"].is_local) == (40, True)
    assert (rows["S1"].target, rows["S1"].is_local) == (0.3, False)


@pytest.mark.slow
def test_its_pages_show_it_in_both_languages(serve: Serve, fjordby: OpenBuild) -> None:
    for language, title, goal in (
        ("en", "Out into the world", "More students shall choose"),
        ("nb", "Ut i verden", "Flere studenter skal velge"),
    ):
        landing = serve(fjordby).page(lang=language).html
        assert title in landing
        assert landing.count("<tr data-row>") == 8
        assert goal in serve(fjordby).page(lang=language, goal="S2").html
        for each in ("S0", "S1", "S3", "S4", "R1", "R2", "R3"):
            assert "NTNU" not in serve(fjordby).page(lang=language, goal=each).html


def test_the_command_line_checks_the_plan(utsyn: Utsyn) -> None:
    ended = utsyn("plan", "check", HERE / "fjordby-2030.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert "8 goals" in ended.out


@pytest.mark.slow
def test_from_files_to_status_at_the_command_line(utsyn: Utsyn, tmp_path: Path) -> None:
    for name in ("utsyn.toml", "fjordby-2030.yaml"):
        shutil.copy(HERE / name, tmp_path)
    units = tmp_path / "inbox/units/units.csv"
    units.parent.mkdir(parents=True)
    units.write_text(
        "unit_code,unit_level,name_nb,name_en,valid_from\n000000,institution,Universitetet,University,2000-01-01\n"
    )
    built = utsyn("--config", tmp_path / "utsyn.toml", "build")
    assert built.code == 0, built.err
    status = utsyn("--config", tmp_path / "utsyn.toml", "status")
    assert status.code == 0
    assert "Out into the world 2026–2030" in status.out
    assert status.out.count("no data yet") == 7
