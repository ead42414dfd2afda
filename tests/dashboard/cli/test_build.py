"""`utsyn build` reports what became of every row, and its code says whether it was published."""

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli.build import print_report
from models.config import Config, load_config
from models.origin import FileOrigin
from pipelines.build import Unchanged
from pipelines.building.report import BuildReport
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.given import DIFFERENCE, FILE, report


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path]]:
    """The folders that a build was asked for; each is published but the one from `bad`."""
    asked: list[tuple[Path, Path]] = []

    def build(
        _config: Config,
        inbox: Path,
        warehouse: Path,
        _progress: object,
        *,
        hold: bool,
        as_of: date | None,
        if_changed: bool,
        prepare: object,
    ) -> BuildReport:
        assert prepare is not None
        if if_changed and inbox.name == "same":
            raise Unchanged("20260228T080000Z-aaaaaa")
        assert as_of == (date(2026, 1, 31) if inbox.name == "of-january" else None)
        asked.append((inbox, warehouse))
        if hold and inbox.name != "bad":
            held = {"published": False, "compared_with": "20260228T080000Z-aaaaaa", "difference": DIFFERENCE}
            return report().model_copy(update=held)
        return report(published=inbox.name != "bad")

    monkeypatch.setattr("pipelines.build.build", build)
    return asked


def test_the_report_has_every_file_and_each_broken_rule_once(built: list[tuple[Path, Path]], utsyn: Utsyn) -> None:
    ended = utsyn("build", "--inbox", "in", "--warehouse", "out")
    lines = [line.split() for line in ended.out.splitlines()]
    assert (ended.code, ended.err, built) == (0, "", [(Path("in"), Path("out"))])
    assert ["stays/2025.csv", "stays", "10", "7", "2", "1"] in lines
    assert ["stays", "country_is_in_list", "error", "3", "2"] in lines
    assert " ".join(lines[-1]) == "build 20260301T081500Z-4f2a9c: certified (its contracts hold), published"


def test_without_folders_the_configured_ones_are_used(built: list[tuple[Path, Path]], utsyn: Utsyn) -> None:
    utsyn("build")
    config = load_config()
    assert built == [(config.inbox, config.warehouse)]


@pytest.mark.usefixtures("built")
def test_a_build_may_speak_of_an_earlier_day(utsyn: Utsyn) -> None:
    assert utsyn("build", "--inbox", "of-january", "--as-of", "2026-01-31").code == 0


@pytest.mark.usefixtures("built")
def test_json_is_the_report(utsyn: Utsyn) -> None:
    printed = json.loads(utsyn("build", "--json").out)
    assert (printed["build"], printed["published"], printed["certified"]) == ("20260301T081500Z-4f2a9c", True, True)
    counted = {name: printed["files"][0][name] for name in ("path", "feed", "sha256", "rows_read", "rows_loaded")}
    assert counted == {"path": "stays/2025.csv", "feed": "stays", "sha256": "ab", "rows_read": 10, "rows_loaded": 7}
    assert (printed["files"][0]["rows_quarantined"], printed["files"][0]["rows_duplicate"]) == (2, 1)


@pytest.mark.usefixtures("built")
def test_a_build_that_is_not_published_ends_with_1_and_the_reason(utsyn: Utsyn) -> None:
    ended = utsyn("build", "--inbox", "bad")
    assert ended.code == 1
    assert "not certified (a contract is broken), not published" in ended.out
    assert "3 loaded rows break date_to_is_a_date" in ended.err


@pytest.mark.usefixtures("built")
def test_a_broken_rule_about_a_feed_as_a_whole_is_told(utsyn: Utsyn) -> None:
    out = utsyn("build").out
    assert ["stays", "something_is_new", "warning"] in [line.split()[:3] for line in out.splitlines()]
    assert "row_count_holds" not in out


@pytest.mark.usefixtures("built")
def test_a_held_build_ends_well_with_what_it_would_change(utsyn: Utsyn) -> None:
    ended = utsyn("build", "--hold")
    lines = [line.split() for line in ended.out.splitlines()]
    assert (ended.code, ended.err) == (0, "")
    assert ["stays", "8", "7", "1", "2", "3"] in lines
    assert "unchanged: units" in ended.out
    assert "certified (its contracts hold), not published" in ended.out
    assert ended.out.endswith("publish it with `utsyn builds publish 20260301T081500Z-4f2a9c`\n")


@pytest.mark.usefixtures("built")
def test_a_held_build_that_may_not_be_published_ends_with_1(utsyn: Utsyn) -> None:
    assert utsyn("build", "--hold", "--inbox", "bad").code == 1


def test_a_build_of_what_is_published_already_is_none(built: list[tuple[Path, Path]], utsyn: Utsyn) -> None:
    ended = utsyn("build", "--inbox", "same", "--if-changed")
    assert (ended.code, built) == (4, [])
    assert "nothing has changed: build 20260228T080000Z-aaaaaa" in ended.out
    assert utsyn("build", "--inbox", "other", "--if-changed").code == 0


@pytest.mark.parametrize(
    ("origins", "says"),
    [
        (("real", "real"), None),
        (("synthetic", "synthetic"), "origin of the data: synthetic"),
        (("real", "synthetic"), "origin of the data: mixed; synthetic: units"),
    ],
)
def test_what_is_not_real_is_named(
    origins: tuple[FileOrigin, FileOrigin], says: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    made = report()
    named = zip(("stays", "units"), origins, strict=True)
    files = [FILE.model_copy(update={"feed": feed, "origin": origin}) for feed, origin in named]
    print_report(made.model_copy(update={"files": tuple(files)}))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("origin")]
    assert lines == ([] if says is None else [says])
