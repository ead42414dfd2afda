"""Languages are data: no code names one, and the few places that do say why."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.compile(
    r"""["'](nb|nn|en)["']"""  # "nb"
    r"""|\.(nb|nn|en)\b"""  # text.nb
    r"""|\w_(nb|nn|en)\b"""  # name_nb
    r"""|\w(Nb|Nn|En)\b"""  # descriptionNb
)
# File → why it may
ALLOWED = {
    "dashboard/cli/public.py": "the command line's sentences are English, and name what they speak of so",
    "dashboard/cli/plan.py": "options of version 0.1 of `utsyn plan new`",
    "data_contracts/countries.py": "the languages of Europe, in which files name countries",
    "data_contracts/offline_pages.py": "the language of Great Expectations' pages",
    "models/asking.py": "the code itself, as the name of a member without one",
    "models/dims/labels.sql": "columns of the feeds of units and programmes and of code lists",
    "models/dims/register_measures.sql": "columns of the feed of measures",
    "models/facts/courses.sql": "a code of the list of teaching languages",
    "models/institutions/__init__.py": "columns of the list of institutions",
    "pipelines/demo/courses.py": "a code of the list of teaching languages",
    "pipelines/demo/programmes.py": "columns of the feed of programmes, and codes of teaching languages",
    "pipelines/demo/studies.py": "a code of the list of teaching languages",
    "pipelines/demo/units.py": "columns of the feed of units",
    "pipelines/public/configuration.py": "keys of the configuration that it writes, and an English comment in it",
    "pipelines/sources/nva.py": "the names that NVA's answers hold",
}


def _naming() -> dict[str, list[str]]:
    """Files of the product that name a language → the lines."""
    lines: dict[str, list[str]] = {}
    for room in ("data_contracts", "models", "pipelines", "dashboard"):
        for path in sorted([*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.sql")]):
            named = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if NAMED.search(line)]
            if named:
                lines[path.relative_to(ROOT).as_posix()] = named
    return lines


def test_no_code_names_a_language() -> None:
    assert {path: lines for path, lines in _naming().items() if path not in ALLOWED} == {}


def test_every_exception_is_needed() -> None:
    assert sorted(ALLOWED) == sorted(_naming())
