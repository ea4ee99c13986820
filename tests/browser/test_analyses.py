"""The analyses in a real browser: what a person clicks, and the address that says it."""

from __future__ import annotations

import pytest
from browsing import Watched

pytestmark = pytest.mark.browser


def click_first(visit: Watched, table: int = 0) -> None:
    """Click the name of the first row of a table (34 pixels each, under a line of titles)."""
    visit.page.locator("[data-testid=stDataFrame]").nth(table).click(position={"x": 40, "y": 51})
    visit.settle()


def test_from_the_rules_to_a_finding_and_its_proof(visit: Watched) -> None:
    visit.open("regles")
    visit.page.locator("[class*=st-key-tile-enfreintes] button").click()
    visit.page.wait_for_url("**etat=enfreintes")
    visit.settle()
    click_first(visit)
    assert "/regle?code=R03" in visit.page.url
    click_first(visit)
    assert "sujets=" in visit.page.url
    assert "n’est rattachée à aucun bloc" in visit.text
    visit.page.go_back()
    visit.settle()
    assert "sujets=" not in visit.page.url


def test_the_keyboard_opens_a_rule(visit: Watched) -> None:
    visit.open("regles")
    visit.page.get_by_label("Ouvrir la fiche de").focus()
    visit.page.keyboard.type("R28")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/regle?code=R28")
    visit.settle()
    assert visit.page.inner_text("h1").startswith("R28")


def test_a_simulation_is_sent_by_its_address(visit: Watched) -> None:
    visit.open("pot-commun")
    click_first(visit)
    visit.page.wait_for_url("**donnees=*")
    visit.settle()
    visit.page.locator("[class*=st-key-tile-Liens-restants] button").click()
    visit.page.wait_for_url("**liste=Liens+restants*")
    visit.settle()
    seen = visit.text
    assert "Pourquoi il reste" in seen or "moyen inconnu" in seen
    visit.open(visit.page.url.removeprefix(f"{visit.address}/"))
    assert visit.text == seen


def test_filters_are_kept_from_one_list_of_links_to_another(visit: Watched) -> None:
    visit.open("liens?voir=directs&commune=C01")
    visit.page.locator("[class*=st-key-tile-suite-inconnue] button").click()
    visit.page.wait_for_url("**voir=suite-inconnue*")
    visit.settle()
    assert "commune=C01" in visit.page.url


def test_what_stops_is_chosen_and_said_in_the_address(visit: Watched) -> None:
    visit.open("impact")
    visit.page.get_by_label("Lequel").click()
    visit.page.keyboard.type("Logiciel 7 ")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**quoi=*")
    visit.settle()
    assert "Privés de données" in visit.text
    assert "Qui est privé de quoi" in visit.text
