"""Students and exchange of a small demo institution, counted a second time in another way: row by row in Python."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import median
from typing import Any

import polars as pl
import pytest

from data_contracts.contract_parser import load_contract
from models.store import OpenBuild
from pipelines.demo.agreements import agreements
from pipelines.demo.applications import applications
from pipelines.demo.degree_applications import degree_applications
from pipelines.demo.enrolments import enrolments
from pipelines.demo.eu_participations import eu_participations
from pipelines.demo.graduates import graduates
from pipelines.demo.institution import stream
from pipelines.demo.nominations import nominations
from pipelines.demo.partners import partners
from pipelines.demo.programmes import programmes
from pipelines.demo.stays import stays
from pipelines.demo.studies import studies
from pipelines.demo.units import units
from tests.models.asked import answer, fractions
from tests.models.given import given

Rows = list[dict[str, Any]]
SCALE, AS_OF = 0.03, date(2026, 1, 31)
LEVELS = {"bachelor", "master", "integrated_master", "professional"}
LISTS = {"alliances", "campuses", "unit_codes", "programme_codes", "degree_levels"}


@pytest.fixture(scope="module")
def made() -> dict[str, Rows]:
    """The demo's own rows, before any file is written or read."""
    rng = stream(2022, "again")
    taught = programmes(rng)
    agreed = agreements(rng, taught)
    finished = graduates(rng, taught, SCALE)
    moved = stays(rng, taught, agreed, finished, SCALE)
    studied = studies(rng, taught, finished, moved, SCALE)
    registered = [part for semester, part in enrolments(rng, studied) if semester.startswith("2024")]
    frames = {
        "units": units(), "programmes": taught, "partners": partners(), "agreements": agreed, "graduates": finished,
        "stays": moved, "enrolments": pl.concat(registered), "eu_participations": eu_participations(rng),
        "applications": applications(rng, moved, taught, studied), "nominations": nominations(rng, moved),
        "degree_applications": degree_applications(rng, studied),
    }  # fmt: skip
    return {feed: _rows(feed, frame) for feed, frame in frames.items()}


def _rows(feed: str, frame: pl.DataFrame) -> Rows:
    listed = [c.name for c in load_contract(feed).columns if c.name in frame.columns and c.privacy in (None, "hash")]
    lists = [pl.col(c).str.split("|") for c in listed if c in LISTS]
    flags = [pl.col(c) == "true" for c in listed if c == "strategic"]
    return frame.select(listed).with_columns(*lists, *flags).to_dicts()


@pytest.fixture(scope="module")
def build(made: dict[str, Rows]) -> OpenBuild:
    return given(AS_OF.isoformat(), None, **made)


def in_year(build: OpenBuild, indicator: str, year: int, **question: Any) -> tuple[object, object]:
    [row] = answer(build, indicator, years=(year, year), **question).rows
    return row.numerator, row.denominator


def days(stay: dict[str, Any]) -> int:
    return int((stay["date_to"] - stay["date_from"]).days) + 1


def abroad(stay: dict[str, Any], *statuses: str) -> bool:
    return not stay["virtual"] and stay["status"] in statuses


def counted(rows: Rows) -> Rows:
    """The longest stay of each person, agreement (or partner, or stay) and academic year."""
    best: dict[tuple[Any, ...], dict[str, Any]] = {}
    for stay in sorted(rows, key=lambda s: (-days(s), s["date_from"], s["stay_id"])):
        if abroad(stay, "completed", "ongoing") and days(stay) >= 90:
            agreement = stay["agreement_id"] if stay["scheme"] != "individual" else None
            academic_year = (stay["date_from"] - timedelta(days=212)).year
            rests_on = agreement or stay["partner_id"] or stay["stay_id"]
            best.setdefault((stay["person_id"], stay["direction"], rests_on, academic_year), stay)
    return list(best.values())


@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_graduations(build: OpenBuild, made: dict[str, Rows], year: int) -> None:
    stays_of = defaultdict(list)
    for stay in made["stays"]:
        if stay["direction"] == "out" and stay["status"] == "completed":
            stays_of[stay["person_id"]].append(stay)
    graduations = {}
    for row in made["graduates"]:
        if row["graduated_on"].year == year and row["degree_level"] in LEVELS:
            graduations[row["person_id"], row["programme_code"]] = row
    numbers: Counter[str] = Counter()
    for row in graduations.values():
        begin = row["started_on"] or row["graduated_on"].replace(year=year - 6)
        during = [
            s for s in stays_of[row["person_id"]] if begin <= s["date_from"] and s["date_to"] <= row["graduated_on"]
        ]
        went = [s for s in during if not s["virtual"]]
        of_goal = [s for s in went if not s["activity"].startswith("short")]
        has_counted = any(days(s) >= 90 for s in of_goal)
        numbers["outbound_share"] += has_counted
        numbers["outbound_share_eu"] += any(days(s) >= 90 or (s["ects_recognised"] or 0) >= 15 for s in of_goal)
        numbers["outbound_share_with_short"] += any(days(s) >= 5 for s in went)
        online = len(during) > len(went)
        numbers["graduates_with_international_competence"] += has_counted or online
        numbers["home_competence_share"] += online and not has_counted
        numbers["online"] += online
        numbers["stayed"] += not has_counted
        numbers["at home"] += not row["international_degree_student"]
        numbers["outbound_share_home"] += has_counted and not row["international_degree_student"]
    bases = {"outbound_share_home": numbers.pop("at home"), "home_competence_share": numbers.pop("stayed")}
    has_activities = numbers.pop("online") > 0
    assert has_activities == (year > 2019)
    known = {
        n
        for n in numbers
        if has_activities or n not in ("graduates_with_international_competence", "home_competence_share")
    }
    by_name = {name: in_year(build, name, year) for name in numbers}
    assert by_name == {
        name: (number, bases.get(name, len(graduations))) if name in known else (None, None)
        for name, number in numbers.items()
    }


@pytest.mark.parametrize("year", [2019, 2024])
def test_stays(build: OpenBuild, made: dict[str, Rows], year: int) -> None:
    ended = [stay for stay in made["stays"] if stay["date_to"].year == year]
    chosen = [stay for stay in counted(made["stays"]) if stay["date_to"].year == year]
    member = {row["partner_id"] for row in made["partners"] if row["alliances"]}
    pics = {row["pic"]: row["partner_id"] for row in made["partners"] if row["pic"]}
    own = {row["project_id"]: row for row in made["eu_participations"] if row["is_own"]}
    joint = defaultdict(list)
    for row in made["eu_participations"]:
        if not row["is_own"] and row["organisation_id"] in pics:
            joint[pics[row["organisation_id"]]].append(own[row["project_id"]])
    at_partner = [stay for stay in chosen if stay["partner_id"]]
    linked = [
        stay
        for stay in at_partner
        if any(
            p["starts_on"] <= stay["date_to"] and stay["date_from"] <= p["ends_on"] for p in joint[stay["partner_id"]]
        )
    ]
    out = [stay for stay in ended if stay["direction"] == "out" and abroad(stay, "completed", "ongoing")]
    short = [s for s in out if days(s) < 90 and (5 <= days(s) <= 30 or s["activity"].startswith("short"))]
    listed = [s for s in out if s["green_travel"] is not None]
    semesters = {way: sum(max(1.0, days(s) / 150) for s in chosen if s["direction"] == way) for way in ("in", "out")}
    assert in_year(build, "alliance_share", year) == (
        sum(stay["partner_id"] in member for stay in chosen), len(chosen)
    )  # fmt: skip
    assert in_year(build, "research_linked_share", year) == (len(linked), len(at_partner))
    assert 0 < len(linked) < len(at_partner)
    assert in_year(build, "short_stays_out", year) == (len(short), None)
    assert in_year(build, "stays_below_three_months", year) == (
        sum(30 < days(s) < 90 and not s["activity"].startswith("short") for s in out), None
    )  # fmt: skip
    assert in_year(build, "green_travel_share", year) == (sum(s["green_travel"] for s in listed), len(listed))
    assert in_year(build, "exchange_balance_semesters", year) == pytest.approx(
        (semesters["in"], semesters["out"]), abs=0.01
    )


def test_students(build: OpenBuild, made: dict[str, Rows]) -> None:
    able = {
        row["person_id"]
        for row in made["enrolments"]
        if row["degree_level"] in LEVELS and (row["ects_completed"] or 0) >= 60
    }
    left = {s["person_id"] for s in counted(made["stays"]) if s["direction"] == "out" and s["date_from"].year == 2024}
    came = {
        row["person_id"]
        for row in made["enrolments"]
        if row["semester"] == "2024-autumn" and row["international_degree_student"]
    }
    assert in_year(build, "eligible_participation", 2024) == (len(able & left), len(able))
    assert in_year(build, "international_degree_students", 2024) == (len(came), None)


def test_applications_for_the_autumn_of_2024(build: OpenBuild, made: dict[str, Rows]) -> None:
    choices = defaultdict(list)
    for row in made["applications"]:
        if row["round"] == "2024-autumn":
            choices[row["person_id"]].append(row)
    deadline = {"ordinary": date(2024, 2, 1), "early": date(2024, 1, 20)}
    places = [next((c for c in rows if c["allocated"]), None) for rows in choices.values()]
    answers = [
        (min(c["answered_on"] for c in rows), deadline[rows[0]["track"]])
        for rows in choices.values()
        if all(c["answered_on"] for c in rows)
    ]
    waits = [
        (c["preapproval_decided_on"] - c["preapproval_submitted_on"]).days
        for rows in choices.values()
        for c in rows
        if c["preapproval_decided_on"]
    ]
    autumn = {"where": {"term": ("autumn",)}}
    assert in_year(build, "outbound_funnel", 2024, **autumn) == (len(choices), None)
    assert in_year(build, "on_time_share", 2024, **autumn) == (
        sum(rows[0]["submitted_on"] <= deadline[rows[0]["track"]] for rows in choices.values()), len(choices)
    )  # fmt: skip
    assert in_year(build, "first_choice_share", 2024, **autumn) == (
        sum(place["priority"] == 1 for place in places if place), sum(place is not None for place in places)
    )  # fmt: skip
    assert in_year(build, "answered_in_8_weeks", 2024, **autumn)[0] == sum(
        day <= due + timedelta(days=56) for day, due in answers
    )
    assert in_year(build, "preapproval_days", 2024, **autumn) == (median(waits), len(waits))


def test_nominations_and_applications_for_a_degree(build: OpenBuild, made: dict[str, Rows]) -> None:
    autumn = [row for row in made["nominations"] if row["semester"] == "2024-autumn"]
    applied = [row for row in autumn if row["applied_on"]]
    in_time = [r for r in applied if r["applied_on"] <= date(2024, 4 if r["citizenship_group"] == "other" else 5, 1)]
    where = {"where": {"term": ("autumn",)}}
    assert in_year(build, "nominations_on_time", 2024, **where) == (
        sum(row["nominated_on"] <= date(2024, 3, 15) for row in autumn), len(autumn)
    )  # fmt: skip
    assert in_year(build, "applications_on_time", 2024, **where) == (len(in_time), len(applied))
    stages = Counter(
        "arrived" if r["arrived_on"] else "admitted" if r["decision"] == "admitted" else "applied" if r["applied_on"]
        else "nominated"
        for r in made["nominations"]
    )  # fmt: skip
    shares = fractions(build, "inbound_funnel", "furthest_stage")
    assert shares == {stage: (number, None) for stage, number in stages.items()}
    persons = {(row["person_id"], row["year"]) for row in made["degree_applications"]}
    assert sum(row.numerator or 0 for row in answer(build, "degree_funnel", by=("year",)).rows) == len(persons)
