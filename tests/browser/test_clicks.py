"""What is clicked on each map opens what it says, and « back » comes to what was seen."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from browsing import Dashboard, Watched

from urbanism.governance.process_edits import ProcessDraft, StepDraft, save_process
from urbanism.store import load_snapshot, open_estate

pytestmark = pytest.mark.browser

CLICKS = (
    ("plan?couleurs=coût", "a[href^='zone?']"),
    ("bandes?avec=toutes les autres", "a[href^='bloc?']"),
    ("usages", "a"),
    ("donnee", "a[href*='groupe='], a[href^='application?']"),
    ("echeances?lignes=éditeur", "a[href*='voir=']"),
    ("couts?ventilation=éditeur", "a[href*='voir=']"),
    ("editeurs", "a[href*='voir=']"),
)
"""A map, some choice made of it, and what is clicked there."""


def seen(visit: Watched) -> str:
    return unquote(visit.page.url.removeprefix(f"{visit.address}/")).replace("+", " ")


def leave(visit: Watched, gesture: Callable[[], object]) -> None:
    """Make a gesture that changes the address."""
    before = visit.page.url
    gesture()
    visit.page.wait_for_function("before => location.href !== before", arg=before)
    visit.settle()


@pytest.mark.parametrize(("map_", "link"), CLICKS, ids=[map_.split("?")[0] for map_, _ in CLICKS])
def test_a_click_on_a_map_opens_what_it_says_and_back_finds_the_map_again(visit: Watched, map_: str, link: str) -> None:
    visit.open(map_)
    shown = seen(visit)
    target = visit.page.locator(f".carte :is({link})").first
    address = unquote(target.get_attribute("href") or "").replace("+", " ")
    leave(visit, target.click)
    assert seen(visit) == address
    assert "erreur imprévue" not in visit.text
    leave(visit, visit.page.go_back)
    assert seen(visit) == shown


def test_filters_are_kept_by_the_menu_and_each_page_is_one_step_back(visit: Watched) -> None:
    visit.open("inventaire")
    visit.page.locator("[data-testid=stMultiSelect] input").first.click()
    leave(visit, visit.page.get_by_role("option", name="Saint-Aubin").click)
    visit.page.keyboard.press("Escape")
    for page in ("Contrats", "Flux"):
        leave(visit, visit.page.get_by_test_id("stSidebarNav").get_by_role("link", name=page, exact=True).click)
        assert seen(visit).endswith("?commune=C01")
    leave(visit, visit.page.go_back)
    assert seen(visit) == "contrats?commune=C01"
    leave(visit, visit.page.go_back)
    assert seen(visit) == "inventaire?commune=C01"


def test_a_view_of_the_same_page_keeps_its_choices(visit: Watched) -> None:
    visit.open("explorateur?par=commune&liste=Liens")
    leave(visit, lambda: visit.page.get_by_test_id("stDataFrame").click(position={"x": 40, "y": 51}))
    assert "par=commune&liste=Liens&lien=" in seen(visit)
    visit.sees("Revenir à tous les liens")


def test_what_is_mistyped_is_found_and_opened(visit: Watched) -> None:
    visit.open("rechercher")
    visit.page.get_by_placeholder("Un nom, un code").fill("lgoiciel 17")
    visit.sees("Voici ce qui leur ressemble")
    visit.settle()
    leave(visit, lambda: visit.page.get_by_test_id("stDataFrame").click(position={"x": 40, "y": 51}))
    assert visit.page.inner_text("h1") == "Logiciel 17"


def test_a_path_between_two_is_drawn_and_taken_away_whole(visit: Watched) -> None:
    visit.open("explorateur?vue=Le chemin entre deux")
    for label, name in (("De", "Logiciel 8 "), ("Vers", "Logiciel 11 ")):
        visit.page.get_by_label(label, exact=True).click()
        visit.page.keyboard.type(name)
        visit.page.keyboard.press("Enter")
        visit.settle()
    visit.sees("4 nœuds dessinés")
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="Enregistrer la page").click()
    page = taken.value.path().read_text(encoding="utf-8")
    assert "Logiciel 11" in page
    assert 'src="http' not in page


def test_a_step_of_a_process_opens_its_application(visit: Watched, dashboard: Dashboard) -> None:
    engine = open_estate(dashboard.database)
    application = load_snapshot(engine).applications[7].id
    draft = ProcessDraft("Relancer", (StepDraft("Relire", "Accueil", None, application),), None)
    process = save_process(engine, None, (), draft, "essai").process
    engine.dispose()
    visit.open(f"processus?id={process}")
    leave(visit, visit.page.locator(".carte a").first.click)
    assert seen(visit) == f"application?id={application}"
