"""Éditeurs et suites: who depends on whom, what each suite keeps to itself, and what leaves with an editor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.editors import EditorShare, SuiteOpenness, concentration, editor_shares, suites
from urbanism.analyses.impact import impact
from urbanism.analyses.stoppable import EDITOR
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.losses import show_impact
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.editor_bars import editor_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.french import number, percentage
from urbanism.graph import EstateGraph

EDITORS, SUITES = "Éditeurs", "Suites"


def show(estate: Estate) -> None:
    heading("Éditeurs et suites", "De qui l’on dépend, et ce qui partirait avec lui.", estate)
    shares = answer(editor_shares, estate)
    if not shares:
        empty("Aucun éditeur connu", "Importez un tableur qui nomme les éditeurs des applications.", "storefront")
        return
    _tiles(estate, shares)
    asked = st.query_params.get("voir", "")
    share = next((one for one in shares if f"editeur.{one.editor}" == asked), None)
    if share:
        _one_editor(estate, share)
    elif asked == "inconnus":
        _list(estate, "Applications dont l’éditeur est inconnu", _unknown(graph_of(estate)))
    elif asked.startswith("suite."):
        found = next((one for one in answer(suites, estate) if f"suite.{one.suite}" == asked), None)
        _list(
            estate,
            f"Suite {graph_of(estate).label(found.suite)}" if found else "Suite",
            found.applications if found else (),
        )
    else:
        view = st.segmented_control("Voir", (EDITORS, SUITES), default=EDITORS, key="vue", bind="query-params")
        if view == SUITES:
            _suites(estate)
        else:
            _editors(estate, shares)


def _unknown(graph: EstateGraph) -> tuple[int, ...]:
    return tuple(a.id for a in graph.applications if a.id not in graph.editor)


def _tiles(estate: Estate, shares: Sequence[EditorShare]) -> None:
    graph = graph_of(estate)
    known = sum(len(share.applications) for share in shares)
    first = sum(len(share.applications) for share in shares[:5])
    crowded = concentration(graph, graph.applications)
    figures = (
        ("Éditeurs en service", number(len(shares)), "les voir", ""),
        ("Les cinq premiers", percentage(first, known), "des applications d’éditeur connu", ""),
        ("Concentration", number(crowded or 0, 3), "de 0, épars, à 1, un seul", ""),
        ("Éditeur inconnu", number(len(_unknown(graph))), "applications", "inconnus"),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for rank, (label, value, note, key) in enumerate(figures):
            address = {"voir": [key]} if key else {"vue": [EDITORS]}
            tile(label, value, note, "editeurs", address, f"editeurs-{rank}")


def _editors(estate: Estate, shares: Sequence[EditorShare]) -> None:
    graph = graph_of(estate)
    running = len(graph.applications)

    def draw(paper: Paper) -> tuple[Scene, ...]:
        title = "Les éditeurs, par nombre d’applications en service"
        return editor_scenes(graph, shares, paper, caption(estate, title, "toutes collectivités confondues"))

    show_map(draw(SCREEN)[0], "editeurs-dessin")

    def opens(share: EditorShare) -> Target:
        return "editeurs", {"voir": [f"editeur.{share.editor}"]}

    columns: list[Column[EditorShare]] = [
        Column("Éditeur", lambda share: graph.label(share.editor)),
        Column("Applications", lambda share: len(share.applications), "number"),
        Column("Part des applications", lambda share: 100 * len(share.applications) / running, "part"),
        Column("Coût annuel connu", lambda share: share.cost, "euros"),
        Column("Collectivités", lambda share: share.communes, "number"),
    ]
    paper_button(estate, "éditeurs", draw, "editeurs", workbook_of(estate, shares, columns, "éditeurs"))
    found_table(shares, columns, "editeurs", "éditeur", opens=opens)


def _suites(estate: Estate) -> None:
    graph = graph_of(estate)
    st.caption("Une suite fermée échange en elle-même, peu avec le dehors, et n’annonce aucune interface ouverte.")

    def opens(suite: SuiteOpenness) -> Target:
        return "editeurs", {"voir": [f"suite.{suite.suite}"]}

    columns: list[Column[SuiteOpenness]] = [
        Column("Suite", lambda suite: graph.label(suite.suite)),
        Column("Applications", lambda suite: len(suite.applications), "number"),
        Column("Liens en elle-même", lambda suite: suite.inside, "number"),
        Column("Liens vers le dehors", lambda suite: suite.outwards, "number"),
        Column("Interface ouverte", lambda suite: suite.open_api, "number"),
        Column("Aucune", lambda suite: suite.closed_api, "number"),
        Column("Nul ne l’a dit", lambda s: len(s.applications) - s.open_api - s.closed_api, "number"),
    ]
    found = answer(suites, estate)
    if found:
        found_table(found, columns, "suites", "suite", opens=opens)
    else:
        empty("Aucune suite connue", "Importez un tableur qui dit de quelle suite vient chaque produit.", "inventory_2")


def _one_editor(estate: Estate, share: EditorShare) -> None:
    """What an editor sells here, and what would leave with it."""
    graph = graph_of(estate)
    name = graph.label(share.editor)
    link("editeurs", "Revenir aux éditeurs", None, "arrow_back")
    st.header(plain(f"Ce qui partirait avec {name}"), anchor=False)
    st.caption("Si toutes ses applications s’arrêtaient ensemble ; rien ne dit qu’elles s’arrêteront.")
    show_impact(estate, answer(impact, estate, share.applications), {"sorte": [EDITOR], "quoi": [name]})
    _list(estate, f"Les applications de {name}", share.applications, back=False)


def _list(estate: Estate, title: str, identifiers: Sequence[int], back: bool = True) -> None:
    if back:
        link("editeurs", "Revenir aux éditeurs", None, "arrow_back")
    st.header(plain(title), anchor=False)
    behind_table(estate, identifiers, "editeurs-liste")


show(open_estate())
