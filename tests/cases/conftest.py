"""The shared folder of inputs that failed, and an inbox of a few rows for an institution anywhere."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.config import Config, load_config
from pipelines.build import build
from pipelines.building.report import BuildReport
from tests.conftest import SHARED

CASES = SHARED.parent / "cases"
UNITS = """\
unit_code,parent_code,unit_level,name_nb,name_en,valid_from
000000,,institution,I,I,2000-01-01
630000,000000,faculty,F,F,2000-01-01
"""


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of inputs that failed, one folder each with the right result in its README."""
    if not CASES.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the inputs that failed are missing: {CASES}")
        # these inputs are kept outside the repository: who clones it still runs all other tests, and CI fails
        pytest.skip(f"the inputs that failed are not on this machine: {CASES}")
    return CASES


@pytest.fixture
def configured(tmp_path: Path) -> Callable[..., Config]:
    """A configuration with these lines before and within [institution], for the country given."""

    def make(country: str = "ES", before: str = "", after: str = "") -> Config:
        path = tmp_path / "utsyn.toml"
        path.write_text(
            f"""plan = "ntnu-2022-2025"\ninbox = "inbox"\nwarehouse = "wh"\n{before}
[institution]
name_nb = "Universidad de Ejemplo"
name_en = "University of Ejemplo"
short_name = "UEJ"
country = "{country}"
{after}""",
            encoding="utf-8",
        )
        return load_config(path)

    return make


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., BuildReport]:
    """Build from texts by inbox path, beside the units that they name."""

    def make(config: Config, files: dict[str, str | bytes]) -> BuildReport:
        for name, content in {"units/units.csv": UNITS, **files}.items():
            path = tmp_path / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return build(config, tmp_path / "inbox", tmp_path / "wh", lambda *_: None)

    return make
