"""Every page of the dashboard by the keyboard alone, in a real browser: what Tab never reaches, where its focus is not
seen, what keeps it, where it goes back up the page, and what does not open or close; every tab and fold open.

    python benchmarks/keyboard.py                   # the sample métropole
    python benchmarks/keyboard.py --only plan --database URL

Each page is opened on an object that it has something to show of; a plan of convergence and a campaign are made in the
sample. The tests do the same on a few pages.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "browser")]

from browsing import Dashboard, Watched  # noqa: E402
from reachable import Look, Walk, walk  # noqa: E402
from visiting import pages_to_visit, sample_estate  # noqa: E402

from urbanism.dashboard.catalogue import PAGES  # noqa: E402

MOST_SAID = 12
"""Faults of a page that are told one by one."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", help="an estate already there")
    parser.add_argument("--only", action="append", help="a page's address; may be said several times")
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed, and was not found.")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        url = asked.database or sample_estate(Path(folder))
        return _walk(driver.chromium.launch(executable_path=chromium), url, pages_to_visit(url, asked.only))


def _walk(browser: Browser, url: str, pages: dict[str, str]) -> int:
    """Print what the keyboard meets on each page; the number of pages at fault is not nought."""
    served = Dashboard(url)
    seen: dict[Look, bool] = {}
    faults = 0
    try:
        watched = Watched(browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR"), served.address)
        watched.page.set_default_timeout(120_000)
        print(f"{'page':22}{'stops':>6}  faults")
        for rank, (name, path) in enumerate(pages.items()):
            watched.open("" if name == next(iter(PAGES)) else path)
            tabs = watched.page.get_by_role("tablist").filter(visible=True)
            others = tabs.first.get_by_role("tab").count() - 1 if tabs.count() else 0
            found = [walk(watched.page, seen, navigation=rank == 0)]
            for tab in range(1, others + 1):
                tabs.first.get_by_role("tab").nth(tab - 1).focus()
                watched.page.keyboard.press("ArrowRight")
                watched.settle()
                found.append(walk(watched.page, seen))
            faults += _told(name, found)
    finally:
        served.stop()
    print(f"{faults} of {len(pages)} pages at fault")
    return int(faults > 0)


def _told(name: str, tabs: list[Walk]) -> bool:
    """Print what was met on the tabs of a page; whether anything is at fault."""
    found = [(fault, place) for tab in tabs for fault, places in tab.faults.items() for place in places]
    told = ", ".join(f"{fault} {times}" for fault, times in Counter(fault for fault, _ in found).items())
    print(f"{name:22}{sum(tab.stops for tab in tabs):6}  {told or 'none'}", flush=True)
    for fault, place in found[:MOST_SAID]:
        print(f"    {fault}: {place}", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
