"""The colours: one place, and enough contrast to read."""

import re
import tomllib
from itertools import combinations, pairwise, product
from math import dist
from pathlib import Path

import pytest

import dashboard
from dashboard.figures.lines import LOOKS as LINES
from dashboard.figures.lines import WHOLE
from dashboard.figures.map import SCALE
from dashboard.theme.status import LOOKS
from dashboard.theme.tokens import COLOURS, DARK

ROOT = Path(dashboard.__file__).parent
STYLE = "".join((ROOT / "theme" / name).read_text(encoding="utf-8") for name in ("style.css", "parts.css"))
THEMES = {"light": COLOURS, "dark": DARK}
TEXT, MARK, STEP = 4.5, 3.0, 1.3
APART = 20.0  # of CIELAB; a difference that is seen at a glance is about 10
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # Machado, Oliveira and Fernandes 2009, severity 1.0: the two that are common
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


@pytest.mark.parametrize("theme", THEMES)
def test_streamlit_gets_the_colours_of_the_tokens(theme: str) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    colours = THEMES[theme]
    assert settings["primaryColor"] == colours["blue"]
    assert settings["backgroundColor"] == colours["ground"]
    assert settings["textColor"] == colours["ink"]
    assert settings["borderColor"] == colours["line"]
    assert settings["sidebar"]["backgroundColor"] == colours["paper"]


def test_both_themes_have_every_token() -> None:
    assert DARK.keys() == COLOURS.keys()


def test_no_two_tokens_have_the_same_colour_by_which_marks_are_known() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_colours_are_written_in_one_place_only() -> None:
    elsewhere = [
        path.name
        for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.css"), *ROOT.rglob("*.js"))
        if path.name != "tokens.py" and re.search(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


def test_every_block_of_the_style_sheet_is_closed() -> None:
    """One that is not swallows all rules that follow it, without a word."""
    assert STYLE.count("{") == STYLE.count("}")


def test_the_style_sheet_names_only_known_tokens() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in Path(dashboard.__file__).parent.rglob("*.py"))
    set_by_pages = set(re.findall(r'"--([a-z]+):', written))
    assert set(re.findall(r"var\(--([a-z-]+)\)", STYLE)) <= {*COLOURS, "font", *set_by_pages}


@pytest.mark.parametrize(("theme", "name"), list(product(THEMES, ["green", "amber", "red", "grey", "blue"])))
def test_words_on_a_tint_can_be_read(theme: str, name: str) -> None:
    assert _contrast(THEMES[theme][name], THEMES[theme][f"{name}-soft"]) >= TEXT


@pytest.mark.parametrize(
    ("theme", "name", "ground"), list(product(THEMES, ["ink", "soft", "blue"], ["paper", "ground", "grey-soft"]))
)
def test_text_and_links_can_be_read(theme: str, name: str, ground: str) -> None:
    assert _contrast(THEMES[theme][name], THEMES[theme][ground]) >= TEXT


@pytest.mark.parametrize(
    ("theme", "name"), list(product(THEMES, ["blue", "blue-mid", "amber", "green", "grey", "soft", "ink"]))
)
def test_lines_and_bars_can_be_seen(theme: str, name: str) -> None:
    assert _contrast(THEMES[theme][name], THEMES[theme]["paper"]) >= MARK


@pytest.mark.parametrize("theme", THEMES)
def test_a_map_grows_away_from_its_ground_step_by_step(theme: str) -> None:
    colours = THEMES[theme]
    steps = [colours["grey-soft"], *(colours[f"map-{name}"] for name in SCALE)]
    assert all(_contrast(lower, higher) >= STEP for lower, higher in pairwise(steps))
    assert _contrast(steps[0], steps[-1]) >= TEXT


@pytest.mark.parametrize(("theme", "eye"), list(product(THEMES, EYES)))
def test_lines_in_one_chart_differ_for_every_eye(theme: str, eye: str) -> None:
    lines = [THEMES[theme][look.colour] for look in (*LINES, WHOLE)]
    assert [(a, b) for a, b in combinations(lines, 2) if _difference(a, b, eye) < APART] == []


def test_signs_tell_statuses_of_the_same_tint_apart() -> None:
    judged = ["improving", "declining", "no_clear_change", "behind_pace", "stale", "no_data", "too_few", "reached"]
    assert len({LOOKS[status].sign for status in judged}) == len(judged)  # type: ignore[index]


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _difference(first: str, second: str, eye: str) -> float:
    return dist(_lab(first, eye), _lab(second, eye))


def _lab(colour: str, eye: str) -> tuple[float, float, float]:
    """CIELAB (D65) of a colour as an eye sees it."""
    red, green, blue = (sum(a * b for a, b in zip(row, _linear(colour), strict=True)) for row in EYES[eye])
    x, y, z = (
        _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505),
        _root(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089),
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(t: float) -> float:
    return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
