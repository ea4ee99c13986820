"""Coûts: what the running applications cost a year, and how much of it is known."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.costs import Costs, KindShare, Share, costs
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.exploring import kept_parties
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Link, Paper, Scene
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.french import count, euros, number, percentage
from urbanism.graph import EstateGraph

BLOCK, COMMUNE, EDITOR, KIND = "bloc", "collectivité", "éditeur", "nature"
VIEWS = (BLOCK, COMMUNE, EDITOR, KIND)
MOST_BARS = 25


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
    view = st.segmented_control("Par", VIEWS, default=BLOCK, key="par", bind="query-params") or BLOCK
    if view == KIND:
        _kinds(estate, found)
    else:
        shares = {BLOCK: found.by_block, COMMUNE: found.by_commune, EDITOR: found.by_editor}[view]
        _shares(estate, found, shares, view)


def _costs(graph: EstateGraph, kept: tuple[int, ...] | None) -> Costs:
    return costs(graph, None if kept is None else frozenset(kept))


def _tiles(found: Costs) -> None:
    whole = found.whole
    applications = len(whole.applications)
    told = euros(whole.cost) if whole.cost is not None else "inconnu"
    figures = (
        ("Coût annuel connu", told, "d’où il vient", "connus"),
        ("Coût connu", percentage(len(whole.known), applications), count(len(whole.known), "application"), "connus"),
        ("Coût inconnu", number(len(whole.unknown)), "nul ne l’a dit", "inconnus"),
        ("Coût masqué", number(len(whole.hidden)), "hors de vos droits", "masques"),
        ("Détail au-delà du total", number(len(found.overrun)), "à vérifier", "depassements"),
    )  # fmt: skip
    with st.grid(5, min_column_width=140, gap="small"):
        for rank, (label, value, note, key) in enumerate(figures):
            tile(label, value, note, "couts", {"voir": [key]}, f"{key}-{rank}")


def _asked(estate: Estate, found: Costs, key: str) -> tuple[str, Sequence[int]] | None:
    """The list that the address names: « connus », « bloc.12 », « nature.Licences »."""
    lists = {
        "connus": ("Applications de coût connu", found.whole.known),
        "inconnus": ("Applications de coût inconnu", found.whole.unknown),
        "masques": ("Applications dont le coût vous est masqué", found.whole.hidden),
        "depassements": ("Applications dont le détail dépasse le total", found.overrun),
    }
    if key in lists:
        return lists[key]
    for view, shares in ((BLOCK, found.by_block), (COMMUNE, found.by_commune), (EDITOR, found.by_editor)):
        for share in shares:
            if key == _key(view, share.key):
                return _named(estate, share.key, view), share.applications
    for kind in found.by_kind:
        if key == f"{KIND}.{kind.name}":
            return f"{kind.name} : applications qui le disent", kind.applications
    return None


def _key(view: str, key: int | None) -> str:
    return f"{view}.{'inconnu' if key is None else key}"


def _named(estate: Estate, key: int | None, view: str) -> str:
    unknown = {BLOCK: "Sans bloc", EDITOR: "Éditeur inconnu"}.get(view, "Inconnu")
    return unknown if key is None else graph_of(estate).label(key)


def _shares(estate: Estate, found: Costs, shares: Sequence[Share], view: str) -> None:
    priced = [share for share in shares if share.cost is not None]
    coverage = f"coût connu pour {percentage(len(found.whole.known), len(found.whole.applications))} des applications"
    rest = f" ; les {count(MOST_BARS, 'premier')} sur {number(len(priced))}" if len(priced) > MOST_BARS else ""

    def draw(paper: Paper) -> tuple[Scene, ...]:
        bars = [
            Bar(_named(estate, s.key, view), s.cost, _words(s), Link("couts", (("voir", _key(view, s.key)),)))
            for s in priced[:MOST_BARS]
        ]
        return bar_scenes(bars, paper, caption(estate, f"Coûts annuels par {view}", f"{coverage}{rest}"))

    if priced:
        show_map(draw(SCREEN)[0], f"couts-dessin-{view}")

    def opens(share: Share) -> Target:
        return "couts", {"voir": [_key(view, share.key)]}

    whole = found.whole.cost or 0
    columns: list[Column[Share]] = [
        Column(view.capitalize(), lambda s: _named(estate, s.key, view), width=300),
        Column("Coût annuel connu", lambda s: s.cost, "euros", 150),
        Column("Part du connu", lambda s: 100 * s.cost / whole if s.cost is not None and whole else None, "share", 130),
        Column("Applications", lambda s: len(s.applications), "number", 105),
        Column("de coût connu", lambda s: len(s.known), "number", 110),
        Column("de coût inconnu", lambda s: len(s.unknown), "number", 120),
        Column("de coût masqué", lambda s: len(s.hidden), "number", 120),
    ]
    name = f"coûts par {view}"
    paper_button(estate, name, draw, "couts", workbook_of(estate, shares, columns, name))
    object_table(shares, columns, f"couts-{view}", opens, "ligne")


def _words(share: Share) -> str:
    missing = len(share.unknown) + len(share.hidden)
    rest = f" ({count(missing, 'inconnu')})" if missing else ""
    return f"{euros(share.cost or 0)}{rest}"


def _kinds(estate: Estate, found: Costs) -> None:
    st.caption("Les parts dites. « Non détaillé » : ce qu’un total annoncé compte au-delà de ses parts connues.")

    def draw(paper: Paper) -> tuple[Scene, ...]:
        bars = [
            Bar(k.name, k.cost, f"{euros(k.cost)} ({count(len(k.applications), 'application')})", _kind_link(k))
            for k in found.by_kind
        ]
        return bar_scenes(bars, paper, caption(estate, "Coûts annuels par nature", "parts annoncées"))

    def opens(kind: KindShare) -> Target:
        return "couts", {"voir": [f"{KIND}.{kind.name}"]}

    show_map(draw(SCREEN)[0], "couts-dessin-nature")
    columns: list[Column[KindShare]] = [
        Column("Nature", lambda kind: kind.name, width=220),
        Column("Coût annuel", lambda kind: kind.cost, "euros", 150),
        Column("Applications qui le disent", lambda kind: len(kind.applications), "number", 190),
    ]
    name = "coûts par nature"
    paper_button(estate, name, draw, "couts", workbook_of(estate, found.by_kind, columns, name))
    object_table(found.by_kind, columns, "couts-nature", opens, "nature")


def _kind_link(kind: KindShare) -> Link:
    return Link("couts", (("voir", f"{KIND}.{kind.name}"),))


show(open_estate())
