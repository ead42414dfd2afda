"""docs/tutorial.md, walked as written: the commands in order, its answers to the questions asked, and what it shows."""

import os
import pty
import re
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_repository import ROOT

pytestmark = pytest.mark.slow

TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|answers|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANSWER = " → "


@dataclass(frozen=True)
class Walked:
    """What a block of commands output, and the questions whose answers stand below it, in order."""

    output: str
    asked: tuple[str, ...]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> list[Walked]:
    """Every block of commands run at a terminal, in the folder where the one before ended."""
    blocks = BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    folder, result = tmp_path_factory.mktemp("tutorial"), []
    for (kind, text), (kind_below, below) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if kind == "sh":
            answers = [line.split(ANSWER) for line in below.splitlines()] if kind_below == "answers" else []
            words, folder = _run(text, folder, "".join(f"{answer}\n" for _, answer in answers))
            result.append(Walked(words, tuple(question for question, _ in answers)))
    return result


def _run(commands: str, folder: Path, answers: str) -> tuple[str, Path]:
    """What they print when somebody at the keyboard gives the answers, and the folder they end in."""
    keyboard, terminal = pty.openpty()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("UTSYN_")}
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{settings['PATH']}"
    try:
        os.write(keyboard, answers.encode())
        ended = subprocess.run(
            ["bash", "-euc", f"{commands}\npwd >{folder}/.ends-in"],
            cwd=folder, env={**settings, "PATH": path, "utsyn": str(ROOT)}, stdin=terminal,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, check=False,
        )  # fmt: skip
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert ended.returncode == 0, ended.stdout
    return ended.stdout, Path((folder / ".ends-in").read_text(encoding="utf-8").strip())


def test_what_is_asked_is_what_is_answered_in_that_order(walk: list[Walked]) -> None:
    questions = re.compile(r"^'([^']+)': |'([^']+)' of \w+ is not known|^No heading gives (\w+): ", re.MULTILINE)
    for walked in walk:
        asked = tuple(next(filter(None, result)) for result in questions.findall(walked.output))
        assert asked == walked.asked
    assert sum(len(walked.asked) for walked in walk) == 18


def test_every_row_is_loaded(walk: list[Walked]) -> None:
    words = walk[-1].output
    assert "60 rows, 60 accepted" in words
    assert "200 rows, 200 accepted" in words
    assert "published" in words


def test_the_answer_is_the_one_shown(walk: list[Walked]) -> None:
    [shown] = [text for kind, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")) if kind == "text"]
    assert shown in walk[-1].output.replace("\N{NO-BREAK SPACE}", " ")


def test_the_exports_are_as_a_spanish_system_writes_them() -> None:
    for name, rows in (("salientes.csv", 60), ("egresados.csv", 200)):
        written = (ROOT / "docs" / "examples" / "tutorial" / name).read_bytes()
        assert "Física".encode("cp1252") in written
        assert len(written.splitlines()) == rows + 1
