"""What our style and scripts need of Streamlit's inside: this names what an update took away."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

import dashboard
from dashboard.pages.parts.script import _script, _style
from dashboard.streamlit_marks import DRAWS_CHARTS, DRAWS_MARKUP, MARKS, OURS, scripts_of, with_marks

HOME = Path(dashboard.__file__).parent
FILES = [path for path in HOME.rglob("*") if path.suffix in (".css", ".js")]
# What Streamlit documents: its own names, and the types of components
PUBLIC = ("streamlit", "streamlit.components.v2.types")


@cache
def frontend() -> str:
    """All scripts of the installed Streamlit."""
    folder = Path(streamlit.__file__).parent / "static"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js")))


@cache
def marks_there() -> frozenset[str]:
    """Every word of the scripts that is written as Streamlit writes its marks."""
    return frozenset(re.findall(r"\bst[A-Z]\w*", frontend()))


@pytest.mark.parametrize("mark", sorted(MARKS.values()))
def test_streamlit_still_has_the_mark(mark: str) -> None:
    kind = mark.partition("-")[0]  # stBaseButton-primary is put together from its kind
    assert kind in marks_there(), f"Streamlit has no {mark} any more: correct streamlit_marks.py"


def test_every_mark_is_used_and_none_stands_outside_the_one_module() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in FILES}
    assert [name for name, text in texts.items() if "testid" in text] == []
    assert {name for text in texts.values() for name in OURS.findall(text)} == set(MARKS)


@pytest.mark.parametrize("component", [DRAWS_MARKUP, DRAWS_CHARTS])
def test_streamlit_still_has_the_script_that_draws(component: str) -> None:
    own, *imported = scripts_of(component)
    assert own.startswith(f"{component}."), f"Streamlit names {component} otherwise now: correct streamlit_marks.py"
    assert imported


def test_pages_get_streamlits_own_names() -> None:
    assert with_marks("x .streamlit-sidebar-close b") == "x [data-testid=stSidebarCollapseButton] b"
    for served in (_style().decode(), _script().decode()):
        assert "[data-testid=stMain]" in served
        assert "streamlit-main" not in served


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_module_reaches_into_streamlit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text if "streamlit" in text else "")  # most name it nowhere
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    inside = {name for name in modules if name.split(".")[0] == "streamlit" and name not in PUBLIC}
    private = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
        and node.attr.startswith("_")
    }  # fmt: skip
    assert inside | private == set(), "documented names alone: all else may go with any version"
