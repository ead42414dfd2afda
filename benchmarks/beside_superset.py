"""How long readers wait for a goal's page, and for a dashboard of the same rows in Apache Superset, by turns in a run.

Superset is installed beside: `python -m venv superset; superset/bin/pip install apache-superset==6.1.0 duckdb-engine
rich cachetools Flask-Caching==2.3.1`. It gets the graduations of a build in a file of DuckDB, four charts of them as
the goal's page has, and keeps its answers on the disk. First figure: from navigation until a chart is there. Click: on
a part of a chart, until another one (here: the bars of what is below) is drawn anew. Needs a built warehouse, Chromium.

    python benchmarks/beside_superset.py --warehouse demo/warehouse --superset superset
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from pages import BARS, FIRST, FLAGS, Times, clicked, no_times, opened, profile, report, settled
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from served import Server, free_port, start, wait_until_prepared

from pipelines.warehouse import Warehouse

SETTINGS = """
SECRET_KEY = "of-this-benchmark-alone-and-of-nothing-else"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
TALISMAN_ENABLED = False
CACHE_CONFIG = DATA_CACHE_CONFIG = FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = {{
    "CACHE_TYPE": "FileSystemCache", "CACHE_DIR": "{folder}/cache", "CACHE_DEFAULT_TIMEOUT": 86400
}}
"""
TABLE, READER, PASSWORD = "graduations", "reader", "password-of-the-reader"
FROM, TO = "faculty", "year"  # the chart that is clicked, and the one that changes
# resolves once a chart has other pixels than before the mouse was last let go
REDRAWN = """
(chart) => new Promise((done) => {
  const pixels = () => {
    const canvas = document.querySelector(`[data-test-chart-name="${chart}"] canvas`);
    if (!canvas || !canvas.width) return 0;
    const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (let at = 0; at < all.length; at += 997) sum = (sum * 31 + all[at]) % 1e9;
    return sum;
  };
  const before = pixels();
  let released;
  addEventListener("mouseup", () => { released = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const now = pixels();
    if (released && now && now !== before) done(performance.now() - released);
    else requestAnimationFrame(look);
  };
  look();
})
"""


@contextmanager
def served(superset: Path, build: Path) -> Iterator[str]:
    """Superset with its dashboard of a build's graduations, until the end of the block; its address."""
    with tempfile.TemporaryDirectory() as made:
        folder, port = Path(made), free_port()
        settings = folder / "superset_config.py"
        settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        with duckdb.connect(str(folder / "rows.duckdb")) as rows:
            rows.execute(f"attach '{build / 'build.duckdb'}' as built (read_only)")
            rows.execute(f"create table {TABLE} as select * from built.facts.{TABLE}")
        environment = os.environ | {"SUPERSET_CONFIG_PATH": str(settings), "FLASK_APP": "superset"}
        environment["PYTHONWARNINGS"] = "ignore"
        admin = ["fab", "create-admin", "--username", READER, "--firstname", READER, "--lastname", READER]
        uri = f"duckdb:///{folder / 'rows.duckdb'}"
        for program, *arguments in (
            ["superset", "db", "upgrade"],
            ["superset", "init"],
            ["superset", *admin, "--email", "reader@example.org", "--password", PASSWORD],
            ["python", str(Path(__file__).with_name("superset_dashboard.py")), uri, TABLE, TABLE],
        ):
            command = [str(superset / "bin" / program), *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stderr[-2000:])
        gunicorn = [str(superset / "bin" / "gunicorn"), "-k", "gthread", "-w", "1", "--threads", "8"]
        gunicorn += ["-b", f"127.0.0.1:{port}", "superset.app:create_app()"]
        process = subprocess.Popen(gunicorn, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def _wait(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(1)
    raise SystemExit("Superset did not start")


def signed_in(browser: Browser, url: str) -> list[object]:
    """The cookies of somebody who has signed in to Superset."""
    with profile(browser) as context:
        page = context.new_page()
        page.goto(f"{url}login/")
        page.fill("#username", READER)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/welcome/")
        return list(context.cookies())


def theirs(context: BrowserContext, url: str, times: Times) -> None:
    """A reader of the dashboard, with an empty cache, with a full one, and a click."""
    for cache in ("empty", "full"):
        page = context.new_page()
        began = time.perf_counter()
        page.goto(f"{url}superset/dashboard/{TABLE}/", wait_until="commit")
        page.wait_for_selector("canvas", state="visible")
        times[f"first figure, {cache} cache (s)"]["floor"].append(time.perf_counter() - began)
        if cache == "empty":
            page.close()
    page.wait_for_load_state("networkidle")
    times["click to redrawn figure (ms)"]["floor"].append(_clicked_slice(page))


def _clicked_slice(page: Page) -> float:
    """Milliseconds from the mouse's release to the frame in which the other chart has changed."""
    page.wait_for_timeout(2000)
    box = page.locator(f'[data-test-chart-name="{FROM}"] canvas').bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 - 20)
    page.wait_for_timeout(150)
    page.evaluate(f"() => {{ window.redrawn = ({REDRAWN})({TO!r}); }}")
    page.mouse.down()
    page.mouse.up()
    return float(page.evaluate("window.redrawn"))


def ours(context: BrowserContext, server: Server, times: Times) -> None:
    """The same of the goal's page."""
    for cache in ("empty", "full"):
        page = context.new_page()
        seconds = opened(page, server, FIRST["dashboard"], f"{BARS['dashboard']} .point path")
        times[f"first figure, {cache} cache (s)"]["dashboard"].append(seconds)
        if cache == "empty":
            page.close()
    settled(page)
    page.wait_for_timeout(500)
    times["click to redrawn figure (ms)"]["dashboard"].append(clicked(page, BARS["dashboard"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--superset", type=Path, required=True, help="the environment that Superset is installed in")
    parser.add_argument("--rounds", type=int, default=8)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    build = Warehouse(arguments.warehouse).current() or sys.exit(f"{arguments.warehouse} has no published build")
    server = start(arguments.warehouse)
    wait_until_prepared(arguments.warehouse, "public")
    times = no_times()
    with served(arguments.superset.resolve(), build.path) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        cookies = signed_in(browser, url)
        for turn in range(arguments.rounds + 1):
            of_turn = times if turn else no_times()  # the first is not counted: both servers read what they keep
            with profile(browser) as context:
                context.add_cookies(cookies)  # type: ignore[arg-type]  # a cookie as read is a cookie as written
                theirs(context, url, of_turn)
            with profile(browser) as context:
                ours(context, server, of_turn)
        browser.close()
    server.stop()
    print("| | Superset | 95 % | dashboard | 95 % | ratio of medians |\n|---|---:|---:|---:|---:|---:|")
    report(times)


if __name__ == "__main__":
    main()
