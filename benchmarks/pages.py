"""How long readers wait for pages and for the figures behind a click, beside the least that Streamlit can do.

The floor is a page with one Plotly bar chart that a click draws anew (`floor_page.py`), served and driven alike in the
same run; the two take turns, since ratios hold on a loaded machine where seconds do not. Chromium draws for one
reader; many at once are light clients of Streamlit's websocket, whose server works as for a browser. Needs a built
warehouse (`utsyn demo --no-open` makes one) and Chromium.

    python benchmarks/pages.py --warehouse demo/warehouse
"""

import argparse
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, sync_playwright
from served import Server, both, start
from sessions import Met, meet

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LIVE = "[data-testid=stMain]"
GOAL = "goal=SG-D1"
BARS = {"floor": ".js-plotly-plot", "dashboard": ".st-key-by-figure .js-plotly-plot"}
FIRST = {"floor": "", "dashboard": f"?{GOAL}"}
CLICKS = {
    "floor": ["", "picked=1", "picked=2", "picked=3"],
    "dashboard": [GOAL, f"{GOAL}&faculty=64", f"{GOAL}&faculty=63", f"{GOAL}&faculty=65"],
}
# resolves once the chart of a selector shows other texts than it did when the mouse was last let go
REDRAWN = """
(selector) => new Promise((done) => {
  const shown = () => [...document.querySelectorAll(`${selector} .annotation-text, ${selector} .bartext`)]
    .map((text) => text.textContent).join("|");
  const before = shown();
  let released;
  addEventListener("mouseup", () => { released = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const now = shown();
    if (released && now && now !== before) done(performance.now() - released);
    else requestAnimationFrame(look);
  };
  look();
})
"""
Times = dict[str, dict[str, list[float]]]


def no_times() -> Times:
    return defaultdict(lambda: defaultdict(list))


def percentile_95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


class Traffic:
    """Bytes that a page received: over HTTP as they went, in websocket frames as they were unpacked."""

    def __init__(self, page: Page) -> None:
        self.http = self.frames = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)
        page.on("websocket", self._opened)

    def _loaded(self, event: dict[str, float]) -> None:
        self.http += int(event["encodedDataLength"])

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._framed)

    def _framed(self, data: bytes | str) -> None:
        self.frames += len(data)


def opened(page: Page, server: Server, address: str, selector: str) -> float:
    """Seconds from navigation until the selector is seen."""
    began = time.perf_counter()
    page.goto(server.url + address, wait_until="commit")
    page.wait_for_selector(selector, state="visible", timeout=120_000)
    return time.perf_counter() - began


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(120_000)
    yield context
    context.close()


def loads(browser: Browser, servers: dict[str, Server], rounds: int) -> Times:
    """First figures with an empty cache and again with a full one, and the landing page's table."""
    times = no_times()
    wanted = [(name, FIRST[name], f"{BARS[name]} .point path", "first figure") for name in servers]
    wanted.append(("dashboard", "", "table.goals tbody tr", "table of goals"))
    wanted.append(("dashboard", "", f"{LIVE} table.goals tbody tr", "table of goals, drawn by Streamlit"))
    for _ in range(rounds):
        for name, address, selector, what in wanted:
            with profile(browser) as context:
                page = context.new_page()
                traffic = Traffic(page)
                times[f"{what}, empty cache (s)"][name].append(opened(page, servers[name], address, selector))
                times[f"{what}, bytes of files (kB)"][name].append(traffic.http / 1000)
                times[f"{what}, bytes of messages (kB)"][name].append(traffic.frames / 1000)
                page.close()
                again = context.new_page()
                times[f"{what}, full cache (s)"][name].append(opened(again, servers[name], address, selector))
    return times


def drills(browser: Browser, servers: dict[str, Server], rounds: int) -> Times:
    """A click on a bar until the bars of what is below it are drawn; on the dashboard also the way back."""
    times = no_times()
    with profile(browser) as context:
        pages = {name: context.new_page() for name in servers}
        traffics = {name: Traffic(page) for name, page in pages.items()}
        for name, page in pages.items():
            opened(page, servers[name], FIRST[name], f"{BARS[name]} .point path")
        for _ in range(rounds):
            for name, page in pages.items():
                page.bring_to_front()
                used, sent = servers[name].cpu_seconds(), traffics[name].frames
                times["click to redrawn figure (ms)"][name].append(clicked(page, BARS[name]))
                settled(page)
                times["processor time of the server per click (ms)"][name].append(
                    1000 * (servers[name].cpu_seconds() - used)
                )
                times["bytes of messages per click (kB)"][name].append((traffics[name].frames - sent) / 1000)
            pages["dashboard"].bring_to_front()
            pages["dashboard"].go_back()
            pages["dashboard"].wait_for_selector("h2:has-text('faculty'), h2:has-text('fakultet')")
            settled(pages["dashboard"])
    return times


def clicked(page: Page, bars: str) -> float:
    """Milliseconds from the mouse's release to the frame with other bars."""
    bar = page.locator(f"{bars} .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(150)  # Plotly clicks what it has seen the mouse over
    page.evaluate(f"() => {{ window.redrawn = ({REDRAWN})({bars!r}); }}")  # not waited for before the click
    page.mouse.down()
    page.mouse.up()
    return float(page.evaluate("window.redrawn"))


def settled(page: Page) -> None:
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_timeout(100)


def walks(browser: Browser, servers: dict[str, Server], rounds: int) -> Times:
    """From page to page by the sidebar, until the other page's heading stands."""
    times = no_times()
    with profile(browser) as context:
        page = context.new_page()
        opened(page, servers["dashboard"], "", f"{LIVE} table.goals tbody tr")
        links = page.locator("nav a[data-go^='nav-topic-']").evaluate_all("links => links.map(l => l.dataset.go)")
        for _ in range(rounds):
            for link in links:
                heading = page.locator("h1").first.inner_text()
                began = time.perf_counter()
                page.locator(f"a[data-go='{link}']").click()
                page.wait_for_function("was => document.querySelector('h1')?.innerText !== was", arg=heading)
                times["page to page, heading (s)"]["dashboard"].append(time.perf_counter() - began)
                settled(page)
    return times


def starts(warehouse: Path, rounds: int) -> Times:
    """From the command to the first answer of the server."""
    times = no_times()
    for _ in range(rounds):
        for name, folder in (("floor", None), ("dashboard", warehouse)):
            server = start(folder)
            times["server start (s)"][name].append(server.started_seconds)
            times["server start, processor time (s)"][name].append(server.cpu_seconds())
            server.stop()
    return times


def report(times: Times) -> None:
    """Medians and 95th percentiles as lines of a table in Markdown."""
    for what, by_name in times.items():
        medians = {name: statistics.median(values) for name, values in by_name.items()}
        cells = [
            f"{medians[name]:.3g} | {percentile_95(by_name[name]):.3g}" if name in by_name else " | "
            for name in ("floor", "dashboard")
        ]
        ratio = f"{medians['dashboard'] / medians['floor']:.2f}" if medians.get("floor") else ""
        print(f"| {what} | {cells[0]} | {cells[1]} | {ratio} |", flush=True)


def crowd(name: str, server: Server, readers: int, clicks: int) -> None:
    """A line of the table of simultaneous readers."""
    used, began = server.cpu_seconds(), time.perf_counter()
    met: Met = meet(server, CLICKS[name], readers, clicks)
    load = (server.cpu_seconds() - used) / (time.perf_counter() - began)
    each = (met.during - met.before) / readers / 1e6
    median, slowest = statistics.median(met.seconds), percentile_95(met.seconds)
    print(f"| {name} | {readers} | {median:.3f} | {slowest:.3f} | {load:.2f} | {each:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--readers", type=int, nargs="*", default=[1, 10, 25, 50])
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    few, some = max(1, arguments.rounds // 5), max(1, arguments.rounds // 3)
    print("| | floor | 95 % | dashboard | 95 % | ratio of medians |\n|---|---:|---:|---:|---:|---:|")
    report(starts(arguments.warehouse, few))
    with both(arguments.warehouse) as servers:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            report(loads(browser, servers, some))
            report(drills(browser, servers, arguments.rounds))
            report(walks(browser, servers, few))
        print("\n| | readers | click, median s | 95 % | processors used | MB per session |")
        print("|---|---:|---:|---:|---:|---:|", flush=True)
        for readers in arguments.readers:
            for name, server in servers.items():
                crowd(name, server, readers, clicks=5)


if __name__ == "__main__":
    main()
