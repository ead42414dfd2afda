"""Words that must not come back: docs/glossary.md and the field have plainer ones."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What not to write → what to write
PLAIN = {
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bknock(s|ed|ing)?\b": "probe, connect",
    r"\btall(y|ies|ied)\b": "counts",
    r"\bstrangers?\b": "unknown",
    r"\breckon(s|ed|ing)?\b": "compute, derive",
    r"\bwhatever\b": "any, regardless of, every",
    r"\bfates?\b": "suppression status, outcome",
    r"\bat the door\b": "on ingest",
    r"\bthe one door\b": "ask",
    r"(?<!by )\bhand(ed|s)? (over|in|out)\b": "pass on, submit, give out",
    r"\bis handed\b": "receives",
    r"\bkept out\b": "quarantined, rejected",
    r"\bgives? way\b": "is replaced by",
    r"\bat the least\b": "or more",
    r"\bstands in for\b": "represents",
}  # fmt: skip
ENDINGS = (".py", ".sql", ".yaml", ".md", ".js", ".css", ".typ", ".toml", ".txt")
ROOMS = ("data_contracts", "models", "pipelines", "dashboard", "docs", "README.md", "CHANGELOG.md")
# Stored under this name in builds since version 0.1, or a name of others
KEPT = re.compile(r"meta\.tallies|\btally varchar\b")


# Rewritten at the moment
NOT_YET = ("models/disclosure/", "models/asking.py", "docs/hiding.md")


def _lines() -> list[tuple[str, str]]:
    """Path and line number, and the line, of every text of the product."""
    command = ["git", "ls-files", "--", *ROOMS]
    paths = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [
        path for path in paths if path.endswith(ENDINGS) and not path.startswith(NOT_YET) and (ROOT / path).is_file()
    ]
    return [
        (f"{path}:{number}", KEPT.sub("", line))
        for path in files
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
    ]


LINES = _lines()


@pytest.mark.parametrize("word", PLAIN)
def test_a_word_that_was_replaced_does_not_come_back(word: str) -> None:
    pattern = re.compile(word, re.IGNORECASE)
    listed = [f"{place}: {line.strip()[:100]}" for place, line in LINES if pattern.search(line)]
    assert listed == [], f"write: {PLAIN[word]}"


# In what readers meet (pages, definitions, contracts) these are stilted too
STILTED = re.compile(r"\b(stands?|standing|lies?|told|tells?)\b")
KEY = re.compile(r"^\s*(- )?[\w']+:(?= |$)")
READ = ("dashboard/text/en.yaml", "models/indicators/", "models/plans/", "models/bridges/", "data_contracts/feeds/")


def test_what_readers_meet_is_said_plainly() -> None:
    read = [(place, KEY.sub("", line)) for place, line in LINES if place.startswith(READ) and ".yaml:" in place]
    assert [f"{place}: {line.strip()[:100]}" for place, line in read if STILTED.search(line)] == []
