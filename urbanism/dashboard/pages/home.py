"""Accueil: the estate in figures, three doors, and what to look at; an empty estate opens on two doors."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.overview import WATCH_SEVERITY, CommuneFigures, Overview, overview, watch_lists
from urbanism.analyses.search import Filters
from urbanism.dashboard.address import link_to
from urbanism.dashboard.components.doors import three_doors
from urbanism.dashboard.components.gestures import IMPORT, places, tell_who
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.watch import watch_tile
from urbanism.dashboard.components.welcome import welcome
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.french import count, euros, number, percentage
from urbanism.vocabulary import BlockClass, Severity

SEVERITY_ORDER = tuple(Severity)


def show(estate: Estate) -> None:
    if estate.is_empty and places(estate, IMPORT):
        welcome(estate)
        return
    if estate.is_empty:
        empty("La cartographie est vide", "Elle se remplira avec les tableurs des communes.", "inventory_2")
        tell_who(estate, IMPORT)
        return
    figures = derived(overview, estate)
    heading("Le patrimoine applicatif", _sentence(figures), estate)
    _tiles(figures)
    three_doors(estate.viewer.role)
    st.header("À regarder", anchor=False)
    _watches(estate)
    st.header("Commune par commune", anchor=False)
    _communes(figures)


def _sentence(figures: Overview) -> str:
    bands = ", ".join(
        f"{number(figures.by_class[kind])} {name}"
        for kind, name in (
            (BlockClass.EXTERNAL, "à l’interface externe"),
            (BlockClass.VALUE, "chez les métiers producteurs de valeur"),
            (BlockClass.SUPPORT, "en support"),
            (BlockClass.UNKNOWN, "sans classe connue"),
        )
        if figures.by_class[kind]
    )
    return f"{count(figures.applications, 'application')} : {bands}."


def _tiles(figures: Overview) -> None:
    everything = link_to(Filters())
    running = f"dont {number(figures.in_use)} en service"
    blocks = f"{number(figures.covered_blocks)} sur {number(figures.blocks)}"
    priced = f"connu pour {percentage(figures.priced, figures.applications)}"
    cost = euros(figures.yearly_cost) if figures.priced else "inconnu"
    with st.grid(6, min_column_width=136, gap="small"):
        tile("Applications", number(figures.applications), running, "inventaire", everything, "applications")
        tile("Blocs servis", blocks, "les blocs un par un", "blocs", None, "blocs")
        tile("Flux", number(figures.interfaces), "entre applications", "flux", everything, "flux")
        tile(
            "Référentiels",
            number(figures.referentials),
            "où sont les données",
            "referentiels",
            everything,
            "referentiels",
        )
        tile("Contrats", number(figures.contracts), "et leurs termes", "contrats", everything, "contrats")
        tile("Coût annuel", cost, priced, "inventaire", everything, "cout")


def _watches(estate: Estate) -> None:
    found = {watch: ids for watch, ids in derived(watch_lists, estate).items() if ids}
    if not found:
        st.markdown(":gray[Rien ne demande d’attention dans ce qui est connu.]")
        return
    with st.grid(3, min_column_width=270, gap="small"):
        for watch in sorted(found, key=lambda watch: -SEVERITY_ORDER.index(WATCH_SEVERITY[watch])):
            watch_tile(watch, len(found[watch]))


def _communes(figures: Overview) -> None:
    columns: list[Column[CommuneFigures]] = [
        Column("Commune", lambda line: line.commune.name),
        Column("Applications utilisées", lambda line: line.used, "number"),
        Column("dont tenues", lambda line: line.held, "number"),
        Column("Rattachées à un bloc", lambda line: 100 * line.placed / line.held if line.held else None, "share"),
        Column("Habitants", lambda line: line.commune.inhabitants, "number"),
        Column("Coût annuel", lambda line: line.yearly_cost, "euros"),
    ]
    object_table(figures.communes, columns, "communes", opens=_inventory_of, noun="commune")


def _inventory_of(line: CommuneFigures) -> tuple[str, dict[str, list[str]]]:
    return "inventaire", link_to(Filters(communes=(line.commune.code,)))


show(open_estate())
