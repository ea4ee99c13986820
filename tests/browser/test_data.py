"""Correcting an import, confirming blocs, exporting and undoing, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Dashboard, Watched

from importers.run import apply_import, prepare_import
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import BlockBasis

pytestmark = pytest.mark.browser

ROWS = "Nom du logiciel;Truc;Nb utilisateurs\nConcerto;rouge;12\nCiril RH;bleu;40\n"


def press(visit: Watched, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).click()
    visit.settle()


def test_a_column_is_corrected_kept_confirmed_exported_and_undone(
    first_visit: Watched, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    """One file, from its first reading to its undoing."""
    visit, page = first_visit, first_visit.page
    file = tmp_path / "Saint-Aubin.csv"
    file.write_text(ROWS, encoding="utf-8")
    visit.open("importer")
    page.set_input_files("input[type=file]", file)
    press(visit, "Lire")
    page.get_by_label("Comprise comme, colonne Truc").click()
    page.get_by_role("option", name="Éditeur", exact=True).click()
    page.wait_for_selector("text=choisi par vous")
    visit.settle()
    press(visit, "Enregistrer")
    page.wait_for_selector("text=lignes créées")
    engine = open_estate(empty_dashboard.database)
    assert {editor.name for editor in load_snapshot(engine).editors} >= {"rouge", "bleu"}

    visit.open("blocs-a-confirmer")
    page.locator("[data-testid=stDataFrame]").click(position={"x": 18, "y": 17})  # the box that ticks them all
    visit.settle()
    page.locator("button", has_text="Confirmer le bloc proposé").click()
    page.wait_for_selector("text=Bloc confirmé pour")
    confirmed = [a for a in load_snapshot(engine).applications if a.block_basis is BlockBasis.CONFIRMED]
    assert confirmed

    visit.open("exporter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le classeur").click()
    workbook = tmp_path / "export.xlsx"
    download.value.save_as(workbook)
    preview = prepare_import(engine, [str(workbook)])
    assert preview.is_clean
    assert preview.plan.is_empty

    visit.open(f"operations?id={load_snapshot(engine).revision}")
    press(visit, "Annuler cette opération")
    page.wait_for_selector("text=est annulée")
    assert not [a for a in load_snapshot(engine).applications if a.block_basis is BlockBasis.CONFIRMED]
    engine.dispose()


def test_refused_rows_come_out_as_a_workbook(first_visit: Watched, empty_dashboard: Dashboard, tmp_path: Path) -> None:
    visit, page = first_visit, first_visit.page
    engine = open_estate(empty_dashboard.database)
    known = tmp_path / "un.csv"
    known.write_text("Code;Nom du logiciel;Nb utilisateurs\nC1;Concerto;12\n", encoding="utf-8")
    apply_import(engine, prepare_import(engine, [str(known)], commune="Ormes"))
    other = tmp_path / "Ormes.csv"
    other.write_text("Code;Nom du logiciel;Nb utilisateurs\nC1;Concerto;50\n", encoding="utf-8")
    visit.open("importer")
    page.set_input_files("input[type=file]", other)
    press(visit, "Lire")
    visit.sees("Garder « 12 »")
    with page.expect_download() as download:
        page.get_by_role("button", name="Lignes refusées").click()
    assert download.value.suggested_filename == "lignes refusées.xlsx"
    page.get_by_text("Prendre « 50 »").click()
    visit.settle()
    page.get_by_role("button", name="Lignes refusées").wait_for(state="detached")
    press(visit, "Enregistrer")
    page.wait_for_selector("text=Enregistré")
    assert [application.users for application in load_snapshot(engine).applications] == [50]
    engine.dispose()
