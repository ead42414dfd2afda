"""A pack is made beside the page, watched, taken as one zip, or cancelled so that nothing of it is left."""

import json
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from playwright.sync_api import expect

from pipelines.warehouse import EXPORTS as LOG
from tests.browser.conftest import SHOWN_WITHIN, Reader
from tests.dashboard.report.test_frozen import FROZEN, NAME

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MADE_WITHIN = 120_000


@pytest.fixture(autouse=True)
def frozen(warehouse: Path) -> Iterator[None]:
    """The session's warehouse keeps the small frozen build as well: a pack of it takes a second or two."""
    shutil.copytree(FROZEN / "builds", warehouse / "builds", dirs_exist_ok=True)
    shutil.copyfile(FROZEN / "frozen.json", warehouse / "frozen.json")
    yield
    (warehouse / "frozen.json").unlink()
    for build in (FROZEN / "builds").iterdir():
        shutil.rmtree(warehouse / "builds" / build.name)


def lines(warehouse: Path) -> list[dict[str, object]]:
    log = warehouse / LOG
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def in_the_making() -> set[Path]:
    return set(Path(gettempdir()).glob("utsyn-pack-*"))


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + SHOWN_WITHIN / 1000
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_pack_is_cancelled_then_made_and_taken(reader: Reader, warehouse: Path, tmp_path: Path) -> None:
    before, noted = in_the_making(), len(lines(warehouse))
    page = reader.open("?lang=en")
    page.get_by_role("link", name="Annual report pack").click()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("progressbar", name="Fetching the figures")).to_be_visible(timeout=MADE_WITHIN)
    begun = in_the_making() - before
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Nothing was kept.")).to_be_visible()
    assert begun  # of another test as well, if it runs at the same time
    wait_until(lambda: not begun & in_the_making())
    assert len(lines(warehouse)) == noted

    page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_text(f"{NAME}, as frozen on 3 Feb 2025.")).to_be_visible()
    english = page.locator(".order").get_by_role("link", name="English")
    english.click()
    expect(english).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Make the pack").click()
    taken = page.get_by_role("link", name="Download zip")
    expect(taken).to_be_visible(timeout=MADE_WITHIN)
    with page.expect_download() as download:
        taken.click()
    download.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert pack.testzip() is None
        document = json.loads(pack.read("annual-report-2024/pack.json"))
    assert (document["build_name"], document["language"], document["rights"]) == (NAME, ["en"], "public")
    exported, downloaded = lines(warehouse)[noted:]
    asked = {"year": 2024, "language": ["en"], "build_name": NAME}
    assert exported["question"] == {"export": "annual-report", "csv": "comma", **asked}
    assert downloaded["question"] == {"download": "annual-report", **asked}
    assert downloaded["build"] == exported["build"] == document["build"]
