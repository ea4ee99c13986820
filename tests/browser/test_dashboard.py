"""The dashboard in a real browser: what a person sees, clicks and sends to someone else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from accessible import cut_off
from browsing import Dashboard, Watched, free_port
from databases import database_at
from mini_estate import HOSTILE

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.text import JOINER
from urbanism.dashboard.in_french import WORDS
from urbanism.store import load_snapshot, open_estate

pytestmark = pytest.mark.browser

ENGLISH = ("Deploy", "Rerun", "Press Enter", "Browse files", "Upload", "Choose", "Clear cache", "Settings", "About")


def table(visit: Watched, n: int = 0):
    return visit.page.locator("[data-testid=stDataFrame]").nth(n)


def click_row(visit: Watched, row: int) -> None:
    """Click the name of a row of the first table (34 pixels each, under a line of titles)."""
    table(visit).click(position={"x": 30, "y": 34 * (row + 1) + 17})
    visit.settle()


@pytest.mark.parametrize("section", dict.fromkeys(entry.section for entry in PAGES.values()))
def test_every_page_of_the_navigation_speaks_french_and_fits_the_window(visit: Watched, section: str) -> None:
    visit.open()
    wrong: dict[str, object] = {}
    for address, entry in PAGES.items():
        if entry.section == section and not entry.hidden:
            visit.follow(address if address != "accueil" else "")
            seen = visit.page.inner_text("body")
            found = [word for word in (*ENGLISH, "erreur imprévue") if word in seen]
            wrong.update({address: (found, wider)} if (wider := cut_off(visit.page)) or found else {})
    assert wrong == {}
    assert visit.page.evaluate("document.documentElement.lang") == "fr"


def test_an_unknown_address_is_said_in_french_and_the_name_of_home_leads_home(visit: Watched) -> None:
    visit.open("nulle-part")
    visit.sees("Adresse inconnue")
    assert visit.page.get_by_role("dialog").count() == 0
    visit.open("accueil")
    visit.sees("Le patrimoine applicatif")
    assert visit.page.url == f"{visit.address}/"


def test_those_who_listen_to_a_page_hear_french(visit: Watched) -> None:
    visit.open("explorateur")
    visit.page.wait_for_selector("[aria-label='Plus']")
    named = visit.page.evaluate("[...document.querySelectorAll('[aria-label]')].map(one => one.ariaLabel)")
    assert not set(WORDS) & set(named)


def test_a_figure_opens_its_list_and_a_name_its_sheet(visit: Watched) -> None:
    visit.open()
    visit.page.click("text=applications hors support")
    visit.settle()
    assert "regard=hors-support" in visit.page.url
    click_row(visit, 0)
    visit.page.wait_for_url("**/application?id=*")
    visit.sees("Ce que c’est")


def test_going_back_finds_the_filters_again(visit: Watched) -> None:
    visit.open("inventaire?commune=C01&recherche=logiciel")
    click_row(visit, 0)
    assert "/application" in visit.page.url
    visit.page.go_back()
    visit.settle()
    assert "/inventaire" in visit.page.url
    assert "commune=C01" in visit.page.url
    assert "recherche=logiciel" in visit.page.url


def test_an_address_sent_to_someone_shows_the_same_view(visit: Watched) -> None:
    visit.open("inventaire")
    visit.page.get_by_placeholder("Rechercher").fill("logiciel 1")
    visit.page.wait_for_url("**recherche=logiciel**")
    visit.settle()
    found = visit.page.locator("strong", has_text="application").inner_text()
    visit.open(visit.page.url.removeprefix(f"{visit.address}/"))
    assert visit.page.locator("strong", has_text="application").inner_text() == found


def test_the_keyboard_opens_a_sheet(visit: Watched) -> None:
    visit.open("inventaire")
    visit.page.get_by_label("Ouvrir la fiche de").focus()
    visit.page.keyboard.type("logiciel 17")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/application?id=*")
    visit.settle()
    assert visit.page.inner_text("h1") == "Logiciel 17"


@pytest.mark.parametrize("rank", range(len(HOSTILE)))
def test_a_hostile_name_is_shown_as_it_was_written(visit: Watched, dashboard: Dashboard, rank: int) -> None:
    engine = open_estate(dashboard.database)
    application = next(a for a in load_snapshot(engine).applications if a.name == HOSTILE[rank])
    engine.dispose()
    visit.open(f"application?id={application.id}")
    title = visit.page.locator("[data-testid=stMain] h1")
    assert title.inner_text().replace(JOINER, "").strip("\u2068\u2069") == HOSTILE[rank]
    assert title.locator("a, strong, code, em, del, img, .katex, [data-testid=stIconMaterial]").count() == 0
    visit.page.get_by_role("tab", name="D’où viennent ces valeurs").click()
    visit.settle()
    cell = visit.page.locator("td", has_text=HOSTILE[rank][:8].strip("\u202e")).first
    assert cell.locator("a, strong, code, em, del, img, .katex, script").count() == 0


def test_a_newcomer_opens_the_sample_metropole(first_visit: Watched) -> None:
    first_visit.open()
    assert "La cartographie est vide" in first_visit.text
    first_visit.page.click("text=Ouvrir la métropole d’exemple")
    first_visit.page.wait_for_selector("text=Le patrimoine applicatif")
    first_visit.settle()
    assert "jeu fictif" in first_visit.text
    assert "À regarder" in first_visit.text


def test_a_commune_s_file_is_read_shown_then_kept(
    first_visit: Watched, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    file = tmp_path / "Saint-Aubin.csv"
    file.write_text(
        "Nom du logiciel;Éditeur;Nb utilisateurs\nConcerto;Arpège;12\nCiril RH;Ciril;40\n", encoding="cp1252"
    )
    first_visit.open("importer")
    first_visit.page.set_input_files("input[type=file]", file)
    first_visit.page.get_by_role("button", name="Lire").click()
    first_visit.page.wait_for_selector("text=Lignes lues")
    engine = open_estate(empty_dashboard.database)
    assert load_snapshot(engine).applications == ()
    first_visit.page.get_by_role("button", name="Enregistrer").click()
    first_visit.page.wait_for_selector("text=lignes créées")
    kept = {application.name: application.users for application in load_snapshot(engine).applications}
    engine.dispose()
    assert kept == {"Concerto": 12, "Ciril RH": 40}


@pytest.mark.parametrize(
    "address",
    ["rechercher?mots=logiciel", "regle?code=R03", "indicateur?code=I05", "bloc?bloc=etat-civil"],
)
def test_a_page_out_of_the_navigation_fits_the_window(visit: Watched, address: str) -> None:
    visit.open(address)
    assert cut_off(visit.page) == {}
    assert "erreur imprévue" not in visit.text


def test_a_taken_port_is_said_in_french(dashboard: Dashboard) -> None:
    asked = [sys.executable, "-m", "urbanism.cli", "serve", "--port", str(dashboard.port)]
    refused = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode != 0
    assert f"Le port {dashboard.port} est déjà pris" in refused.stderr


def test_serve_says_its_address_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    asked = [
        sys.executable,
        "-m",
        "urbanism.cli",
        "serve",
        "--port",
        str(port),
        "--database",
        database_at(tmp_path / "e.sqlite"),
    ]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as served:
        assert served.stdout is not None
        assert f"http://localhost:{port}" in served.stdout.readline()
        served.terminate()
        assert served.wait(timeout=30) == 0
