"""The dashboard in a real browser: for each page, the server's time and the first useful paint, on the sample estate.

    python benchmarks/dashboard.py                    # the sample métropole
    python benchmarks/dashboard.py --applications 120000 --communes 1500   # a generated estate (long to make)
    python benchmarks/dashboard.py --only explorateur --visits 10
    python benchmarks/dashboard.py --database URL     # an estate already there

*Server time* is from the moment the browser asks for the page's script to run until the framework says it has finished:
the first visit computes what is kept afterwards, the others tell the usual time (50th and 95th percentiles). *Busy* is
the processor that the server's process took: the other work of the machine is not in it.
*First useful paint* is from the click on the address to the page's title being on the screen with nothing running.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

import psutil
from playwright.sync_api import Page, sync_playwright

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.serve import command, wait_for_answer

ROOT = Path(__file__).resolve().parents[1]
TITLE = "[data-testid=stMain] h1"
RUNNING = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'running'"
_CLOCK = """
window.urbanismRuns = [];
let since = null;
const look = () => {
  const app = document.querySelector('[data-testid=stApp]');
  const running = app && app.dataset.testScriptState === 'running';
  if (running && since === null) since = performance.now();
  if (!running && since !== null) { window.urbanismRuns.push(performance.now() - since); since = null; }
};
new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-test-script-state']});
"""
"""Notes how long each run of the script takes, as the framework tells it to the browser."""


class Visit(NamedTuple):
    """A page opened once: milliseconds of the server's runs, of its processor, and until the first useful paint."""

    server: float
    busy: float
    paint: float


def main() -> None:
    asked = _arguments()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed, and was not found.")
    with TemporaryDirectory() as folder:
        url = asked.database or sample_estate(Path(folder), asked.applications, asked.communes)
        port = _free_port()
        server = subprocess.Popen(
            command(port),
            cwd=ROOT,
            env={**os.environ, "URBANISM_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_answer(server, port)
            with sync_playwright() as driver, driver.chromium.launch(executable_path=chromium) as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
                page.set_default_timeout(600_000)
                page.add_init_script(_CLOCK)
                _walk(
                    page,
                    psutil.Process(server.pid),
                    f"http://localhost:{port}",
                    pages_to_visit(url, asked.only),
                    asked.visits,
                )
        finally:
            server.terminate()
            server.wait(timeout=20)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, help="make an estate of that size instead of reading the sample")
    parser.add_argument("--communes", type=int, default=14, help="communes of the estate that is made")
    parser.add_argument("--database", help="an estate already there")
    parser.add_argument("--only", action="append", help="a page's address; may be said several times")
    parser.add_argument("--visits", type=int, default=6, help="visits of each page after the first one")
    return parser.parse_args()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def sample_estate(folder: Path, applications: int | None = None, communes: int = 14) -> str:
    """The sample estate, read from its workbooks, or one made for the occasion, imported through the same door."""
    url, source = f"sqlite:///{folder / 'estate.sqlite'}", ROOT / "data" / "demo"
    urbanism = [sys.executable, "-m", "urbanism.cli"]
    if applications:
        source = folder / "demo"
        sizes = ["--applications", str(applications), "--communes", str(communes)]
        _run([*urbanism, "demo", "--output", str(source), *sizes])
    _run([*urbanism, "import", str(source), "--database", url])
    return url


def _run(command: list[str]) -> None:
    started = perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    print(f"{command[3]}: {perf_counter() - started:.0f} s", flush=True)


def pages_to_visit(url: str, only: list[str] | None) -> dict[str, str]:
    """Every page by its address; a page about one object is opened on the first there is."""
    found = {name: name for name in PAGES if not only or name in only}
    objects = {"application": "application", "processus": "process"}
    with _opened(url) as connection:
        for page, table in objects.items():
            row = connection.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 1").fetchone() if connection else None
            if page in found and row:
                found[page] = f"{page}?id={row[0]}"
    if "regle" in found:
        found["regle"] = "regle?code=R03"
    if "indicateur" in found:
        found["indicateur"] = "indicateur?code=I05"
    return found


@contextmanager
def _opened(url: str) -> Any:
    """The database where it is a file; None elsewhere."""
    if not url.startswith("sqlite:///"):
        yield None
        return
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        yield connection
    finally:
        connection.close()


def _walk(page: Page, server: psutil.Process, address: str, pages: dict[str, str], visits: int) -> None:
    heads = ("first, ms", *(f"{kind} {rank}" for kind in ("server", "busy", "paint") for rank in ("p50", "p95")))
    print(f"{'page':22}" + "".join(f"{head:>11}" for head in heads))
    for name, path in pages.items():
        first = _visit(page, server, f"{address}/{path}")
        found = [_visit(page, server, f"{address}/{path}") for _ in range(visits)]
        figures = [first.server]
        for kind in zip(*found, strict=True):
            figures += _percentiles(list(kind))
        print(f"{name:22}" + "".join(f"{figure:11.0f}" for figure in figures), flush=True)


def _visit(page: Page, server: psutil.Process, url: str) -> Visit:
    page.goto("about:blank")
    started, busy = perf_counter(), _busy(server)
    page.goto(url)
    page.wait_for_selector(TITLE)
    page.wait_for_function(f"!({RUNNING}) && window.urbanismRuns.length > 0")
    paint = 1000 * (perf_counter() - started)
    page.wait_for_timeout(400)  # a page may run again at once: its filters, written in the address
    page.wait_for_function(f"!({RUNNING})")
    return Visit(sum(page.evaluate("window.urbanismRuns")), 1000 * (_busy(server) - busy), paint)


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
