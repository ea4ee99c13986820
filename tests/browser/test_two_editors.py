"""Two people edit the same sheet, each in their own browser: the second is told and shown the difference."""

from __future__ import annotations

import pytest
from browsing import Dashboard, Watched
from playwright.sync_api import Browser

from urbanism.store import load_snapshot, open_estate

pytestmark = pytest.mark.browser


def press(visit: Watched, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).click()
    visit.settle()


def test_the_second_to_save_is_shown_what_the_first_wrote(
    visit: Watched, browser: Browser, dashboard: Dashboard
) -> None:
    engine = open_estate(dashboard.database)
    application = load_snapshot(engine).applications[20]
    other = browser.new_context(locale="fr-FR")
    other.set_default_timeout(60_000)
    second = Watched(other.new_page(), dashboard.address)
    for person in (visit, second):
        person.open(f"application?id={application.id}")
        press(person, "Modifier")
    for person, version in ((visit, "10"), (second, "11")):
        person.page.get_by_label("Version", exact=True).fill(version)
        press(person, "Enregistrer")
    visit.sees("La fiche est enregistrée")
    second.sees("la fiche dit maintenant")
    assert load_snapshot(engine).by_id[application.id].version == "10"
    press(second, "Repartir de la fiche actuelle")
    assert second.page.get_by_label("Version", exact=True).input_value() == "10"
    press(visit, "Annuler")
    assert load_snapshot(engine).by_id[application.id].version == application.version
    assert not second.errors
    other.close()
    engine.dispose()


def test_two_people_at_the_same_cell_of_a_table(visit: Watched, browser: Browser, dashboard: Dashboard) -> None:
    engine = open_estate(dashboard.database)
    application = load_snapshot(engine).applications[30]
    other = browser.new_context(locale="fr-FR")
    other.set_default_timeout(60_000)
    second = Watched(other.new_page(), dashboard.address)
    for person, name in ((visit, "Premier nom"), (second, "Second nom")):
        person.open(f"tableau?tableau-recherche={application.code}")
        write_first_name(person, name)
        person.sees("Ce qui va changer")
    for person in (visit, second):
        press(person, "Enregistrer")
    visit.sees("1 fiche modifiée")
    second.sees("la fiche dit maintenant")
    assert load_snapshot(engine).by_id[application.id].name == "Premier nom"
    press(visit, "Annuler")
    assert load_snapshot(engine).by_id[application.id].name == application.name
    assert not second.errors
    other.close()
    engine.dispose()


def write_first_name(person: Watched, name: str) -> None:
    """Type into the second cell of the first line, as a person does."""
    grid = person.page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    place = grid.bounding_box()
    assert place is not None
    person.page.mouse.dblclick(place["x"] + 200, place["y"] + 52)
    editor = person.page.locator("#portal textarea")
    editor.fill(name)
    editor.press("Enter")
    person.settle()
