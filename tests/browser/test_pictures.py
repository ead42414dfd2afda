"""The pictures of the README are made of the demo as everybody sees it, with the band that says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import pictures

pytestmark = pytest.mark.browser


def test_each_picture_of_the_readme_is_taken_of_a_page_that_says_it_is_synthetic(
    chromium: Browser, served: str, tmp_path: Path
) -> None:
    """`take` waits for the band, and fails on a page without it."""
    pictures.take(chromium, served, tmp_path)
    taken = {path.stem for path in tmp_path.iterdir()}
    readme = (pictures.PICTURES.parent.parent / "README.md").read_text(encoding="utf-8")
    assert taken == {path.stem for path in pictures.PICTURES.iterdir()}
    assert all(f"docs/pictures/{name}.png" in readme for name in taken)
