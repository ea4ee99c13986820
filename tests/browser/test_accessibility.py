"""What axe-core finds in our pages and not in an empty page of the framework; what windows cut off; what Tab reaches.

`benchmarks/accessibility.py` and `benchmarks/keyboard.py` do the same on every page of the catalogue.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from accessible import Violation, cut_off, violations
from browsing import ROOT, Dashboard, Watched
from playwright.sync_api import BrowserContext
from reachable import Look, walk

from urbanism.dashboard.catalogue import PAGES

pytestmark = pytest.mark.browser

SAMPLE = ("", "rechercher?mots=logiciel", "inventaire", "plan", "usages", "silos", "importer", "constats")
"""A page of each make: tiles, search, table, drawing, table with links, form."""

SEED = int(os.environ.get("URBANISM_SEED", "11"))
"""What the pages walked by the keyboard are drawn with."""


@pytest.fixture(scope="module")
def framework(context: BrowserContext) -> Iterator[frozenset[Violation]]:
    """What an empty page of the framework already breaks."""
    served = Dashboard("sqlite://", ROOT / "tests" / "browser" / "framework_page.py")
    watched = Watched(context.new_page(), served.address)
    try:
        watched.open()
        yield frozenset(violations(watched.page))
    finally:
        watched.page.close()
        served.stop()


@pytest.mark.parametrize("page", SAMPLE)
def test_a_page_adds_no_violation_to_those_of_the_framework(
    visit: Watched, framework: frozenset[Violation], page: str
) -> None:
    visit.open(page)
    assert {one: markup for one, markup in violations(visit.page).items() if one not in framework} == {}
    assert cut_off(visit.page) == {}


def test_a_violation_is_seen(visit: Watched) -> None:
    visit.open()
    visit.page.evaluate("document.querySelector('[data-testid=stMain]').append(document.createElement('button'))")
    assert "button-name" in {one.rule for one in violations(visit.page)}


def test_the_keyboard_skips_a_table_and_opens_a_cell_of_it(visit: Watched) -> None:
    visit.open("usages")
    skip, back = visit.page.locator(".passer").all()
    skip.press("Enter")
    assert back.evaluate("link => link.getRootNode().activeElement === link")
    cell = visit.page.locator(".usages td a").first
    cell.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/usages?case=*")
    visit.sees("Revenir à la table")


def test_the_keyboard_goes_everywhere_on_pages_drawn_at_random(visit: Watched) -> None:
    drawn = random.Random(SEED).sample([address for address, entry in PAGES.items() if not entry.hidden], 3)
    seen: dict[Look, bool] = {}
    for rank, page in enumerate(drawn):
        visit.open(page if page != "accueil" else "")
        assert walk(visit.page, seen, navigation=rank == 0).faults == {}, f"{page}, seed {SEED}"


def test_what_only_the_mouse_does_is_seen(visit: Watched) -> None:
    visit.open("rechercher")
    visit.page.evaluate("""document.querySelector("[data-testid=stMain] h1").insertAdjacentHTML("afterend", `
      <span style="cursor: pointer">À la souris</span>
      <a href="#" style="outline: none; box-shadow: none">Invisible</a>
      <button onkeydown="event.preventDefault()">Piège</button>`)""")
    found = walk(visit.page, {})
    assert "À la souris" in found.missed[0]
    assert "Invisible" in found.unseen[0]
    assert "Piège" in found.traps[0]
