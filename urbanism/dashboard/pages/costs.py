"""Coûts: what the running applications cost a year, and how much of it is known."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.costs import Costs, KindShare, Share, costs
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, nothing_fits, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.exploring import kept_parties
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.cost_bars import CostView, cost_scenes, share_key, share_name, shares_by
from urbanism.drawing.paper import SCREEN
from urbanism.french import count, euros, number, percentage
from urbanism.graph import EstateGraph


def show(estate: Estate) -> None:
    heading("Coûts", "Ce que coûtent par an les applications en service, et ce que l’on en sait.", estate)
    if not estate.snapshot.applications:
        empty("Aucune application", "Importez un tableur qui donne des coûts : ils viendront ici.", "payments")
        return
    kept = kept_parties(estate, filter_bar(estate))
    found = answer(_costs, estate, None if kept is None else tuple(sorted(kept)))
    _tiles(found)
    asked = _asked(estate, found, st.query_params.get("voir", ""))
    if asked:
        link("couts", "Revenir aux coûts", None, "arrow_back")
        st.header(plain(asked[0]), anchor=False)
        behind_table(estate, asked[1], "couts-applications")
        return
    chosen = st.segmented_control(
        "Par", [view.value for view in CostView], default=CostView.BLOCK.value, key="ventilation", bind="query-params"
    )
    view = CostView(chosen or CostView.BLOCK)
    if view is CostView.KIND:
        _kinds(estate, found)
    else:
        _shares(estate, found, view)


def _costs(graph: EstateGraph, kept: tuple[int, ...] | None) -> Costs:
    return costs(graph, None if kept is None else frozenset(kept))


def _tiles(found: Costs) -> None:
    whole = found.whole
    applications = len(whole.applications)
    told = euros(whole.cost) if whole.cost is not None else "inconnu"
    figures = (
        ("Coût annuel connu", told, "d’où il vient", "connus"),
        ("Coût connu", percentage(len(whole.known), applications), count(len(whole.known), "application"), "connus"),
        ("Prévu par des projets", euros(whole.coming), "en plus, par an", "prevus"),
        ("Coût inconnu", number(len(whole.unknown)), "nul ne l’a dit", "inconnus"),
        ("Coût masqué", number(len(whole.hidden)), "hors de vos droits", "masques"),
        ("Détail au-delà du total", number(len(found.overrun)), "à vérifier", "depassements"),
    )  # fmt: skip
    with st.grid(6, min_column_width=136, gap="small"):
        for rank, (label, value, note, key) in enumerate(figures):
            tile(label, value, note, "couts", {"voir": [key]}, f"{key}-{rank}")


def _asked(estate: Estate, found: Costs, key: str) -> tuple[str, Sequence[int]] | None:
    """The list that the address names: « connus », « bloc.12 », « nature.Licences »."""
    lists = {
        "connus": ("Applications de coût connu", found.whole.known),
        "prevus": ("Applications que des projets apporteront, de coût connu", found.whole.planned),
        "inconnus": ("Applications de coût inconnu", found.whole.unknown),
        "masques": ("Applications dont le coût vous est masqué", found.whole.hidden),
        "depassements": ("Applications dont le détail dépasse le total", found.overrun),
    }
    if key in lists:
        return lists[key]
    for view in CostView:
        for share in shares_by(found, view):
            if key == share_key(view, share.key):
                return share_name(graph_of(estate), view, share.key), (*share.applications, *share.planned)
    for kind in found.by_kind:
        if key == f"{CostView.KIND}.{kind.name}":
            return f"{kind.name} : applications qui le disent", kind.applications
    return None


def _shares(estate: Estate, found: Costs, view: CostView) -> None:
    graph, shares = graph_of(estate), shares_by(found, view)
    if not shares:
        nothing_fits()
        return

    def draw(paper: Paper) -> tuple[Scene, ...]:
        return cost_scenes(graph, found, view, paper, caption(estate, f"Coûts annuels par {view}", ""))

    scenes = draw(SCREEN)
    if scenes:
        show_map(scenes[0], f"couts-dessin-{view}")

    def opens(share: Share) -> Target:
        return "couts", {"voir": [share_key(view, share.key)]}

    whole = found.whole.cost or 0
    columns: list[Column[Share]] = [
        Column(view.capitalize(), lambda s: share_name(graph, view, s.key)),
        Column("Coût annuel connu", lambda s: s.cost, "euros"),
        Column("Part du connu", lambda s: 100 * s.cost / whole if s.cost is not None and whole else None, "part"),
        Column("Prévu par an", lambda s: s.coming, "euros"),
        Column("Applications", lambda s: len(s.applications), "number"),
        Column("Coût inconnu", lambda s: len(s.unknown), "number"),
        Column("Coût masqué", lambda s: len(s.hidden), "number"),
    ]
    name = f"coûts par {view}"
    if scenes:
        paper_button(estate, name, draw, "couts", workbook_of(estate, shares, columns, name))
    object_table(shares, columns, f"couts-{view}", opens, "ligne")


def _kinds(estate: Estate, found: Costs) -> None:
    if not found.by_kind:
        empty("Aucun coût connu", "Ni total ni part de coût ne se lit ici.", "payments")
        return
    st.caption("Les parts dites. « Non détaillé » : ce qu’un total annoncé compte au-delà de ses parts connues.")

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, "Coûts annuels par nature", "")
        return cost_scenes(graph_of(estate), found, CostView.KIND, paper, words)

    def opens(kind: KindShare) -> Target:
        return "couts", {"voir": [f"{CostView.KIND}.{kind.name}"]}

    show_map(draw(SCREEN)[0], "couts-dessin-nature")
    columns: list[Column[KindShare]] = [
        Column("Nature", lambda kind: kind.name),
        Column("Coût annuel", lambda kind: kind.cost, "euros"),
        Column("Applications qui le disent", lambda kind: len(kind.applications), "number"),
    ]
    name = "coûts par nature"
    paper_button(estate, name, draw, "couts", workbook_of(estate, found.by_kind, columns, name))
    object_table(found.by_kind, columns, "couts-nature", opens, "nature")


show(open_estate())
