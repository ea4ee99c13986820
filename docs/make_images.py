"""Make the images of the documentation: the dashboard on the sample métropole, in a real browser.

Run it from the root of a checkout, in the environment of the tests (it needs Chromium)::

    python docs/make_images.py            # all of them
    python docs/make_images.py convergence projet
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsing import Dashboard, Watched  # noqa: E402

from urbanism.analyses.referentials.report import report  # noqa: E402
from urbanism.dashboard.importing import load_sample, sample_folder  # noqa: E402
from urbanism.graph import EstateGraph  # noqa: E402
from urbanism.snapshot import Snapshot  # noqa: E402
from urbanism.store import load_snapshot, open_estate  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1280, 800
COLOURS = 128
IMPORTED = "Clairvigne-les-Bains"

PAGES: dict[str, Callable[[Snapshot], str]] = {
    "accueil": lambda _: "",
    "inventaire": lambda _: "inventaire",
    "application": lambda estate: f"application?id={best_known(estate)}",
    "plan": lambda _: "plan",
    "bandes": lambda _: "bandes",
    "usages": lambda _: "usages",
    "echeances": lambda _: "echeances",
    "constats": lambda _: "constats",
    "doublons": lambda _: "doublons",
    "doublon": lambda estate: f"doublon?id={rivals(estate)}",
    "pot-commun": lambda _: "pot-commun",
    "projets": lambda _: "projets",
    "projet": lambda estate: f"projet?id={maintenance_project(estate)}",
    "convergence": lambda _: "convergence",
    "rapprochements": lambda _: "rapprochements",
}
"""The images of the whole sample métropole, and the address of each page."""


def best_known(estate: Snapshot) -> int:
    """The running application about which most is known."""
    running = (a for a in estate.applications if a.is_active and a.block_id and a.purpose)
    return max(running, key=lambda application: sum(value is not None for value in application)).id


def rivals(estate: Snapshot) -> int:
    """The proposed reference of the largest group of rival referentials."""
    return max(report(EstateGraph(estate)).cases, key=lambda case: len(case.group.members)).proposal.master


def maintenance_project(estate: Snapshot) -> int:
    """The project of one more maintenance application."""
    return next(project.id for project in estate.projects if "GMAO" in project.name)


def make_images(folder: Path, names: set[str]) -> None:
    """Serve a new database, take the import of one workbook, then load the whole sample and take the other pages."""
    url = f"sqlite:///{folder / 'jeu-fictif.sqlite'}"
    served = Dashboard(url)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
            page.set_default_timeout(120_000)
            visit = Watched(page, served.address)
            if "importer" in names:
                take_import(visit)
            estate = loaded(url)
            for name, address in PAGES.items():
                if name in names:
                    visit.open(address(estate))
                    keep(visit, name)
            if "doctrines" in names:
                take_doctrines(visit)
            browser.close()
    finally:
        served.stop()


def take_import(visit: Watched) -> None:
    """What is understood of one commune's workbook."""
    workbook = next(file for file in (sample_folder() or ROOT).iterdir() if file.stem == IMPORTED)
    visit.open("importer")
    visit.page.set_input_files("input[type=file]", workbook)
    visit.page.get_by_role("button", name="Lire").click()
    visit.page.wait_for_selector("text=Lignes lues")
    visit.settle()
    keep(visit, "importer")


def take_doctrines(visit: Watched) -> None:
    """The two doctrines of convergence, side by side."""
    visit.open("convergence")
    visit.page.get_by_role("tab", name="Le plan").click()
    visit.settle()
    keep(visit, "doctrines")


def loaded(url: str) -> Snapshot:
    """Load the sample métropole; gives its estate."""
    engine = open_estate(url)
    load_sample(engine, lambda _step, _share: None)
    estate = load_snapshot(engine)
    engine.dispose()
    return estate


def keep(visit: Watched, name: str) -> None:
    """Write what is on the screen, in few colours: the repository stays small."""
    taken = Image.open(io.BytesIO(visit.page.screenshot(animations="disabled")))
    few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    every = ["importer", *PAGES, "doctrines"]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="IMAGE", help=", ".join(every))
    asked = parser.parse_args().names
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        make_images(Path(made), set(asked or every))
