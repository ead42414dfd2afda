"""What one indicator shows of a count, another does not suppress: all measures over the same rows are one decision."""

from dataclasses import replace

from models.question import Viewer
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
