"""Fetching stands apart: no build and no page asks anything of the network."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODULES = [
    path for room in ("dashboard", "models", "data_contracts", "pipelines") for path in (ROOT / room).rglob("*.py")
]
ASKS = re.compile(r"^\s*(?:from|import) +(httpx|requests|aiohttp|urllib3|urllib\.request|http\.client)\b", re.MULTILINE)
COMMANDS = ("fetch", "public")
FETCHES = re.compile(r"^\s*(?:from|import) +pipelines\.fetching\b", re.MULTILINE)


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    # the doctor asks the sign-in provider whether it is there, when somebody runs it; the configuration's sources are
    # checked by their definitions, which asks nobody
    [
        (ASKS, ("pipelines/fetching/", "dashboard/doctor.py")),
        (
            FETCHES,
            ("pipelines/fetching/", "pipelines/configured.py", "dashboard/cli/fetch.py", "dashboard/cli/public.py"),
        ),
    ],
)
def test_only_fetching_asks_and_only_its_commands_fetch(pattern: re.Pattern[str], allowed: tuple[str, ...]) -> None:
    listed = [path.relative_to(ROOT).as_posix() for path in MODULES if pattern.search(path.read_text(encoding="utf-8"))]
    assert listed
    assert [path for path in listed if not path.startswith(allowed)] == []
