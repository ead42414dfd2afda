"""What one indicator shows of a count, another does not suppress: all measures over the same rows are one decision."""

from dataclasses import replace

import pytest

from models.question import QuestionError, Viewer
from models.store import OpenBuild
from tests.models.asked import answer
from tests.models.disclosure.people import People, graduated, went_abroad

VIEWER = Viewer("viewer")
UNITS = {"63": ("63", "631000", "P1"), "64": ("64", "641000", "P2"), "65": ("65", "651000", "P3")}
# faculty and campus: outgoing stays to priority countries, and to others
STAYS = {
    ("64", "a"): (40, 76), ("64", "b"): (1, 2), ("64", "c"): (90, 178),
    ("63", "a"): (30, 90), ("63", "b"): (20, 40), ("63", "c"): (60, 100),
    ("65", "a"): (35, 60), ("65", "b"): (25, 30), ("65", "c"): (50, 70),
}  # fmt: skip


def stays(by: str) -> OpenBuild:
    """Outgoing stays by faculty and another dimension, in priority countries and outside."""
    counts = {
        (2024, UNITS[faculty], (member, is_priority)): (0, pair[at])
        for (faculty, member), pair in STAYS.items()
        for at, is_priority in enumerate(("true", "false"))
    }
    return went_abroad(People((by, "is_priority"), tuple(counts), counts))


def shown(build: OpenBuild, indicator: str, by: tuple[str, ...], part: str) -> dict[tuple[object, ...], float]:
    """The counts that may be seen, by key."""
    rows = answer(build, indicator, VIEWER, by=by).rows
    return {tuple(row.key.values()): getattr(row, part) for row in rows if row.sign is None}


def test_three_questions_do_not_give_a_suppressed_cell() -> None:
    build = stays("campus")
    by_faculty = shown(build, "outgoing_stays", ("faculty",), "numerator")
    by_campus = shown(build, "outgoing_stays", ("faculty", "campus"), "numerator")
    of_share = shown(build, "priority_country_share", ("faculty", "campus"), "denominator")
    assert by_faculty["64",] == 387
    assert ("64", "b") not in by_campus
    assert of_share.items() <= by_campus.items(), "a denominator tells a count that is suppressed elsewhere"
    pooled = {**of_share, **by_campus}
    assert sum(("64", campus) not in pooled for campus in "abc") > 1


def test_a_small_part_does_not_suppress_its_large_whole() -> None:
    counts = {
        (2024, unit, (campus,)): (within, 90)
        for unit, campus, within in (
            (UNITS["63"], "a", 3), (UNITS["63"], "b", 30), (UNITS["64"], "a", 40), (UNITS["64"], "b", 50),
        )
    }  # fmt: skip
    build = graduated(People(("campus",), tuple(counts), counts))
    students = replace(
        build,
        indicators={
            **build.indicators,
            "graduations": build.indicators["outbound_share"].model_copy(
                update={"id": "graduations", "numerator": "sum(graduation)", "denominator": None, "value": "count"}
            ),
        },
    )
    assert len(shown(students, "graduations", ("faculty", "campus"), "numerator")) == 4
    assert not shown(students, "outbound_share", ("faculty", "campus"), "numerator")


def test_below_the_institution_gender_is_published_as_women_and_men() -> None:
    counts = {
        (2024, unit, (gender,)): (0, count)
        for unit, gender, count in (
            (UNITS["63"], "f", 70), (UNITS["63"], "m", 60), (UNITS["63"], "x", 2),
            (UNITS["64"], "f", 116), (UNITS["64"], "m", 268), (UNITS["64"], "x", 3),
        )
    }  # fmt: skip
    build = went_abroad(People(("gender",), tuple(counts), counts))
    assert shown(build, "outgoing_stays", ("faculty", "gender"), "numerator") == {
        ("63", "f"): 70, ("63", "m"): 60, ("64", "f"): 116, ("64", "m"): 268,
    }  # fmt: skip


def test_the_question_is_decided_the_same_whichever_was_asked_first() -> None:
    first, second = stays("campus"), stays("campus")
    by = ("faculty", "campus")
    shown(second, "priority_country_share", by, "numerator")
    assert shown(first, "outgoing_stays", by, "numerator") == shown(second, "outgoing_stays", by, "numerator")


def with_counts(build: OpenBuild, **sums: str) -> OpenBuild:
    """The build with counts over graduations beside its indicators, by name."""
    share = build.indicators["outbound_share"]
    as_count = {"denominator": None, "value": "count", "unit": "number", "related": (), "cumulative_by": None}
    counts = {name: share.model_copy(update={"id": name, "numerator": sql, **as_count}) for name, sql in sums.items()}
    return replace(build, indicators={**build.indicators, **counts})


def campuses(**within: tuple[int, int]) -> OpenBuild:
    """Graduations of one faculty by campus, with a stay and without, and of a second that is large everywhere."""
    counts = {(2024, UNITS["63"], (campus,)): pair for campus, pair in within.items()}
    counts |= {(2024, UNITS["64"], (campus,)): (60, 60) for campus in within}
    return graduated(People(("campus",), tuple(counts), counts))


def test_of_two_counts_and_their_sum_no_two_are_shown_where_the_third_is_small() -> None:
    build = with_counts(
        campuses(a=(30, 3), b=(30, 30), c=(40, 20)),
        abroad="sum(has_counted_stay)", at_home="sum(graduation - has_counted_stay)", all_of_them="sum(graduation)",
    )  # fmt: skip
    cell = ("63", "a")
    by = ("faculty", "campus")
    assert cell not in shown(build, "at_home", by, "numerator")
    assert sum(cell in shown(build, name, by, "numerator") for name in ("abroad", "all_of_them")) < 2


def test_of_counts_that_differ_by_few_the_one_that_fewer_indicators_publish_is_suppressed() -> None:
    build = with_counts(campuses(a=(30, 3), b=(30, 30), c=(40, 20)), abroad="sum(has_counted_stay)")
    shares = replace(build, indicators={**build.indicators, "graduates": build.indicators["abroad"].model_copy(
        update={"id": "graduates", "numerator": "sum(graduation)"})})  # fmt: skip
    by = ("faculty", "campus")
    assert ("63", "a") in shown(shares, "graduates", by, "numerator")
    assert ("63", "a") not in shown(shares, "abroad", by, "numerator")


def genders(**counts: tuple[int, int]) -> OpenBuild:
    """Outgoing stays of two faculties by gender."""
    atoms = {
        (2024, UNITS[unit], (gender,)): (0, pair[at])
        for gender, pair in counts.items()
        for at, unit in enumerate(("63", "64"))
    }
    return went_abroad(People(("gender",), tuple(atoms), atoms))


def test_others_and_none_stated_are_one_member_from_ten_persons() -> None:
    by_gender = shown(
        genders(f=(70, 116), m=(60, 268), x=(2, 1), unknown=(3, 4)), "outgoing_stays", ("gender",), "numerator"
    )
    assert by_gender == {("f",): 186, ("m",): 328, ("x_or_not_stated",): 10}


def test_fewer_others_are_no_cell_of_their_own_and_suppress_nobody() -> None:
    by_gender = shown(genders(f=(70, 116), m=(60, 268), x=(2, 1)), "outgoing_stays", ("gender",), "numerator")
    assert by_gender == {("f",): 186, ("m",): 328}


def test_others_are_not_shown_beside_a_gender_that_is_suppressed() -> None:
    by_gender = shown(genders(f=(1, 2), m=(60, 268), x=(7, 8)), "outgoing_stays", ("gender",), "numerator")
    assert not by_gender, "of two that add up, both are suppressed, and what is left of the total with them"


def test_one_of_the_others_is_not_asked_for_alone() -> None:
    build = genders(f=(70, 116), m=(60, 268), x=(2, 1))
    with pytest.raises(QuestionError, match="gender is shown as f and m; leave out x, or ask by gender"):
        answer(build, "outgoing_stays", VIEWER, where={"gender": ("x",)})
    assert answer(build, "outgoing_stays", Viewer("institutional_analyst"), where={"gender": ("x",)}).rows[0].value == 3


def test_measures_that_are_the_same_in_a_member_share_its_cells() -> None:
    """In campus a everybody with a stay has a window: what protects the one would be told by the other."""
    build = with_counts(
        campuses(a=(40, 30), b=(2, 30), c=(40, 20)),
        abroad="sum(has_counted_stay)", abroad_from_a="sum(case when campus = 'a' then has_counted_stay else 0 end)",
    )  # fmt: skip
    by = ("faculty", "campus")
    abroad = shown(build, "abroad", by, "numerator")
    assert ("63", "b") not in abroad
    assert abroad.keys() & {("63", "a")} == shown(build, "abroad_from_a", by, "numerator").keys() & {("63", "a")}
