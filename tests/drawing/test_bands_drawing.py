"""A commune in three bands: what it has, what others have that it lacks, every product shown or counted."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from estates import Estate

from urbanism.analyses.bands import commune_bands
from urbanism.drawing import PAPERS, Rectangle
from urbanism.drawing.bands import draw_bands
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import SCREEN, Paper
from urbanism.drawing.scene import areas, flat, texts
from urbanism.graph import EstateGraph
from urbanism.palette import LACKING, PLANNED, SAME_PRODUCT
from urbanism.vocabulary import BlockClass, LifecycleStatus

CAPTION = Caption("Ville et les autres", "Trois bandes", "urbanism", date(2026, 1, 1))


@pytest.fixture
def made() -> Estate:
    estate = Estate()
    estate.block("portail", block_class=BlockClass.EXTERNAL)
    estate.block("etat-civil", block_class=BlockClass.VALUE)
    estate.block("paie", block_class=BlockClass.SUPPORT)
    estate.application("Acte", "Ville", "etat-civil", product="Civilis")
    estate.application("Acte de Bourg", "Bourg", "etat-civil", product="Civilis")
    estate.application("Autre acte", "Bourg", "etat-civil", product="Melodie")
    estate.application("Portail", "Bourg", "portail", product="Espace", serves=("Hameau",))
    estate.application("Paie", "Ville", "paie")
    estate.application("Sans bloc", "Ville")
    return estate


def test_bands_come_in_their_order_with_what_serves_the_commune(made: Estate) -> None:
    graph = EstateGraph(made.snapshot())
    found = commune_bands(graph, made.commune("Ville"))
    assert [band.zone.name for band in found.bands] == ["Producteurs de valeur", "Support"]
    assert found.unplaced == 1
    assert not found.theirs
    served = commune_bands(graph, made.commune("Hameau"))
    assert [band.zone.name for band in served.bands] == ["Interface externe"]


def test_what_the_others_have_and_it_lacks_is_told(made: Estate) -> None:
    graph = EstateGraph(made.snapshot())
    found = commune_bands(graph, made.commune("Ville"), frozenset({made.commune("Bourg"), made.commune("Hameau")}))
    assert found.lacking == (made.block("portail"),)
    scene = draw_bands(found, ("Ville", "Les autres"), CAPTION, SCREEN).scenes[0]
    cards = {
        area.title.replace("\u00a0", " "): area
        for area in areas(scene.shapes)
        if area.link and area.link.page == "bloc"
    }
    assert "portail – Ville : 0 produit, Les autres : 1 produit" in cards
    lacking = [
        title
        for title, card in cards.items()
        if any(one.fill == LACKING for one in flat(card.shapes) if isinstance(one, Rectangle))
    ]
    assert sorted(lacking) == [
        "paie – Ville : 1 produit, Les autres : 0 produit",
        "portail – Ville : 0 produit, Les autres : 1 produit",
    ]


def test_the_same_product_has_the_same_colour_on_both_sides(made: Estate) -> None:
    graph = EstateGraph(made.snapshot())
    found = commune_bands(graph, made.commune("Ville"), frozenset({made.commune("Bourg")}))
    scene = draw_bands(found, ("Ville", "Bourg"), CAPTION, SCREEN).scenes[0]
    coloured = [
        shape.text.full
        for shape in flat(scene.shapes)
        if isinstance(shape, Rectangle) and shape.fill in SAME_PRODUCT and shape.text
    ]
    assert coloured == ["Civilis", "Civilis"]


@pytest.mark.parametrize("paper", [SCREEN, *PAPERS.values()], ids=lambda paper: paper.name)
@pytest.mark.parametrize("products", [1, 12, 60])
def test_every_product_is_shown_or_counted_and_no_card_overlaps(paper: Paper, products: int) -> None:
    made = Estate()
    for rank in range(30):
        block = made.block(f"bloc {rank}", district=f"Q{rank // 5}", block_class=list(BlockClass)[rank % 4])
        assert block
        for number in range(products):
            made.application(f"A{rank}-{number}", ("Ville", "Bourg")[number % 2], f"bloc {rank}", product=f"P{number}")
    graph = EstateGraph(made.snapshot())
    found = commune_bands(graph, made.commune("Ville"), frozenset({made.commune("Bourg")}))
    drawing = draw_bands(found, ("Ville", "Bourg"), CAPTION, paper)
    assert drawing.shown + drawing.not_shown == 30 * products
    for scene in drawing.scenes:
        cards = [area for area in areas(scene.shapes) if area.link and area.link.page == "bloc"]
        boxes = [card.box for card in cards if card.box]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert all(card.box and card.box.holds(text.box, 0.11) for card in cards for text in texts(card.shapes))
    assert sum(
        1 for scene in drawing.scenes for area in areas(scene.shapes) if area.link and area.link.page == "bloc"
    ) == (30)


def test_what_a_project_plans_for_the_commune_is_dashed_and_equips_nothing_yet(made: Estate) -> None:
    made.application("Portail à venir", "Ville", "portail", status=LifecycleStatus.PROJECT)
    made.application("Portail des autres", "Bourg", "paie", status=LifecycleStatus.PROJECT)
    found = commune_bands(EstateGraph(made.snapshot()), made.commune("Ville"), frozenset({made.commune("Bourg")}))
    assert found.lacking == (made.block("portail"),)
    scene = draw_bands(found, ("Ville", "Bourg"), CAPTION, SCREEN).scenes[0]
    outlined = [s for s in flat(scene.shapes) if isinstance(s, Rectangle) and s.stroke == PLANNED and s.dashed]
    assert [one.text.full for one in outlined if one.text] == ["Portail à venir"]
