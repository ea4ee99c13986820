"""The dashboard in a real browser: for each page, the server's time and the first useful paint, on the sample estate.

    python benchmarks/dashboard.py                    # the sample métropole
    python benchmarks/dashboard.py --applications 120000 --communes 1500   # a generated estate (long to make)
    python benchmarks/dashboard.py --only explorateur --visits 10
    python benchmarks/dashboard.py --database URL     # an estate already there

*Server time* is from the browser's question reaching the server until the last word of the answer leaves it
(`relay.py`): the first visit computes what is kept afterwards, the others tell the usual time (50th and 95th
percentiles). *Busy* is the processor that the server's process took: the machine's other work is not in it.
*First useful paint* is from the click on the address to the page's title being on the screen with nothing running.
*Sent* is what one visit brings to the browser, in kilobytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import psutil
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsing import Dashboard  # noqa: E402
from relay import Relay, Runs  # noqa: E402
from visiting import made_estate, pages_to_visit, sample_estate  # noqa: E402

KINDS = ("server", "busy", "paint")
TITLE = "[data-testid=stMain] h1"
RUNNING = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'running'"


class Visit(NamedTuple):
    """A page opened once: milliseconds of the server's runs, of its processor, until the first paint; kilobytes."""

    server: float
    busy: float
    paint: float
    sent: float


class Watch(NamedTuple):
    """The browser's page, what goes through the relay, the server's process and its address."""

    page: Page
    runs: Runs
    server: psutil.Process
    address: str


def main() -> None:
    asked = _arguments()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed, and was not found.")
    with TemporaryDirectory() as folder:
        url = asked.database or _estate(Path(folder), asked.applications, asked.communes)
        dashboard = Dashboard(url)
        try:
            relay = Relay(dashboard.port)
            with sync_playwright() as driver, driver.chromium.launch(executable_path=chromium) as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
                page.set_default_timeout(600_000)
                page.add_init_script(relay.script)
                watch = Watch(page, relay.runs, psutil.Process(dashboard.process.pid), dashboard.address)
                _walk(watch, pages_to_visit(url, asked.only), asked.visits)
        finally:
            dashboard.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, help="make an estate of that size instead of reading the sample")
    parser.add_argument("--communes", type=int, default=14, help="communes of the estate that is made")
    parser.add_argument("--database", help="an estate already there")
    parser.add_argument("--only", action="append", help="a page's address; may be said several times")
    parser.add_argument("--visits", type=int, default=6, help="visits of each page after the first one")
    return parser.parse_args()


def _estate(folder: Path, applications: int | None, communes: int) -> str:
    return made_estate(folder, applications, communes) if applications else sample_estate(folder)


def _walk(watch: Watch, pages: dict[str, str], visits: int) -> None:
    heads = (
        "first, ms",
        *(f"{kind} {rank}" for kind in ("server", "busy", "paint") for rank in ("p50", "p95")),
        "sent kB",
    )
    print(f"{'page':22}" + "".join(f"{head:>11}" for head in heads))
    for name, path in pages.items():
        first = _visit(watch, path)
        found = [_visit(watch, path) for _ in range(visits)]
        figures = [first.server]
        for kind in KINDS:
            figures += _percentiles([getattr(visit, kind) for visit in found])
        figures.append(max(visit.sent for visit in found))
        print(f"{name:22}" + "".join(f"{figure:11.0f}" for figure in figures), flush=True)


def _visit(watch: Watch, path: str) -> Visit:
    page, runs = watch.page, watch.runs
    page.goto("about:blank")
    runs.forget()
    started, busy = perf_counter(), _busy(watch.server)
    page.goto(f"{watch.address}/{path}")
    page.wait_for_selector(TITLE)
    page.wait_for_function(f"!({RUNNING})")
    paint = 1000 * (perf_counter() - started)
    page.wait_for_timeout(400)  # a page may run again at once: its filters, written in the address
    while runs.asked or not runs.lasted:
        page.wait_for_timeout(20)
    return Visit(sum(runs.lasted), 1000 * (_busy(watch.server) - busy), paint, runs.sent / 1000)


def _busy(server: psutil.Process) -> float:
    """Seconds of processor that the server has taken."""
    times = server.cpu_times()
    return float(times.user + times.system)


def _percentiles(values: list[float]) -> tuple[float, float]:
    """The 50th and the 95th."""
    if len(values) < 2:
        return values[0], values[0]
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]


if __name__ == "__main__":
    main()
