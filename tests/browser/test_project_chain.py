"""A project from its need to the map, as people do it: opened, diagnosed, signed, its reserve lifted, in service."""

from __future__ import annotations

import pytest
from browsing import Dashboard, Watched

from urbanism.store import load_snapshot, open_estate
from urbanism.store.history import runs
from urbanism.vocabulary import LifecycleStatus, ProjectStatus

pytestmark = pytest.mark.browser


def press(visit: Watched, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).first.click()
    visit.settle()


def choose(visit: Watched, label: str, value: str) -> None:
    visit.page.get_by_label(label, exact=True).last.click()
    visit.page.get_by_role("option", name=value, exact=True).click()


def test_a_project_goes_from_its_need_to_the_map(visit: Watched, dashboard: Dashboard) -> None:
    page = visit.open("nouveau-projet")
    page.get_by_label("Le besoin", exact=True).fill("Suivre la maintenance des bâtiments")
    page.get_by_label("Le besoin", exact=True).press("Control+Enter")
    visit.sees("Blocs que ces mots évoquent")
    page.get_by_label("Nom du projet").fill("GMAO des écoles")
    choose(visit, "Collectivité", "Saint-Aubin")
    page.get_by_label("Application apportée (vide s’il n’en apporte pas)").fill("Atelium")
    press(visit, "Ouvrir et diagnostiquer")
    visit.sees("Avis proposé")
    visit.sees("non évaluable parce que")

    page.get_by_text("Avis et réserves", exact=True).click()
    visit.sees("Aucun avis n’est signé")
    choose(visit, "Avis", "favorable avec réserves")
    for _ in range(page.get_by_role("button", name="Ôter").count()):
        press(visit, "Ôter")
    press(visit, "Ajouter une réserve")
    page.get_by_label("Réserve 1").fill("Dire qui paie")
    page.get_by_label("Qui la lève").fill("Finances")
    page.get_by_label("Signé par").fill("M. Roy")
    press(visit, "Signer")
    visit.sees("1 réserve à lever")

    page.get_by_label("Ce qui la lève").fill("La délibération du 12 mars")
    press(visit, "Lever la réserve")
    visit.sees("La délibération du 12 mars")
    press(visit, "Mettre en service")
    visit.sees("Le projet est en service : la carte a changé")

    engine = open_estate(dashboard.database)
    snapshot = load_snapshot(engine)
    assert snapshot.projects[-1].status is ProjectStatus.DELIVERED
    assert next(a for a in snapshot.applications if a.name == "Atelium").status is LifecycleStatus.IN_USE
    done = runs(engine, 1)[0]
    assert (done.reason, done.changes) == ("Mise en service du projet « GMAO des écoles »", 2)
    engine.dispose()
    press(visit, "Annuler")
    visit.sees("est annulée : 2 modifications défaites")
