"""`utsyn demo` makes its institution once, and touches nobody else's files."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli import demo
from models.config import Config
from pipelines.building.report import BuildReport
from pipelines.demo import AS_OF
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.given import add_build, report


@dataclass
class Done:
    """What the demo had others do."""

    written: list[tuple[float, int]] = field(default_factory=list)
    built: int = 0
    stopped: bool = False
    served: list[tuple[Path, int, str]] = field(default_factory=list)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    seen = Done()

    def write_demo(inbox: Path, scale: float, seed: int) -> None:
        seen.written.append((scale, seed))
        (inbox / "stays").mkdir(exist_ok=True)
        (inbox / "stays" / f"seed_{seed}.csv").write_text("stay_id\n")

    def build(_config: Config, _inbox: Path, warehouse: Path, _progress: object, *, as_of: date) -> BuildReport:
        assert as_of == AS_OF
        seen.built += 1
        ref = add_build(warehouse, 8 + seen.built, publish=not seen.stopped)
        return report(ref.id).model_copy(update={"published": ref.published, "reasons": ("gone",) * seen.stopped})

    monkeypatch.setattr("pipelines.demo.write_demo", write_demo)
    monkeypatch.setattr("pipelines.build.build", build)
    monkeypatch.setattr(
        demo, "serve", lambda _config, warehouse, port, viewer: seen.served.append((warehouse, port, viewer))
    )
    return seen


def in_folders(tmp_path: Path) -> tuple[str | Path, ...]:
    return ("--inbox", tmp_path / "inbox", "--warehouse", tmp_path / "warehouse")


def test_files_are_written_built_and_shown(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    ended = utsyn("demo", *in_folders(tmp_path), "--scale", "0.1", "--seed", "7", "--port", "8600")
    assert (ended.code, done.written, done.built) == (0, [(0.1, 7)], 1)
    assert done.served == [(tmp_path / "warehouse", 8600, "institutional_analyst")]


def test_no_open_ends_after_the_build(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    assert utsyn("demo", *in_folders(tmp_path), "--no-open").code == 0
    assert (done.built, done.served) == (1, [])


def test_a_second_run_builds_nothing(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    utsyn("demo", *in_folders(tmp_path))
    ended = utsyn("demo", *in_folders(tmp_path))
    assert (ended.code, done.built, len(done.served)) == (0, 1, 2)
    assert "is already built" in ended.out


def test_another_seed_builds_anew_without_the_files_of_the_old(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    utsyn("demo", *in_folders(tmp_path))
    utsyn("demo", *in_folders(tmp_path), "--seed", "7")
    assert done.built == 2
    assert [path.name for path in (tmp_path / "inbox" / "stays").iterdir()] == ["seed_7.csv"]


def test_another_university_may_be_smaller_than_the_demo_it_replaces(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    utsyn("demo", *in_folders(tmp_path))
    done.stopped = True
    ended = utsyn("demo", *in_folders(tmp_path), "--scale", "0.1")
    current = Warehouse(tmp_path / "warehouse").current()
    assert (ended.code, ended.err, current and current.id.split("T")[1][:2]) == (0, "", "10")


def test_a_demo_that_was_stopped_takes_the_place_of_nobody_elses_build(
    done: Done, utsyn: Utsyn, tmp_path: Path
) -> None:
    ours = add_build(tmp_path / "warehouse", 8)
    done.stopped = True
    ended = utsyn("demo", *in_folders(tmp_path))
    current = Warehouse(tmp_path / "warehouse").current()
    assert (ended.code, "gone" in ended.err, current) == (1, True, ours)


def test_other_code_builds_anew(done: Done, utsyn: Utsyn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    utsyn("demo", *in_folders(tmp_path))
    monkeypatch.setattr(demo, "_fingerprint", lambda *_: "another")
    utsyn("demo", *in_folders(tmp_path))
    assert done.built == 2


def test_a_warehouse_that_is_gone_is_built_anew(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    utsyn("demo", *in_folders(tmp_path))
    (tmp_path / "warehouse" / "current").unlink()
    utsyn("demo", *in_folders(tmp_path))
    assert done.built == 2


def test_files_of_others_are_never_mixed_in(done: Done, utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "stays").mkdir(parents=True)
    (tmp_path / "inbox" / "stays" / "ours.csv").write_text("stay_id\n")
    ended = utsyn("demo", *in_folders(tmp_path))
    assert (ended.code, done.written) == (2, [])
    assert "holds files that no demo wrote" in ended.err
