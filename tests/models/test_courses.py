"""Courses: their language, who sits in them, what is online with others, and courses of Norwegian."""

from typing import Any

from models.answer import Sign
from models.config import load_config
from models.config_sections import Settings
from tests.models.asked import answer, by_year, fractions
from tests.models.given import course, given, unit

IN_2025: dict[str, Any] = {"years": (2025, 2025)}


def test_courses_in_english_are_a_share_of_all_courses_of_the_year() -> None:
    build = given(
        courses=[
            course(course_code="TDT1"),
            course(course_code="TDT1", year=2024, teaching_language="no"),
            course(teaching_language="other"),
            course(teaching_language="no", level="master", unit_code="641000"),
            course(teaching_language="no", norwegian_language_course=True, places=20),
        ]
    )
    assert fractions(build, "english_course_share") == {2024: (0, 1), 2025: (1, 4)}
    assert fractions(build, "english_course_share", "faculty", **IN_2025) == {"63": (1, 3), "64": (0, 1)}
    assert fractions(build, "english_course_share", "course_level", **IN_2025) == {"master": (0, 1), "unknown": (1, 3)}
    assert answer(build, "english_course_share").rows[0].denominator == 4  # a course of two years is not two


def test_a_classroom_is_mixed_where_either_group_is_a_fifth() -> None:
    def taken(local: int | None, international: int | None, language: str = "en") -> dict[str, Any]:
        return course(students_local=local, students_international=international, teaching_language=language)

    build = given(
        courses=[
            taken(80, 20),
            taken(20, 80),
            taken(81, 19),
            taken(19, 81),
            taken(30, 0),
            taken(0, 0),  # nobody: left out
            taken(None, 20),  # unknown: left out
            taken(20, None),
            taken(50, 50, "no"),
        ]
    )
    assert fractions(build, "mixed_classrooms") == {2025: (2, 5)}


def test_the_fifth_is_a_setting() -> None:
    config = load_config().model_copy(update={"settings": Settings(mixed_classroom_percent=30)})
    build = given(config=config, courses=[course(students_local=7, students_international=3),
                                          course(students_local=8, students_international=2)])  # fmt: skip
    assert fractions(build, "mixed_classrooms") == {2025: (1, 2)}


def test_online_international_courses_and_their_participants() -> None:
    build = given(
        courses=[
            course(online_international="coil", students_local=20, students_international=10),
            course(online_international="bip", students_local=12),
            course(online_international="enhance_pathway"),
            course(online_international="none", students_local=99, students_international=99),
            course(students_local=50),
        ]
    )
    assert by_year(build, "online_international_courses") == {2025: 3}
    assert by_year(build, "online_international_participants") == {2025: 42}
    forms = fractions(build, "online_international_courses", "online_form")
    assert forms == {
        "bip": (1, None), "coil": (1, None), "enhance_pathway": (1, None), "none": (0, None), "unknown": (None, None),
    }  # fmt: skip


def test_where_no_course_tells_its_form_there_is_no_figure() -> None:
    build = given(courses=[course(), course()])
    assert [row.sign for row in answer(build, "online_international_courses").rows] == [Sign.MISSING]


def test_a_package_is_30_credits_in_english_at_one_level() -> None:
    def taught(unit_code: str, *credits_and_levels: tuple[float, str]) -> list[dict[str, Any]]:
        return [course(unit_code=unit_code, ects=ects, level=level) for ects, level in credits_and_levels]

    build = given(
        courses=[
            *taught("631000", (15, "master"), (7.5, "master"), (7.5, "master")),
            *taught("632000", (22.5, "master"), (7.5, "bachelor"), (60, "phd")),
            *taught("641000", (29.5, "master")),
            course(unit_code="641000", ects=30, level="master", teaching_language="no"),
            *taught("999999", (30, "master")),  # a unit that nobody knows
        ]
    )
    shares = fractions(build, "english_packages", "department")
    assert shares == {"631000": (1, 1), "632000": (0, 2), "641000": (0, 1)}
    assert fractions(build, "english_packages") == {2025: (1, 4)}


def test_courses_of_norwegian_are_offered_taken_and_completed() -> None:
    norwegian: dict[str, Any] = {"teaching_language": "no", "norwegian_language_course": True}
    build = given(
        courses=[
            course(**norwegian, places=40, students_local=0, students_international=35, completed=30),
            course(**norwegian, places=20, students_international=15, completed=10, year=2024),
            course(places=500, students_international=400, completed=300),
        ]
    )
    assert by_year(build, "norwegian_course_places") == {2024: 20, 2025: 40}
    assert by_year(build, "norwegian_courses_taken") == {2024: 15, 2025: 35}
    assert by_year(build, "norwegian_courses_completed") == {2024: 10, 2025: 30}
    assert answer(build, "norwegian_course_places").rows[0].value == 60


def test_a_department_that_ended_in_the_year_has_its_courses_until_its_successor_takes_them() -> None:
    build = given(
        units=[
            unit(unit_code="630000", unit_level="faculty"),
            unit(unit_code="631000", valid_to="2024-06-30", successor_code="632000"),
            unit(unit_code="632000"),
            unit(unit_code="633000", valid_to="2024-06-30"),
        ],
        courses=[course(unit_code=code, year=year) for code in ("631000", "633000") for year in (2023, 2024, 2025)],
    )
    by_name = {
        year: set(fractions(build, "english_course_share", "department", years=(year, year)))
        for year in (2023, 2024, 2025)
    }
    assert by_name == {2023: {"631000", "633000"}, 2024: {"632000", "633000"}, 2025: {"632000", "unknown"}}
