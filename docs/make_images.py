"""Make the images of the documentation: the dashboard on the sample métropole, in a real browser.

Run it from the root of a checkout, in the environment of the tests (it needs Chromium)::

    python docs/make_images.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsing import Dashboard, Watched  # noqa: E402

from urbanism.dashboard.importing import load_sample, sample_folder  # noqa: E402
from urbanism.store import load_snapshot, open_estate  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1440, 900
IMPORTED = "Clairvigne-les-Bains"


def make_images(folder: Path) -> None:
    """Serve a new database, take the import of one workbook, then load the whole sample and take the other pages."""
    url = f"sqlite:///{folder / 'exemple.sqlite'}"
    served = Dashboard(url)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
            page.set_default_timeout(60_000)
            visit = Watched(page, served.address)
            _take_import(visit)
            shown = _load(url)
            for name, address in {"accueil": "", "inventaire": "inventaire", "application": shown}.items():
                visit.open(address)
                page.screenshot(path=IMAGES / f"{name}.png")
            browser.close()
    finally:
        served.stop()


def _take_import(visit: Watched) -> None:
    workbook = next(file for file in (sample_folder() or ROOT).iterdir() if file.stem == IMPORTED)
    visit.open("importer")
    visit.page.set_input_files("input[type=file]", workbook)
    visit.page.get_by_role("button", name="Lire").click()
    visit.page.wait_for_selector("text=Lignes lues")
    visit.settle()
    visit.page.screenshot(path=IMAGES / "importer.png")


def _load(url: str) -> str:
    """Load the sample métropole; gives the address of the running application about which most is known."""
    engine = open_estate(url)
    load_sample(engine, lambda _step, _share: None)
    running = (a for a in load_snapshot(engine).applications if a.is_active and a.block_id and a.purpose)
    shown = max(running, key=lambda application: sum(value is not None for value in application))
    engine.dispose()
    return f"application?id={shown.id}"


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        make_images(Path(made))
