"""Every page of the dashboard in a real browser: what axe-core finds beyond an empty page of the framework, and what is
cut off at 1280 and 1920 pixels and at 200 %.

    python benchmarks/accessibility.py                   # the sample métropole
    python benchmarks/accessibility.py --only plan --database URL

The tests do the same on a sample of the pages.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "browser")]

from accessible import Violation, cut_off, violations  # noqa: E402
from browsing import Dashboard, Watched  # noqa: E402
from visiting import pages_to_visit, sample_estate  # noqa: E402


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
        browser = driver.chromium.launch(executable_path=chromium)
        allowed = _framework(browser)
        print("the framework:", ", ".join(sorted(f"{one.rule} ({one.place})" for one in allowed)), flush=True)
        return _walk(browser, url, pages_to_visit(url, asked.only), allowed)


def _framework(browser: Browser) -> frozenset[Violation]:
    """What an empty page of the framework breaks."""
    served = Dashboard("sqlite://", ROOT / "tests" / "browser" / "framework_page.py")
    try:
        watched = Watched(browser.new_page(locale="fr-FR"), served.address)
        watched.open()
        return frozenset(violations(watched.page))
    finally:
        served.stop()


def _walk(browser: Browser, url: str, pages: dict[str, str], allowed: frozenset[Violation]) -> int:
    """Print what each page adds; the number of pages at fault."""
    served, faults = Dashboard(url), 0
    try:
        watched = Watched(browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR"), served.address)
        watched.page.set_default_timeout(120_000)
        for name, path in pages.items():
            watched.open("" if name == "accueil" else path)
            found = {one: markup for one, markup in violations(watched.page).items() if one not in allowed}
            wider = cut_off(watched.page)
            faults += bool(found or wider)
            print(f"{name:22}{len(found):4} violations, too wide: {wider or 'nowhere'}", flush=True)
            for one, markup in found.items():
                print(f"    {one.rule} in {one.place}: {markup}")
    finally:
        served.stop()
    print(f"{faults} of {len(pages)} pages at fault")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
