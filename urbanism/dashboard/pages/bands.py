"""The first series of maps: a commune in three bands, alone, beside another or beside all the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from urbanism.analyses.bands import Bands, commune_bands
from urbanism.analyses.ground_plan import ProductInUse
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.bands import draw_bands
from urbanism.drawing.paper import SCREEN
from urbanism.exports.sheet import sheet_xlsx
from urbanism.french import count
from urbanism.snapshot import FunctionalBlock

TITLE = "Une commune en trois bandes"
ALONE, OTHERS = "seule", "toutes"
OTHERS_SIDE = "Les autres"
LINES = 8
Row = tuple[str, FunctionalBlock]


def show(estate: Estate) -> None:
    heading(
        TITLE, "Interface externe, producteurs de valeur, support : ce qui sert une commune, bloc par bloc.", estate
    )
    communes = {c.code: c for c in sorted(estate.snapshot.communes, key=lambda c: c.name)}
    if not communes or not estate.snapshot.applications:
        empty(
            "Aucune commune", "Importez un tableur : les communes et leurs applications viendront ici.", "location_city"
        )
        return
    names = {code: commune.name for code, commune in communes.items()}
    with st.container(horizontal=True):
        here = st.selectbox(
            "Commune", list(names), format_func=names.__getitem__, key="ici", bind="query-params", width=300
        )
        choices = {ALONE: "rien (elle seule)", OTHERS: "toutes les autres"}
        choices |= {code: name for code, name in names.items() if code != here}
        there = st.selectbox(
            "À côté de", list(choices), format_func=choices.__getitem__, key="avec", bind="query-params", width=300
        )
    beside = _beside(estate, here, there)
    found = answer(commune_bands, estate, communes[here].id, beside)
    if not found.bands:
        empty("Aucun bloc équipé", "Aucune application de cette commune n’est rattachée à un bloc.", "grid_view")
        return
    sides = [names[here]] if there == ALONE else [names[here], OTHERS_SIDE if there == OTHERS else names[there]]
    _show(estate, found, sides)


def _beside(estate: Estate, here: str, there: str) -> frozenset[int]:
    """The communes that stand at the side."""
    if there == ALONE:
        return frozenset()
    return frozenset(
        commune.id
        for commune in estate.snapshot.communes
        if commune.code == there or (there == OTHERS and commune.code != here)
    )


def _show(estate: Estate, found: Bands, sides: Sequence[str]) -> None:
    title = " et ".join(side.lower() if side == OTHERS_SIDE else side for side in sides)
    told = caption(estate, title, "Applications en trois bandes : interface externe, producteurs de valeur, support")

    def draw(paper: Paper) -> Sequence[Scene]:
        return draw_bands(found, sides, told, paper).scenes

    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(_in_words(found, sides), width="content")
        paper_button(estate, title, draw, "bandes", lambda: _table(found, sides))
    show_map(draw_bands(found, sides, told, SCREEN, LINES).scenes[0], "carte-bandes")
    with st.expander("La même carte en tableau", icon=":material/table:"):
        _list(found, sides)


def _in_words(found: Bands, sides: Sequence[str]) -> str:
    words = f"**{plain(sides[0])}** : {count(len(found.equipped), 'bloc équipé', 'blocs équipés')}"
    if len(sides) == 1:
        return words
    other = "les autres" if sides[1] == OTHERS_SIDE else sides[1]
    return f"{words} ; {count(len(found.lacking), 'bloc')} où elle n’a rien et {plain(other)} quelque chose"


def _rows(found: Bands) -> list[Row]:
    return [
        (band.zone.name, block.block)
        for band in found.bands
        for district in band.districts
        for block in district.blocks
    ]


def _names(products: Iterable[ProductInUse]) -> str | None:
    said = (f"{one.label} (prévu)" if one.planned else _kept_or_not(one) for one in products)
    return " ; ".join(said) or None


def _kept_or_not(product: ProductInUse) -> str:
    return f"{product.label} ({product.retirement})" if product.leaving else product.label


def _list(found: Bands, sides: Sequence[str]) -> None:
    columns: list[Column[Row]] = [
        Column("Bloc", lambda row: row[1].name),
        Column("Bande", lambda row: row[0]),
        Column(sides[0], lambda row: _names(found.mine.get(row[1].id, ())) or "rien"),
    ]
    if len(sides) > 1:
        columns.append(Column(sides[1], lambda row: _names(found.theirs.get(row[1].id, ())) or "rien"))
    object_table(_rows(found), columns, "bandes-tableau", lambda row: ("bloc", {"bloc": [row[1].code]}), "bloc")


def _table(found: Bands, sides: Sequence[str]) -> bytes:
    """A row for each bloc: the products of each side."""
    kinds = (found.mine, found.theirs)[: len(sides)]
    rows = [(band, block.name, *(_names(kind.get(block.id, ())) for kind in kinds)) for band, block in _rows(found)]
    return sheet_xlsx("Trois bandes", ("Bande", "Bloc", *sides), rows)


show(open_estate())
