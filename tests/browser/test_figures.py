"""Every figure, with what is hard to draw: as it looked when somebody last looked, and no word on another.

`UTSYN_NEW_PICTURES=1` takes the pictures anew; look at them before they are committed. They are small and grey, and the
comparison is tolerant: fonts and browsers differ a little, a label on another place or a missing line does not.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from dashboard.figures.style import CONFIG
from dashboard.theme.tokens import style_rules
from tests.browser.figures.cases import figures

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURES = Path(__file__).parent / "figures" / "pictures"
THEME = Path(__file__).parents[2] / "dashboard" / "theme"
WIDE, SMALL = 560, 187  # pixels of a figure on the page, and of its picture
DIFFERENT, MOST = (
    40,
    0.02,
)  # grey levels of 255 a pixel may differ by; the share that may differ more
CASES = figures()
# pairs of words of a chart that are drawn on each other; the years and numbers of an axis are spaced by Plotly itself
ON_EACH_OTHER = """name => {
    const words = [...document.querySelectorAll(`#${name} .annotation-text, #${name} svg:not(.main-svg) text`)]
        .map(one => [one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width);
    return words.flatMap(([said, a], place) => words.slice(place + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
        .map(([other]) => `${said} | ${other}`));
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """All figures on one page, which fetches nothing."""
    file = tmp_path_factory.mktemp("figures") / "figures.html"
    css = "".join((THEME / name).read_text(encoding="utf-8") for name in ("style.css", "parts.css", "lists.css"))
    shown = "".join(f'<div id="{name}" class="utsyn"{_tall(one)}>{_body(one)}</div>' for name, one in CASES.items())
    drawn = "".join(
        f'Plotly.newPlot("{name}", {figure.to_json()}.data, {figure.to_json()}.layout, {{staticPlot: true}});'
        for name, figure in CASES.items()
        if isinstance(figure, go.Figure)
    )
    assert CONFIG["displayModeBar"] is False
    body = f"body {{ width: {WIDE}px; margin: 0; background: #fff }} body > div {{ padding: 4px }}"
    style = f"<style>{style_rules()}{css}{body}</style>"
    script = f"<script>{get_plotlyjs()}</script><script>{drawn}</script>"
    file.write_text(f'<meta charset="utf-8">{style}{shown}{script}', encoding="utf-8")
    tab = chromium.new_page(viewport={"width": WIDE, "height": 900})
    tab.goto(file.as_uri())
    tab.wait_for_function(f"document.querySelectorAll('.main-svg').length >= {drawn.count('newPlot')}")
    yield tab
    tab.close()


def _tall(figure: object) -> str:
    return f' style="height:{figure.layout.height}px"' if isinstance(figure, go.Figure) else ""


def _body(figure: object) -> str:
    return "" if isinstance(figure, go.Figure) else str(figure)


@pytest.mark.parametrize("name", CASES)
def test_a_figure_looks_as_it_did(page: Page, name: str) -> None:
    seen = _small(page.locator(f"#{name}").screenshot())
    file = PICTURES / f"{name}.png"
    if os.environ.get("UTSYN_NEW_PICTURES"):
        seen.quantize(16).save(file, optimize=True)
    expected = Image.open(file).convert("L")
    assert abs(seen.height - expected.height) <= 2, "it has another height"
    size = (SMALL, min(seen.height, expected.height))
    difference = ImageChops.difference(_soft(seen.crop((0, 0, *size))), _soft(expected.crop((0, 0, *size))))
    share = sum(difference.histogram()[DIFFERENT:]) / (size[0] * size[1])
    assert share <= MOST, f"{share:.1%} of it looks different"


@pytest.mark.parametrize("name", CASES)
def test_no_word_of_a_figure_is_on_another(page: Page, name: str) -> None:
    assert page.evaluate(ON_EACH_OTHER, name) == []


def test_a_figure_that_lost_its_line_is_noticed() -> None:
    """What the comparison is for: a blank picture differs from any of a trend by more than it tolerates."""
    drawn = Image.open(PICTURES / "trend_full.png").convert("L")
    difference = ImageChops.difference(_soft(drawn), _soft(Image.new("L", drawn.size, 255)))
    assert sum(difference.histogram()[DIFFERENT:]) / (drawn.width * drawn.height) > MOST


def _small(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png)).convert("L")
    return image.resize((SMALL, round(image.height * SMALL / image.width)), Image.Resampling.LANCZOS)


def _soft(image: Image.Image) -> Image.Image:
    """Blurred by a pixel: a letter that is drawn half a pixel beside is no difference."""
    return image.filter(ImageFilter.GaussianBlur(1.2))
