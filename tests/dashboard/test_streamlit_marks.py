"""The marks of Streamlit that our style and scripts rely on: this names the one that an update took away."""

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

import dashboard

MARK = re.compile(r"data-testid=[\"']?(st[\w-]+)")
OURS = {
    mark
    for path in Path(dashboard.__file__).parent.rglob("*")
    if path.suffix in (".css", ".js")
    for mark in MARK.findall(path.read_text(encoding="utf-8"))
}


@cache
def frontend() -> str:
    """All scripts of the installed Streamlit."""
    folder = Path(streamlit.__file__).parent / "static"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js")))


def test_there_are_marks_to_look_for() -> None:
    assert {"stMain", "stSidebar", "stHeader"} <= OURS


@pytest.mark.parametrize("mark", sorted(OURS))
def test_streamlit_still_has_the_mark(mark: str) -> None:
    kind = mark.partition("-")[0]  # stBaseButton-primary is put together from its kind
    assert re.search(rf"\b{kind}\b", frontend()), f"Streamlit has no {mark} any more: see who uses it in dashboard/"
