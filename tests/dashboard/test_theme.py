"""The colours: one place, and enough contrast to read."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

import dashboard
from dashboard.theme.status import LOOKS
from dashboard.theme.tokens import COLOURS

ROOT = Path(dashboard.__file__).parent
STYLE = (ROOT / "theme" / "style.css").read_text(encoding="utf-8")
TEXT, MARK = 4.5, 3.0


def test_streamlit_gets_the_colours_of_the_tokens() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert theme["primaryColor"] == COLOURS["blue"]
    assert theme["backgroundColor"] == COLOURS["ground"]
    assert theme["textColor"] == COLOURS["ink"]
    assert theme["borderColor"] == COLOURS["line"]
    assert theme["sidebar"]["backgroundColor"] == COLOURS["paper"]


def test_colours_are_written_in_one_place_only() -> None:
    elsewhere = [
        path.name
        for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.css"), *ROOT.rglob("*.js"))
        if path.name != "tokens.py" and re.search(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


def test_the_style_sheet_names_only_known_tokens() -> None:
    assert set(re.findall(r"var\(--([a-z-]+)\)", STYLE)) <= {*COLOURS, "font"}


@pytest.mark.parametrize("name", ["green", "amber", "red", "grey"])
def test_text_in_pills_can_be_read(name: str) -> None:
    assert _contrast(COLOURS[name], COLOURS[f"{name}-soft"]) >= TEXT


@pytest.mark.parametrize(("name", "ground"), list(product(["ink", "soft", "blue"], ["paper", "ground"])))
def test_text_and_links_can_be_read(name: str, ground: str) -> None:
    assert _contrast(COLOURS[name], COLOURS[ground]) >= TEXT


def test_the_line_of_a_chart_can_be_seen() -> None:
    assert _contrast(COLOURS["blue"], COLOURS["paper"]) >= MARK


def test_signs_tell_statuses_of_the_same_tint_apart() -> None:
    judged = ["improving", "declining", "no_clear_change", "behind_pace", "stale", "no_data", "too_few", "reached"]
    assert len({LOOKS[status].sign for status in judged}) == len(judged)  # type: ignore[index]


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
