"""How the tests call `utsyn`."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dashboard.cli import main


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


Utsyn = Callable[..., Ended]


@pytest.fixture
def utsyn(capsys: pytest.CaptureFixture[str]) -> Utsyn:
    """Run `utsyn` with these arguments in this process."""

    def run(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, captured.out, captured.err)

    return run
