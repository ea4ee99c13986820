"""Whether a page can be used by everyone: what axe-core finds in it, and what a narrow or enlarged window cuts off."""

from __future__ import annotations

import re
from typing import NamedTuple

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLong

WINDOWS = {"1280 de large": (1280, 900), "1920 de large": (1920, 1080), "1280 agrandi à 200 %": (640, 450)}
"""The windows a page must fit in, in pixels of the page: enlarged twice, a window is half as wide."""

LAYOUT_MS = 8_000
"""How long a page may take to lay itself out again in another window, on a busy machine."""

_PLACE = """
selector => {
  const inner = Array.isArray(selector) ? selector[0] : selector;
  return document.querySelector(inner)?.closest("[data-testid]")?.dataset.testid ?? inner;
}
"""
_CUT_OFF = """
() => {
  const main = document.querySelector("[data-testid=stMain]");
  return main.scrollWidth - main.clientWidth;
}
"""


class Violation(NamedTuple):
    """A broken rule of axe-core, and the part of the framework that holds it (« data-testid », figures away)."""

    rule: str
    place: str


def violations(page: Page) -> dict[Violation, str]:
    """The serious and critical violations of the page on the screen, each with the markup of one element."""
    found: dict[Violation, str] = {}
    for violation in Axe().run(page, options={"resultTypes": ["violations"]})["violations"]:
        if violation["impact"] in ("serious", "critical"):
            for node in violation["nodes"]:
                place = re.sub(r"\d+", "n", page.evaluate(_PLACE, node["target"][0]))
                found.setdefault(Violation(violation["id"], place), node["html"][:300])
    return found


def cut_off(page: Page) -> dict[str, int]:
    """The windows that the page does not fit in, and by how many pixels it is too wide."""
    before = page.viewport_size
    wider: dict[str, int] = {}
    for name, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        try:
            page.wait_for_function(f"({_CUT_OFF})() <= 0", timeout=LAYOUT_MS)
        except TooLong:
            wider[name] = page.evaluate(_CUT_OFF)
    if before:
        page.set_viewport_size(before)
    return wider
