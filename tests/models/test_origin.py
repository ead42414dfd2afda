"""Where the rows behind a figure come from."""

from datetime import date

import pytest

from models.asking import ask
from models.origin import DEMO_AS_OF, DEMO_FILES, Origin, together, unrecorded
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.models.given import course, given, graduate, stay

ANALYST = Viewer("institutional_analyst")


def build(*synthetic: str) -> OpenBuild:
    return given(stays=[stay()], graduates=[graduate()], courses=[course()], synthetic=synthetic)


@pytest.mark.parametrize(
    ("origins", "says"),
    [([], "real"), (["real"], "real"), (["synthetic", "synthetic"], "synthetic"), (["real", "synthetic"], "mixed"),
     (["synthetic", "mixed"], "mixed"), (["public", "public"], "public"), (["public", "real"], "real"),
     (["public", "synthetic"], "mixed")],
)  # fmt: skip
def test_files_of_both_origins_make_a_mixed_whole(origins: list[Origin], says: Origin) -> None:
    assert together(origins) == says


@pytest.mark.parametrize(
    ("synthetic", "origin"),
    [((), "real"), (("stays", "graduates", "courses", "units"), "synthetic"), (("graduates",), "mixed")],
)
def test_a_build_is_of_the_origin_of_its_feeds(synthetic: tuple[str, ...], origin: Origin) -> None:
    assert build(*synthetic).origin == origin
    assert build(*synthetic).synthetic_feeds == tuple(sorted(synthetic))


def test_a_feed_without_rows_has_no_origin() -> None:
    assert given(stays=[], graduates=[graduate()], synthetic=["stays"]).origin == "real"


@pytest.mark.parametrize(
    ("indicator", "synthetic", "origin", "feeds"),
    [
        ("outgoing_stays", ("stays",), "mixed", ("stays",)),
        ("outgoing_stays", ("stays", "units"), "synthetic", ("stays", "units")),
        ("outgoing_stays", ("courses",), "real", ()),
        ("english_course_share", ("courses",), "mixed", ("courses",)),
        ("english_course_share", ("stays",), "real", ()),
        ("outbound_share", ("stays",), "mixed", ("stays",)),
    ],
    ids=["its feed", "its feed and the units", "another feed", "courses", "not courses", "a feed its fact reads"],
)
def test_an_answer_is_of_the_origin_of_the_feeds_it_is_made_of(
    indicator: str, synthetic: tuple[str, ...], origin: Origin, feeds: tuple[str, ...]
) -> None:
    meta = ask(Question(indicator, ("year",)), ANALYST, build(*synthetic)).meta
    assert (meta.origin, meta.synthetic_feeds) == (origin, feeds)


def test_each_source_says_its_own_origin() -> None:
    sources = ask(Question("outbound_share", ("year",)), ANALYST, build("stays")).meta.sources
    assert {source.feed: source.origin for source in sources}["stays"] == "synthetic"


@pytest.mark.parametrize(
    ("as_of", "paths", "origin"),
    [
        (DEMO_AS_OF, {*DEMO_FILES, "partners/partners.csv"}, "synthetic"),
        (DEMO_AS_OF, DEMO_FILES - {"units/units.csv"}, "real"),
        (date(2026, 2, 1), DEMO_FILES, "real"),
    ],
    ids=["the demo's", "other files", "another day"],
)
def test_of_builds_without_a_record_only_the_demos_are_synthetic(as_of: date, paths: set[str], origin: Origin) -> None:
    assert unrecorded(as_of, paths) == origin
