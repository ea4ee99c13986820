"""Éditeurs et suites: who depends on whom, what each suite keeps to itself, and what leaves with an editor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.editors import EditorShare, SuiteOpenness, concentration, editor_shares, suites
from urbanism.analyses.impact import impact
from urbanism.analyses.search import Filters
from urbanism.analyses.stoppable import EDITOR, SUITE
from urbanism.dashboard.analysing import answer, answer_within, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, nothing_fits, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.losses import show_impact
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.scope import objects_within, says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.editor_bars import editor_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.french import number, percentage
from urbanism.snapshot import Application

EDITORS, SUITES = "Éditeurs", "Suites"
FIELDS = ("communes", "zones", "districts", "blocks", "classes", "statuses")


def show(estate: Estate) -> None:
    heading("Éditeurs et suites", "De qui l’on dépend, et ce qui partirait avec lui.", estate)
    shares = answer(editor_shares, estate)
    if not shares:
        empty("Aucun éditeur connu", "Importez un tableur qui nomme les éditeurs des applications.", "storefront")
        return
    asked = st.query_params.get("voir", "")
    share = next((one for one in shares if f"editeur.{one.editor}" == asked), None)
    suite = next((one for one in answer(suites, estate) if f"suite.{one.suite}" == asked), None)
    if share:
        _leaving(estate, EDITOR, share.editor, share.applications)
    elif suite:
        _leaving(estate, SUITE, suite.suite, suite.applications)
    else:
        _all(estate, asked)


def _all(estate: Estate, asked: str) -> None:
    """Every editor or suite of the part that is kept, or the applications whose editor nobody knows."""
    filters = filter_bar(estate, "Rechercher un éditeur, une suite…", FIELDS)
    shares = answer_within(editor_shares, estate, filters)
    running = _running(estate, filters)
    unknown = tuple(a.id for a in running if a.id not in graph_of(estate).editor)
    _tiles(estate, shares, running, len(unknown))
    if asked == "inconnus":
        _back()
        st.header("Applications dont l’éditeur est inconnu", anchor=False)
        behind_table(estate, unknown, "editeurs-liste")
        return
    view = st.segmented_control("Voir", (EDITORS, SUITES), default=EDITORS, key="vue", bind="query-params")
    if view == SUITES:
        _suites(estate, filters)
    else:
        _editors(estate, [one for one in shares if _says(estate, filters, one.editor)], len(running))


def _running(estate: Estate, filters: Filters) -> Sequence[Application]:
    """The running applications that the filters keep, whatever their text."""
    within = objects_within(estate, filters)
    applications = graph_of(estate).applications
    return applications if within is None else [a for a in applications if a.id in within]


def _says(estate: Estate, filters: Filters, identifier: int) -> bool:
    return says(filters.text, [graph_of(estate).label(identifier)])


def _tiles(estate: Estate, shares: Sequence[EditorShare], running: Sequence[Application], unknown: int) -> None:
    known = sum(len(share.applications) for share in shares)
    first = sum(len(share.applications) for share in shares[:5])
    crowded = concentration(graph_of(estate), running)
    figures = (
        ("Éditeurs en service", number(len(shares)), "les voir", ""),
        ("Les cinq premiers", percentage(first, known), "des applications d’éditeur connu", ""),
        ("Concentration", number(crowded or 0, 3), "de 0, épars, à 1, un seul", ""),
        ("Éditeur inconnu", number(unknown), "applications", "inconnus"),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for rank, (label, value, note, key) in enumerate(figures):
            address = {"voir": [key]} if key else {"vue": [EDITORS]}
            tile(label, value, note, "editeurs", address, f"editeurs-{rank}")


def _editors(estate: Estate, shares: Sequence[EditorShare], running: int) -> None:
    graph = graph_of(estate)
    if not shares:
        nothing_fits()
        return

    def draw(paper: Paper) -> tuple[Scene, ...]:
        title = "Les éditeurs, par nombre d’applications en service"
        return editor_scenes(graph, shares, paper, caption(estate, title, ""))

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


def _suites(estate: Estate, filters: Filters) -> None:
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
    if answer(suites, estate):
        found = [one for one in answer_within(suites, estate, filters) if _says(estate, filters, one.suite)]
        found_table(found, columns, "suites", "suite", opens=opens)
    else:
        empty("Aucune suite connue", "Importez un tableur qui dit de quelle suite vient chaque produit.", "inventory_2")


def _leaving(estate: Estate, kind: str, identifier: int, applications: tuple[int, ...]) -> None:
    """What would leave with an editor or a suite, and the applications that it stands for here."""
    name = graph_of(estate).label(identifier)
    _back()
    st.header(plain(f"Ce qui partirait avec {name}"), anchor=False)
    st.caption("Si toutes ses applications s’arrêtaient ensemble ; rien ne dit qu’elles s’arrêteront.")
    show_impact(estate, answer(impact, estate, applications), {"sorte": [kind], "quoi": [name]})
    st.header(plain(f"Les applications de {name}"), anchor=False)
    behind_table(estate, applications, "editeurs-liste")


def _back() -> None:
    link("editeurs", "Revenir aux éditeurs", None, "arrow_back")


show(open_estate())
