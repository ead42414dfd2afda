"""What one process computed, the next one reads; never across rights, builds or definitions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from sqlglot import exp

from dashboard import builds, cached_analyses
from dashboard.result_cache.kept import Kept, load
from dashboard.result_cache.memory import Memory
from models.engines.engine import Engine
from models.kept_results import RESULTS
from models.question import Question, Viewer
from models.store import OpenBuild
from tests.models.given import given, graduate, stay

ID = "20260115T000000Z-abcdef"
IN_2017 = Question("outgoing_stays", ("faculty",), years=(2017, 2017))
SHARE = Question("outbound_share")
EMPLOYEE = "viewer"


@dataclass
class Counted:
    """An engine that notes the queries it runs."""

    engine: Engine
    dialect: str
    queries: list[str] = field(default_factory=list)

    def rows(self, query: exp.Expr | str) -> list[tuple[object, ...]]:
        self.queries.append(str(query))
        return self.engine.rows(query)

    def tables(self, schema: str) -> frozenset[str]:
        return self.engine.tables(schema)

    def columns(self, schema: str, table: str) -> tuple[str, ...]:
        return self.engine.columns(schema, table)

    __hash__ = object.__hash__


ROWS = given(
    graduates=[graduate(person_id=f"{p}{y}", graduated_on=f"{y}-06-15") for p in range(30) for y in range(2017, 2026)],
    stays=[
        stay(person_id=f"{p}{y}", date_from=f"{y}-02-01", date_to=f"{y}-06-30")
        for y in range(2017, 2026)
        for p in range(3 + (y - 2017) * 3)
    ],
)


@pytest.fixture
def build() -> OpenBuild:
    return replace(ROWS, id=ID, engine=Counted(ROWS.engine, ROWS.engine.dialect))


@pytest.fixture(autouse=True)
def as_viewer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Ask as somebody of a role; an employee unless a test says otherwise."""
    served = builds.serving()

    def ask_as(role: str) -> None:
        now = replace(served, warehouse=tmp_path, without_sign_in=Viewer.parse(role))
        monkeypatch.setattr(builds, "serving", lambda: now)

    ask_as(EMPLOYEE)
    next_process()
    return ask_as


def next_process() -> None:
    """Forget what is in memory, as a process does that has just started."""
    Memory.forget(lambda _build: True)


def queries(build: OpenBuild) -> list[str]:
    assert isinstance(build.engine, Counted)
    return build.engine.queries


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / RESULTS).rglob("*.json"))


def test_the_second_process_answers_without_a_query(build: OpenBuild) -> None:
    first = builds.answer(IN_2017, build)
    assert queries(build)
    queries(build).clear()

    next_process()

    assert builds.answer(IN_2017, build) == first
    assert queries(build) == []


def test_results_can_be_read_before_they_are_asked_for(build: OpenBuild, tmp_path: Path) -> None:
    first = builds.answer(IN_2017, build)
    next_process()
    load(tmp_path, build)
    for path in files(tmp_path):
        path.unlink()
    queries(build).clear()

    assert builds.answer(IN_2017, build) == first
    assert queries(build) == []


@pytest.mark.parametrize(
    "call",
    [
        builds.rows_of,
        lambda build: builds.rows_of(build, {"faculty": ("63",)}),
        lambda build: builds.answer(Question("outgoing_stays", ("year", "faculty")), build),
        lambda build: builds.about(IN_2017, build),
        lambda build: cached_analyses.forecast(SHARE, build),
        lambda build: cached_analyses.cohorts(Question("cohort_outbound_share"), build),
        lambda build: cached_analyses.contribution(replace(SHARE, by=("faculty",), years=(2024, 2025)), build),
        lambda build: cached_analyses.whatif(0.5, Question("outbound_share", ("faculty",), years=(2025, 2025)), build),
        lambda build: cached_analyses.growth(5, 2030, SHARE, build),
    ],
    ids=["plan", "faculty", "answer", "about", "forecast", "cohorts", "contribution", "whatif", "growth"],
)
@pytest.mark.parametrize("role", [EMPLOYEE, "institutional_analyst"])
def test_what_is_read_is_what_was_computed(
    call: Callable[[OpenBuild], object], role: str, build: OpenBuild, tmp_path: Path, as_viewer: Callable[[str], None]
) -> None:
    as_viewer(role)
    computed = call(build)
    assert files(tmp_path)
    next_process()
    queries(build).clear()

    assert call(build) == computed
    assert queries(build) == []


def test_other_rights_get_nothing_of_it(build: OpenBuild, as_viewer: Callable[[str], None]) -> None:
    """3 stays of faculty 63 in 2017: an analyst's 3 must not reach an employee, nor an employee's `..` an analyst."""
    shown = {}
    for role in ("institutional_analyst", EMPLOYEE, "public", "unit_analyst:63", "unit_analyst:64"):
        as_viewer(role)
        shown[role] = builds.answer(IN_2017, build).rows[0].value
    assert shown == {
        "institutional_analyst": 3, EMPLOYEE: None, "public": None, "unit_analyst:63": 3, "unit_analyst:64": None,
    }  # fmt: skip
    next_process()
    for role in ("unit_analyst:64", "public", EMPLOYEE, "institutional_analyst"):
        as_viewer(role)
        assert builds.answer(IN_2017, build).rows[0].value == shown[role]


def test_an_employees_file_under_the_name_of_another_is_not_read(
    build: OpenBuild, tmp_path: Path, as_viewer: Callable[[str], None]
) -> None:
    as_viewer("institutional_analyst")
    builds.answer(IN_2017, build)
    [of_analyst] = files(tmp_path)
    as_viewer(EMPLOYEE)
    builds.answer(IN_2017, build)
    [of_employee] = [path for path in files(tmp_path) if path != of_analyst]
    of_employee.write_bytes(of_analyst.read_bytes())
    next_process()

    assert builds.answer(IN_2017, build).rows[0].value is None


def test_other_settings_get_nothing_of_it(build: OpenBuild, tmp_path: Path) -> None:
    """With 40 as the limit, the 30 of the other faculty are suppressed too: what was shown before is not read."""
    builds.answer(IN_2017, build)
    settings = build.config.settings.model_copy(update={"suppress_below": 40})
    next_process()
    queries(build).clear()

    other = replace(build, config=build.config.model_copy(update={"settings": settings}))

    assert [row.sign for row in builds.answer(IN_2017, other).rows if row.value] == []
    assert queries(build)
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\n\n", b"{}"], ids=["empty", "short", "lines", "JSON alone"])
def test_a_damaged_file_is_computed_again(damage: bytes, build: OpenBuild, tmp_path: Path) -> None:
    first = builds.answer(IN_2017, build)
    [kept] = files(tmp_path)
    sound = kept.read_bytes()
    for content in (damage, sound[:-1], sound.replace(b"2017", b"2016")):
        kept.write_bytes(content)
        next_process()
        assert builds.answer(IN_2017, build) == first
        assert kept.read_bytes() == sound


def test_without_the_right_to_write_answers_go_on(build: OpenBuild, tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text("a file where the folder should be", encoding="utf-8")
    assert builds.answer(IN_2017, build).rows


def test_what_json_would_change_stays_in_memory(build: OpenBuild, tmp_path: Path) -> None:
    """A day in a register's row would be read as a text."""

    def days(_viewer: Viewer, build: OpenBuild) -> tuple[Mapping[str, str | date], ...]:
        return ({"name": build.id, "since": date(2026, 1, 31)},)

    kept = Kept(days, 3)
    for _ in range(2):
        assert kept.of(tmp_path, Viewer(), (build,), {}) == ({"name": ID, "since": date(2026, 1, 31)},)
        next_process()
    assert files(tmp_path) == []


def test_a_build_of_no_warehouse_shares_nothing(tmp_path: Path) -> None:
    assert builds.answer(IN_2017, ROWS).rows
    assert files(tmp_path) == []
