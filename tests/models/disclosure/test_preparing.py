"""What is suppressed is decided once, when a build is prepared: the first answer of another process reads it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from models.answer import Row
from models.asking import ask
from models.disclosure import suppression
from models.disclosure.deciding import forget
from models.disclosure.preparing import prepare_tables, questions
from models.kept_results import RESULTS
from models.question import Question, QuestionError, Viewer
from models.store import OpenBuild
from tests.models.given import given, graduate, stay

PUBLIC, VIEWER, DEAN = Viewer("public"), Viewer("viewer"), Viewer("unit_analyst", "63")
ID = "20260115T000000Z-abcdef"
BY_DEPARTMENT = Question("outgoing_stays", ("year", "department"), years=(2024, 2024))
IN_GOOD_TIME = 600.0
INDICATORS = ("outgoing_stays", "priority_country_share", "grant_per_stay", "outbound_share", "participation_gap")
# of 2024: departments of Computing, then one of Engineering
STAYS = {"631000": 3, "632000": 20, "641000": 30}


@pytest.fixture
def build(tmp_path: Path) -> OpenBuild:
    """A build in a warehouse."""
    made = given(
        stays=[
            stay(unit_code=unit, person_id=f"{unit}{person}", country=("DE", "JP")[person % 2])
            for unit, count in STAYS.items()
            for person in range(count)
        ],
        graduates=[
            graduate(person_id=f"631000{person}", graduated_on=f"{2024 + person % 2}-06-15", gender="fm"[person % 2])
            for person in range(12)
        ],
    )
    few = {name: made.indicators[name] for name in INDICATORS}
    return replace(made, folder=tmp_path / "builds" / ID, indicators=few)


def next_process(monkeypatch: pytest.MonkeyPatch, build: OpenBuild) -> list[str]:
    """Forget what is in memory, as a process does that has just started; what it decides from then on."""
    forget(build)
    made: list[str] = []
    for name in ("patterns_of", "patterns_of_sums"):
        decides: Callable[..., object] = getattr(suppression, name)

        def noted(*given_: object, name: str = name, decides: Callable[..., object] = decides) -> object:
            made.append(name)
            return decides(*given_)

        monkeypatch.setattr(suppression, name, noted)
    return made


def answers(build: OpenBuild) -> Iterator[tuple[object, tuple[Row, ...]]]:
    """What the public and employees see by every dimension, alone and by unit."""
    for question, _ in questions(build):
        for viewer in (PUBLIC, VIEWER):
            with suppress(QuestionError):  # a difference of groups is not asked for by another dimension
                yield (question.indicator, question.by, viewer), ask(question, viewer, build).rows


def signs(rows: tuple[Row, ...]) -> dict[object, object]:
    """The numerator of each department, or the sign in its place."""
    return {row.key["department"]: str(row.sign) if row.sign else row.numerator for row in rows}


def files(build: OpenBuild) -> list[Path]:
    """What is kept of a build."""
    return sorted((build.folder.parent.parent / RESULTS / ID).rglob("*.json"))


def test_the_first_answer_about_any_table_decides_nothing(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(answers(build))
    forget(build)
    assert prepare_tables(build, (PUBLIC, VIEWER), IN_GOOD_TIME)
    made = next_process(monkeypatch, build)
    assert dict(answers(build)) == before
    assert len(before) > 50 * len(INDICATORS)
    assert made == []


def test_what_was_prepared_is_what_the_rows_say(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_tables(build, (VIEWER,), IN_GOOD_TIME)
    made = next_process(monkeypatch, build)
    assert signs(ask(BY_DEPARTMENT, VIEWER, build).rows) == {"631000": "..", "632000": "..", "641000": 30}
    assert made == []
    forget(build)
    assert signs(ask(BY_DEPARTMENT, DEAN, build).rows) == {"631000": 3, "632000": 20, "641000": 30}
    assert made, "the table of a unit's own analyst is decided when it is asked for"


def test_what_was_prepared_for_another_limit_is_not_read(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_tables(build, (VIEWER,), IN_GOOD_TIME)
    settings = build.config.settings.model_copy(update={"suppress_below": 25})
    stricter = replace(build, config=build.config.model_copy(update={"settings": settings}))
    made = next_process(monkeypatch, build)
    assert set(signs(ask(BY_DEPARTMENT, VIEWER, stricter).rows).values()) == {".."}
    assert made


def test_a_damaged_file_is_as_none(build: OpenBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_tables(build, (VIEWER,), IN_GOOD_TIME)
    for path in files(build):
        path.write_bytes(path.read_bytes()[:-3])
    made = next_process(monkeypatch, build)
    assert signs(ask(BY_DEPARTMENT, VIEWER, build).rows) == {"631000": "..", "632000": "..", "641000": 30}
    assert made


def test_it_ends_when_time_is_up_and_goes_on_later(build: OpenBuild) -> None:
    assert not prepare_tables(build, (VIEWER,), 0)
    few = len(files(build))
    assert prepare_tables(build, (VIEWER,), IN_GOOD_TIME)
    kept = {path: path.stat().st_mtime_ns for path in files(build)}
    assert len(kept) > few
    assert prepare_tables(build, (VIEWER,), 0), "there is nothing left to decide"


def test_nothing_is_kept_for_who_sees_all_exactly_nor_of_a_build_in_no_warehouse(build: OpenBuild) -> None:
    prepare_tables(build, (Viewer("institutional_analyst"), DEAN), IN_GOOD_TIME)
    assert files(build) == []
    prepare_tables(replace(build, folder=build.folder.parent.parent / ID), (VIEWER,), IN_GOOD_TIME)
    assert files(build) == []
