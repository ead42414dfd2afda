"""docs/pictures/*.png from the demo at its full size: `python -m tests.browser.pictures` takes them anew."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from models.config import DEFAULT_CONFIG, load_config
from pipelines.build import build
from pipelines.demo import AS_OF, write_demo
from tests.browser.conftest import DRAWN, FLAGS, SERVE, SHOWN_WITHIN, free_port, serving
from tests.programs import program

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
# name: address, height, and what must be there; each begins at the top, with the band that says what the figures are
TAKEN = {
    "plan": ("?lang=en", 1000, "table.goals"),
    "goal": ("?goal=SG-D1&lang=en", 1360, ".js-plotly-plot .trace"),
}
WIDTH = 1440


def take(browser: Browser, url: str, folder: Path) -> None:
    """Take every picture of the dashboard at an address into the folder."""
    for name, (address, height, drawn) in TAKEN.items():
        page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
        page.set_default_timeout(SHOWN_WITHIN)
        page.goto(url + address)
        page.wait_for_selector(".utsyn .origin")
        page.wait_for_selector(drawn, state="attached")
        page.wait_for_function(DRAWN, arg="")
        page.screenshot(path=folder / f"{name}.png")
        page.close()


def main() -> None:
    """Build the demo, serve it to an analyst and take the pictures."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        write_demo(folder / "inbox")
        report = build(load_config(), folder / "inbox", folder / "warehouse", lambda *_: None, as_of=AS_OF)
        assert report.published, report.reasons
        port = free_port()
        command = [sys.executable, "-c", SERVE, str(DEFAULT_CONFIG), str(folder / "warehouse"), str(port)]
        chromium = program("chromium", "chromium", "chromium-browser", "google-chrome")
        with serving(command, port, folder / "server.log") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            take(browser, url, PICTURES)
            browser.close()


if __name__ == "__main__":
    main()
