"""Words and names that must not come back: docs/glossary.md and the field have plainer ones."""

import ast
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
    r"\bstands? (in|for|twice|beside|above|below|under|there|here)\b": "is in, represents, is duplicated",
    r"\b(?<!file\.)(tells?|told)\b": "show, give, say, describe",
    r"(?<!there )\b(is|are) no (?!longer\b)[a-z]": "is not a, are not",
    r"\b(lies|lie (in|on|between|below|inside))\b": "is in, are in",
    r"\bcut loose\b|\bspeaks? of\b": "no longer linked to; describes, is about",
}  # fmt: skip
ENDINGS = (".py", ".sql", ".yaml", ".md", ".js", ".css", ".typ", ".toml", ".txt")
ROOMS = ("data_contracts", "models", "pipelines", "dashboard", "docs", "README.md", "CHANGELOG.md")
# Stored under this name in builds since version 0.1, or a name of others
KEPT = re.compile(r"meta\.tallies|\btally varchar\b")
# What not to call a variable, a parameter, a function or a field: none says what it holds
VAGUE = {
    "found": "matches, rows, result, …",
    "said": "record, sentence, label, …",
    "told": "described, decomposed, …",
    "tell": "describe",
    "there": "present",
    "among": "candidates, profiles, …",
    "asked": "requested, questions, …",
    "own": "own_files, institution, …",
    "known": "known_columns, …",
    "strangers": "unknown_ids",
    "reckoned": "computed, derived, cached",
    "kept_out": "quarantined",
    "hidden": "suppressed, hidden_rows, …",
    "hides_below": "suppresses_below",
    "stands_in": "substitute",
}
ANY_VAGUE = re.compile(rf"\b({'|'.join(VAGUE)})\b")
# Fields that their class explains: a person's own viewer, the build asked for, the values observed
EXPLAINED = {"own", "known", "asked"}


def _lines() -> list[tuple[str, str]]:
    """Path and line number, and the line, of every text of the product."""
    command = ["git", "ls-files", "--", *ROOMS]
    paths = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [path for path in paths if path.endswith(ENDINGS) and (ROOT / path).is_file()]
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


def _names(path: Path) -> list[tuple[int, str]]:
    """Every variable, parameter, function and field that a file names, with its line; none where no word is vague."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text if ANY_VAGUE.search(text) else "")
    fields = {
        line.target
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.target.id in EXPLAINED
    }
    return [
        *((n.lineno, n.id) for n in ast.walk(tree) if isinstance(n, ast.Name) and n not in fields),
        *((n.lineno, n.arg) for n in ast.walk(tree) if isinstance(n, ast.arg)),
        *((n.lineno, n.name) for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)),
    ]


def test_names_say_what_they_hold() -> None:
    command = ["git", "ls-files", "--", "*.py"]
    paths = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [path for path in paths if (ROOT / path).is_file()]
    vague = [
        f"{path}:{line}: {name}; write {VAGUE[name]}"
        for path in files
        for line, name in _names(ROOT / path)
        if name in VAGUE and not (name in {*EXPLAINED, "there"} and path.startswith("tests/"))
    ]
    assert vague == []


# In what readers meet (pages, definitions, contracts) these are stilted too
STILTED = re.compile(r"\b(stands?|standing|lies?|told|tells?)\b")
KEY = re.compile(r"^\s*(- )?[\w']+:(?= |$)")
READ = ("dashboard/text/en.yaml", "models/indicators/", "models/plans/", "models/bridges/", "data_contracts/feeds/")


def test_what_readers_meet_is_said_plainly() -> None:
    read = [(place, KEY.sub("", line)) for place, line in LINES if place.startswith(READ) and ".yaml:" in place]
    assert [f"{place}: {line.strip()[:100]}" for place, line in read if STILTED.search(line)] == []
