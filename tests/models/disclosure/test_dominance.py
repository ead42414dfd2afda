"""Sums over persons: suppressed with the persons behind them, and where one person has more than 80 % of the sum."""

import pytest
import sqlglot
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from scipy.optimize import linprog
from sqlglot import exp

from models.catalogue import Indicator, load_indicators
from models.facts import Fact
from models.question import Viewer
from models.store import OpenBuild
from tests.models.asked import answer
from tests.models.given import Cell as Given
from tests.models.given import given, staff, staff_mobility, stay

PUBLIC, VIEWER, ANALYST = Viewer("public"), Viewer("viewer"), Viewer("institutional_analyst")
FACULTY = {"63": "631000", "64": "641000", "65": "651000"}
LEVELS = ("bachelor", "master", "phd")


def grants(*euros: float, faculty: str = "63", level: str = "master", **cells: Given) -> list[dict[str, Given]]:
    """A stay with a grant each."""
    return [stay(unit_code=FACULTY[faculty], degree_level=level, grant_eur=each, **cells) for each in euros]


def university(*stays: list[dict[str, Given]]) -> OpenBuild:
    units = [{"unit_code": "000000", "unit_level": "institution"}]
    units += [{"unit_code": f"{faculty}0000", "unit_level": "faculty"} for faculty in FACULTY]
    units += [{"unit_code": department, "unit_level": "department"} for department in FACULTY.values()]
    valid = {"valid_from": "2010-01-01", "name_nb": "Enhet", "name_en": "Unit"}
    parents = {f"{faculty}0000": "000000" for faculty in FACULTY} | {d: f"{f}0000" for f, d in FACULTY.items()}
    return given(
        units=[{**valid, **each, "parent_code": parents.get(str(each["unit_code"]))} for each in units],
        stays=[each for group in stays for each in group],
    )


def seen(
    build: OpenBuild, indicator: str, *by: str, viewer: Viewer = VIEWER, **question: object
) -> dict[object, object]:
    """The numerator, or the sign in its place, per member."""
    rows = answer(build, indicator, viewer, by=by, years=(2024, 2024), **question).rows
    keys = [tuple(row.key.values()) for row in rows]
    return {key[0] if len(key) == 1 else key: str(row.sign) if row.sign else row.numerator
            for key, row in zip(keys, rows, strict=True)}  # fmt: skip


def test_a_sum_is_suppressed_with_the_persons_behind_it() -> None:
    build = university(grants(*[1000.0] * 3), grants(*[1000.0] * 20, faculty="64"), grants(*[1000.0] * 9, faculty="65"))
    assert seen(build, "stays_with_grant", "faculty") == {"63": "..", "64": 20, "65": ".."}
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": 20_000, "65": ".."}


@pytest.mark.both_engines
def test_of_five_grants_one_with_more_than_80_percent_is_not_shown_and_takes_another_sum_with_it() -> None:
    # 9,000 of 9,400 euros; with what is suppressed beside them it must be at least 11,250
    a = grants(9000.0, *[100.0] * 4)
    build = university(a, grants(*[1000.0] * 20, faculty="64"), grants(*[1000.0] * 9, faculty="65"))
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": 20_000, "65": ".."}
    assert seen(build, "grant_per_stay") == {(): 38_400}
    # the persons stay shown
    assert seen(build, "stays_with_grant", "faculty") == {"63": 5, "64": 20, "65": 9}


def test_a_sum_of_which_one_person_has_80_percent_is_shown() -> None:
    build = university(grants(8000.0, *[500.0] * 4), grants(*[1000.0] * 20, faculty="64"))
    assert seen(build, "grant_per_stay", "faculty") == {"63": 10_000, "64": 20_000}


def test_what_is_too_little_to_protect_another_sum_does_not_go_alone() -> None:
    # 9,000 are more than 80 % of 9,400 and 500 too, not of 9,400 and 20,000
    few, many = grants(*[100.0] * 5, faculty="65"), grants(*[1000.0] * 20, faculty="64")
    build = university(grants(9000.0, *[100.0] * 4), few, many)
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": "..", "65": 500}


def test_several_stays_of_one_person_are_one_contribution() -> None:
    alone = grants(*[1000.0] * 6, person_id="p")
    build = university(alone, grants(*[1000.0] * 20, faculty="64"))
    assert seen(build, "stays_with_grant", "faculty") == {"63": 6, "64": 20}
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": ".."}


def test_one_person_has_most_of_a_faculty_with_what_is_less_than_most_of_one_of_its_levels() -> None:
    # 9,000 of 9,400 and 7,000 of 9,000: together 87 %
    of_masters = grants(9000.0, person_id="p") + grants(*[100.0] * 4)
    of_doctors = grants(7000.0, person_id="p", level="phd") + grants(*[500.0] * 4, level="phd")
    others = [grants(*[1000.0] * 30, faculty="64", level=level) for level in ("master", "phd")]
    build = university(of_masters, of_doctors, *others)
    assert seen(build, "grant_per_stay", "degree_level") == {"master": 39_400, "phd": 39_000}
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": ".."}
    assert set(seen(build, "grant_per_stay", "faculty", "degree_level").values()) == {".."}


def test_six_stays_of_four_persons_are_a_sum_over_few_persons() -> None:
    four = [grants(*[1000.0] * stays, person_id=f"p{stays}{n}") for stays in (1, 2) for n in range(2)]
    build = university(*four, grants(*[1000.0] * 20, faculty="64"))
    assert seen(build, "stays_with_grant", "faculty") == {"63": 6, "64": 20}
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": ".."}


def test_a_sum_by_unit_and_member_takes_others_of_its_row_and_its_column_with_it() -> None:
    plain = [
        grants(*[1000.0] * persons, faculty=faculty, level=level)
        for (faculty, level), persons in {
            ("63", "phd"): 9, ("64", "master"): 9, ("64", "phd"): 9, ("65", "master"): 30, ("65", "phd"): 30,
        }.items()
    ]  # fmt: skip
    build = university(grants(9000.0, *[100.0] * 4), *plain)
    assert seen(build, "grant_per_stay", "faculty", "degree_level") == {
        ("63", "master"): "..", ("63", "phd"): "..", ("64", "master"): "..", ("64", "phd"): "..",
        ("65", "master"): 30_000, ("65", "phd"): 30_000,
    }  # fmt: skip
    assert seen(build, "grant_per_stay", "faculty") == {"63": 18_400, "64": 18_000, "65": 60_000}


def test_a_mean_of_days_is_suppressed_as_its_sum_is() -> None:
    days = [staff_mobility(date_to="2024-06-30"), *(staff_mobility(date_to="2024-03-05") for _ in range(4))]
    others = [staff_mobility(unit_code="641000") for _ in range(20)]
    build = given(staff=[staff()], staff_mobility=days + others)
    assert seen(build, "staff_stays", "faculty") == {"63": 5, "64": 20}
    assert seen(build, "staff_stay_days", "faculty") == {"63": "..", "64": ".."}


def test_the_public_does_not_see_the_whole_institutions_sum_that_is_one_persons() -> None:
    build = university(grants(90_000.0, *[100.0] * 60))
    assert seen(build, "grant_per_stay", viewer=PUBLIC) == {(): ".."}
    assert seen(build, "grant_per_stay") == {(): 96_000}
    assert seen(build, "stays_with_grant", viewer=PUBLIC) == {(): 60}


def test_an_analyst_of_a_unit_sees_its_own_sum_and_of_others_no_more_than_an_employee() -> None:
    a = grants(9000.0, *[100.0] * 4)
    build = university(a, grants(*[1000.0] * 20, faculty="64"), grants(*[1000.0] * 9, faculty="65"))
    dean = Viewer("unit_analyst", "65")
    assert seen(build, "grant_per_stay", viewer=dean, where={"faculty": ("65",)}) == {(): 9000}
    # an employee does not see 63 and 65; the 9,000 of the own unit are known here and protect nothing, so 64 goes too
    assert seen(build, "grant_per_stay", "faculty") == {"63": "..", "64": 20_000, "65": ".."}
    assert seen(build, "grant_per_stay", "faculty", viewer=dean) == {"63": "..", "64": "..", "65": 9000}
    assert seen(build, "grant_per_stay", "faculty", viewer=ANALYST) == {"63": 9400, "64": 20_000, "65": 9000}


AMOUNTS = st.lists(st.sampled_from([100.0, 500.0, 1000.0, 20_000.0]), max_size=9)
TABLES = st.lists(AMOUNTS, min_size=9, max_size=9)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn(TABLES)
def test_no_reader_of_all_tables_sees_that_one_person_has_most_of_a_sum(table: list[list[float]]) -> None:
    places = [(faculty, level) for faculty in FACULTY for level in LEVELS]
    euros = dict(zip(places, table, strict=True))
    if not any(table):
        return
    build = university(*(grants(*each, faculty=faculty, level=level) for (faculty, level), each in euros.items()))
    lines: dict[tuple[str, ...], list[tuple[str, str]]] = {(): places}
    for at in (0, 1):
        for place in places:
            lines.setdefault((place[at],), []).append(place)
    lines |= {place: [place] for place in places}
    counts, sums = _published(build, "stays_with_grant"), _published(build, "grant_per_stay")
    empty = {place for line, of in lines.items() if counts.get(line, 0) == 0 for place in of}

    def most(shown: dict[tuple[str, ...], object], sought: list[tuple[str, str]]) -> float:
        equal = [(of, sum(sum(euros[p]) for p in of)) for line, of in lines.items() if shown.get(line, 0) != ".."]
        solved = linprog(
            [-float(place in sought) for place in places],
            A_eq=[[float(place in of) for place in places] for of, _ in equal], b_eq=[total for _, total in equal],
            bounds=[(0, 0 if place in empty else 1e6) for place in places],
        )  # fmt: skip
        return float(-solved.fun)

    for line, of in lines.items():
        each = [euro for place in of for euro in euros[place]]
        if not each or line == ():
            continue  # an employee sees the institution's own figures exactly
        total = sum(each)
        if len(each) < 5 or max(each) > 0.8 * total:
            assert sums[line] == ".."
            needed = max(each) / 0.8 if len(each) >= 5 else total + max(each) / 4
            # totals and published zeros bound some more tightly, even if all others are suppressed
            without_others = {**sums, **dict.fromkeys(places, "..")}
            assert most(sums, of) >= min(needed, most(without_others, of)) - 0.01
        else:
            assert counts[line] != ".." or sums[line] == ".."


def _published(build: OpenBuild, indicator: str) -> dict[tuple[str, ...], object]:
    """What an employee sees, by faculty, by degree level and by both."""
    shown: dict[tuple[str, ...], object] = {}
    for by in ((), ("faculty",), ("degree_level",), ("faculty", "degree_level")):
        for key, number in seen(build, indicator, *by).items():
            shown[key if isinstance(key, tuple) else (str(key),)] = number
    return shown


def _summed(fact: Fact, indicator: Indicator) -> set[str]:
    """The columns of a fact that an indicator adds up."""
    measures = [indicator.numerator] if fact.name == indicator.fact else []
    if indicator.denominator and fact.name == (indicator.denominator_fact or indicator.fact):
        measures.append(indicator.denominator)
    sums = [each for sql in measures for each in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Sum)]
    values = [then for each in sums for case in each.find_all(exp.Case) for then in case.args["ifs"]]
    values = [then.args["true"] for then in values] or sums
    return {column.name for each in values for column in each.find_all(exp.Column)}


OF_PERSONS = {
    (fact, column, indicator.id)
    for indicator in load_indicators().values()
    for fact in indicator.facts
    if fact.of_persons
    for column in _summed(fact, indicator)
}


def test_what_is_added_up_over_persons_says_whether_a_row_counts_or_is_declared_an_amount() -> None:
    build = given()
    columns = {(fact, column) for fact, column, _ in OF_PERSONS if column not in fact.amounts}
    types = {
        f"{fact.name}.{column}": build.engine.rows(f"select typeof(any_value({column})) from facts.{fact.name}")[0][0]
        for fact, column in columns
    }
    assert {name: kind for name, kind in types.items() if kind != "INTEGER"} == {}
    assert len(columns) > 20


def test_no_two_indicators_add_up_the_same_amount_so_that_one_could_be_subtracted_from_the_other() -> None:
    assert sorted((fact.name, column, name) for fact, column, name in OF_PERSONS if column in fact.amounts) == [
        ("staff", "academic_fte", "guest_researchers"),
        ("staff_stays", "days", "staff_stay_days"),
        ("stays", "ects_planned", "recognised_ects_share"),
        ("stays", "ects_recognised", "recognised_ects_share"),
        ("stays", "grant_eur", "grant_per_stay"),
        ("stays", "grant_eur_a_month", "grant_per_month"),
        ("stays", "semesters", "exchange_balance_semesters"),
    ]
