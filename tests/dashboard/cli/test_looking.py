"""`utsyn forecast`, `contribution` and `whatif`: what they print of a real, small build."""

import csv
import json

import pytest

from dashboard.cli import figure_options
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.ten_years import ten_years

CONTRIBUTION = ("contribution", "outbound_share", "--from", "2024", "--to", "2025", "--by", "faculty")
WHATIF = ("whatif", "outbound_share", "--by", "faculty")


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _build: ten_years())


def cells(line: str) -> list[str]:
    return line.replace("\N{NO-BREAK SPACE}", "").split()


def test_a_forecast_shows_the_years_and_the_years_ahead_and_ends_with_the_verdict(utsyn: Utsyn) -> None:
    lines = utsyn("forecast", "outbound_share").out.splitlines()
    assert lines[0].split() == ["year", "observed", "low", "mid", "high"]
    assert cells(lines[2]) == ["2016", "20,0%"]
    assert [cells(line)[0] for line in lines[12:17]] == ["2026", "2027", "2028", "2029", "2030"]
    assert lines[-3].startswith("SG-D1: 50\N{NO-BREAK SPACE}% by 2025: at this pace unlikely by 2045 (best case 2033)")
    assert "years used: 2016–2025 · marked by a break: 2021 (0.33), 2022 (0.67)" in lines[-2]
    assert "as institutional_analyst" in lines[-1]


def test_a_forecast_as_json_has_the_documented_shape(utsyn: Utsyn) -> None:
    document = json.loads(utsyn("forecast", "outbound_share", "--format", "json").out)
    figures = ("indicator", "model", "target", "target_year", "horizon", "last_year", "verdict", "reached_in")
    assert [document[name] for name in figures] == [
        "outbound_share", "share", 0.5, 2025, 2045, 2025, "not_within_horizon", None,
    ]  # fmt: skip
    assert set(document["value_at"][0]) == {"year", "low", "mid", "high"}
    assert document["observed"]["2025"] == 0.24


def test_a_forecast_as_csv_has_a_line_a_year(utsyn: Utsyn) -> None:
    lines = utsyn("forecast", "outbound_share", "--format", "csv").out.splitlines()
    assert (lines[0], lines[1], len(lines)) == ("year,observed,low,mid,high,origin", "2016,0.2,,,,real", 1 + 10 + 20)


def test_a_forecast_of_one_faculty_as_one_who_may_see_it(utsyn: Utsyn) -> None:
    lines = utsyn("forecast", "outbound_share", "--where", "faculty=64", "--as", "unit_analyst:64").out.splitlines()
    assert cells(lines[2]) == ["2016", "40,0%"]


def test_a_contribution_names_members_and_ends_with_the_whole(utsyn: Utsyn) -> None:
    lines = utsyn(*CONTRIBUTION).out.splitlines()
    assert lines[0].split() == ["faculty", "before", "after", "change", "rate", "mix", "missing"]
    assert cells(lines[2]) == ["63", "Informatikk", "6,7%", "13,3%", "+4,00", "+4,00", "±0,00", "11"]
    assert cells(lines[3]) == ["64", "Ingeniør", "40,0%", "40,0%", "±0,00", "±0,00", "±0,00", "2"]
    assert cells(lines[4]) == ["whole", "20,0%", "24,0%", "+4,00", "+4,00", "±0,00", "13"]


def test_a_contribution_keeps_what_is_suppressed_in_one_row(utsyn: Utsyn) -> None:
    out = utsyn(*CONTRIBUTION, "--as", "viewer").out
    assert "suppressed (" in out
    assert "6,7" not in out
    assert cells(out.splitlines()[-2]) == ["whole", "20,0%", "24,0%", "+4,00", "13"]


def test_a_contribution_as_csv_and_json_leaves_the_remainder_without_a_name(utsyn: Utsyn) -> None:
    rows = list(csv.DictReader(utsyn(*CONTRIBUTION, "--as", "viewer", "--format", "csv").out.splitlines()))
    assert list(rows[0]) == ["faculty", "before", "after", "change", "rate", "mix", "missing", "origin"]
    assert rows[-1]["faculty"] == ""
    document = json.loads(utsyn(*CONTRIBUTION, "--as", "viewer", "--format", "json").out)
    assert document["parts"][-1]["key"] is None
    assert sum(part["change"] for part in document["parts"]) == pytest.approx(document["change"])


def test_a_contribution_to_a_count_has_no_rate_and_no_mix(utsyn: Utsyn) -> None:
    counted = ("contribution", "outgoing_stays", "--from", "2022", "--to", "2023", "--by", "faculty")
    assert utsyn(*counted).out.splitlines()[0].split() == ["faculty", "before", "after", "change"]


def test_a_whatif_shows_each_gain_their_sum_and_the_whole(utsyn: Utsyn) -> None:
    lines = utsyn(*WHATIF, "--rate-of", "64").out.splitlines()
    assert lines[0].split() == ["faculty", "numerator", "denominator", "value", "gained"]
    assert cells(lines[2]) == ["63", "Informatikk", "4", "30", "13,3%", "8"]
    assert cells(lines[3]) == ["64", "Ingeniør", "8", "20", "40,0%", "0"]
    assert cells(lines[4]) == ["sum", "8"]
    assert "At 40,0" in lines[5]
    assert cells(lines[5])[-5:] == ["24,0%,", "with", "the", "gain", "40,0%."]


def test_a_whatif_as_csv_and_json(utsyn: Utsyn) -> None:
    reach = (*WHATIF, "--reach", "0.45", "--year", "2025")
    assert utsyn(*reach, "--format", "csv").out.splitlines()[:2] == [
        "faculty,numerator,denominator,value,gained,origin",
        "63,4,30,0.13333333333333333,10,real",
    ]
    assert json.loads(utsyn(*reach, "--format", "json").out)["gained"] == 11


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("forecast", "outgoing_stays"), "no forecast of outgoing_stays"),
        (("forecast", "outbound_share", "--where", "faculty"), "write DIM=V1,V2"),
        (("contribution", "outbound_share", "--from", "2024", "--to", "2025"), "split by a dimension"),
        (("contribution", "outbound_share", "--to", "2025"), "Missing option '--from'"),
        ((*CONTRIBUTION[:5], "2023", *CONTRIBUTION[6:]), "run backwards"),
        (WHATIF, "either --rate-of MEMBER"),
        ((*WHATIF, "--reach", "0.4", "--rate-of", "64"), "either --rate-of MEMBER"),
        ((*WHATIF, "--reach", "40"), "a rate of 40 cannot be reached"),
        ((*WHATIF, "--rate-of", "99"), "unknown faculty '99'"),
    ],
)
def test_what_cannot_be_understood_is_refused(utsyn: Utsyn, arguments: tuple[str, ...], says: str) -> None:
    ended = utsyn(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
