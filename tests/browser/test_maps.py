"""The maps in a real browser: what is clicked, by mouse or keyboard, opens its page without leaving the session."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from browsing import Watched
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def test_a_bloc_of_the_plan_opens_its_page_then_its_quartier(visit: Watched) -> None:
    visit.open("plan?couleurs=convergence&detail=Blocs")
    visit.page.locator("a[href='bloc?bloc=etat-civil']").click()
    visit.page.wait_for_url("**/bloc?bloc=etat-civil")
    visit.settle()
    assert "Tenue des actes" in visit.text
    visit.page.get_by_role("link", name="Quartier Population et citoyenneté").click()
    visit.page.wait_for_url("**/quartier?quartier=*")
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_url("**/bloc?bloc=etat-civil")


def test_the_keyboard_reaches_and_opens_a_bloc(visit: Watched) -> None:
    visit.open("plan")
    link = visit.page.locator("a[href='bloc?bloc=elections']")
    link.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/bloc?bloc=elections")


def test_hostile_names_on_the_maps_are_text(visit: Watched) -> None:
    for address in ("plan?detail=Tous les produits", "bandes?avec=toutes les autres"):
        visit.open(address)
        drawn = visit.page.locator(".carte svg")
        assert "[clic](javascr" in (drawn.text_content() or "")
        assert drawn.locator("a[href^=javascript], script").count() == 0


def test_the_plan_is_taken_away_as_a_pdf_of_the_sheet_asked(visit: Watched) -> None:
    visit.open("plan")
    visit.page.get_by_role("button", name="Emporter").click()
    visit.page.get_by_text("A1", exact=True).click()
    visit.settle()
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="PDF", exact=True).click()
    assert taken.value.suggested_filename.endswith("A1.pdf")
    page = PdfReader(BytesIO(Path(taken.value.path()).read_bytes())).pages[0]
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [841, 594]
    assert "JEU FICTIF" in page.extract_text()
