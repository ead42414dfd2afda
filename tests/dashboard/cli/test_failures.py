"""Whatever goes wrong, a person gets one message and a code, never a traceback."""

import errno
from pathlib import Path

import pytest

from dashboard.cli import figure_options
from data_contracts.conditions import ConditionError
from data_contracts.contract_parser import ContractError
from models.config import ConfigError
from models.plan import PlanError
from models.question import QuestionError
from pipelines.build import BuildRefused
from pipelines.reading.readers import ReadError
from pipelines.warehouse import WarehouseError
from tests.dashboard.cli.conftest import Utsyn


def ends_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let `utsyn ask` meet this error."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(figure_options, "published", fail)


@pytest.mark.parametrize("error", [ReadError("stays.csv: no headings"), BuildRefused("stays: half the rows are gone")])
def test_a_reason_in_the_data_ends_with_1(monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn, error: Exception) -> None:
    ends_with(monkeypatch, error)
    ended = utsyn("ask", "outbound_share")
    assert (ended.code, ended.out, ended.err) == (1, "", f"Error: {error}\n")


@pytest.mark.parametrize("kind", [ConfigError, QuestionError, PlanError, ContractError, ConditionError, WarehouseError])
def test_wrong_use_ends_with_2(monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn, kind: type[Exception]) -> None:
    ends_with(monkeypatch, kind("what, where, how to fix it"))
    ended = utsyn("ask", "outbound_share")
    assert (ended.code, ended.err) == (2, "Error: what, where, how to fix it\n")


def test_a_folder_that_may_not_be_written_is_named(monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn) -> None:
    ends_with(monkeypatch, PermissionError(errno.EACCES, "Permission denied", "warehouse/staging"))
    ended = utsyn("ask", "outbound_share")
    assert (ended.code, ended.err) == (2, "Error: warehouse/staging: Permission denied\n")


def test_a_fault_of_the_program_is_told_in_short_and_logged_in_full(
    monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ends_with(monkeypatch, ZeroDivisionError("division by zero"))
    ended = utsyn("ask", "outbound_share")
    assert ended.code == 3
    assert "Traceback" not in ended.err
    [log] = tmp_path.iterdir()
    assert str(log) in ended.err
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch, utsyn: Utsyn) -> None:
    ends_with(monkeypatch, KeyboardInterrupt())
    ended = utsyn("ask", "outbound_share")
    assert (ended.code, ended.out) == (130, "")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bulid"], "Did you mean 'build'"),
        (["ask"], "Missing argument 'INDICATOR'"),
        (["ask", "outbound_share", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["ask", "outbound_share", "--bye", "year"], "--by"),
        (["--config", "no-such.toml", "status"], "no-such.toml: cannot be read"),
        (["check", "no-such.csv"], "'no-such.csv' does not exist"),
        (["dashboard", "--port", "0"], "--port"),
        (["demo", "--scale", "-1"], "--scale"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_is_wrong(utsyn: Utsyn, arguments: list[str], says: str) -> None:
    ended = utsyn(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_an_empty_warehouse_says_what_to_run(utsyn: Utsyn, tmp_path: Path) -> None:
    for command in (["ask", "outbound_share"], ["status"], ["builds", "freeze", "report-2025"]):
        ended = utsyn(*command, "--warehouse", tmp_path)
        assert (ended.code, "nothing has been built here yet" in ended.err) == (2, True)
