"""Liens point à point: which links go straight from one application to another, and the knots they make."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.point_to_point import Count, PointToPoint
from urbanism.analyses.tangles import Tangle
from urbanism.dashboard.analysing import answer, answer_within, graph_of
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.matrix import knot_matrix
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.views import views
from urbanism.dashboard.link_lists import LinkList, key_of, link_list, links_of
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, number, percentage
from urbanism.graph import EstateGraph
from urbanism.vocabulary import InterfaceMeans

TABLES = {"donnée": "by_object", "bloc": "by_block", "commune": "by_commune", "éditeur": "by_editor"}
LOOPS = "liens d’une application avec elle-même"
TITLES = ("Les nœuds", "Par moyen", "Par donnée", "Entre blocs", "Par commune", "Entre éditeurs")


def show(estate: Estate) -> None:
    heading(
        "Liens point à point",
        "Les liens tirés d’une application à l’autre, un par un, sans passer par un pot commun.",
        estate,
    )
    if not answer(links_of, estate).counts.links:
        empty("Aucun lien", "Importez un tableur qui dit quelles applications échangent.", "sync_alt")
        return
    filters = filter_bar(estate, "Rechercher une application, une donnée…")
    links = answer_within(links_of, estate, filters)
    _tiles(links.counts)
    asked = link_list(graph_of(estate), links, st.query_params.get("voir", ""))
    if asked:
        _one_list(estate, asked, filters.text)
        return
    graph = graph_of(estate)
    makers = (
        partial(_knots, graph, links.knots, filters.text),
        partial(_means, links.counts),
        *(partial(_counts, graph, kind, getattr(links.counts, field), filters.text) for kind, field in TABLES.items()),
    )
    views(dict(zip(TITLES, makers, strict=True)))


def _tiles(counts: PointToPoint) -> None:
    known = len(counts.direct) + len(counts.by_hub)
    share = f"{percentage(len(counts.direct), known)} du connu"
    figures = (
        ("Liens directs", len(counts.direct), share, "directs"),
        ("Par le pot commun", len(counts.by_hub), "les voir", "pot-commun"),
        ("Moyen inconnu", len(counts.unknown), "à préciser", "moyen-inconnu"),
        ("Dans une suite", counts.within_suite, "la même aux deux bouts", "dans-une-suite"),
        ("Entre suites", counts.between_suites, "une à chaque bout", "entre-suites"),
        ("Suite inconnue", counts.suite_unknown, "d’un bout au moins", "suite-inconnue"),
    )
    with st.grid(6, min_column_width=136, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "liens", {"voir": [key]}, key)
    if counts.loops:
        link("liens", count(len(counts.loops), "lien d’une application avec elle-même", LOOPS), {"voir": ["boucles"]})


def _one_list(estate: Estate, asked: LinkList, text: str) -> None:
    link("liens", "Revenir aux tableaux", None, "arrow_back")
    st.header(plain(asked.title), anchor=False)
    if asked.knot:
        st.markdown(
            f"{number(len(asked.knot.flows))} liens entre {number(len(asked.knot.producers))} producteurs et"
            f" {number(len(asked.knot.consumers))} consommateurs ; le pot commun en demanderait"
            f" **{number(asked.knot.connectors)}**."
        )
        knot_matrix(graph_of(estate), asked.knot)
    label = graph_of(estate).label
    flows_table(estate, [flow for flow in asked.flows if says(text, [label(flow.id)])], "liens-liste")


def _knots(graph: EstateGraph, knots: Sequence[Tangle], text: str) -> None:
    if not knots:
        empty(
            "Aucun nœud",
            "Aucun groupe de producteurs n’est relié, un à un, à tout un groupe de consommateurs. La taille à partir"
            " de laquelle il y a un nœud se règle au bas de la page « Règles ».",
            "check_circle",
        )
        return
    st.caption("Là où plusieurs producteurs sont reliés un à un aux mêmes consommateurs ; les pires d’abord.")
    columns: list[Column[tuple[int, Tangle]]] = [
        Column("Nœud", lambda line: f"Nœud n° {line[0]}"),
        Column("Producteurs", lambda line: _names(graph, line[1].producers)),
        Column("Consommateurs", lambda line: _names(graph, line[1].consumers)),
        Column("Liens", lambda line: len(line[1].flows), "number"),
        Column("Avec le pot commun", lambda line: line[1].connectors, "number"),
        Column("Économie", lambda line: line[1].saved, "number"),
    ]
    lines = [
        line for line in enumerate(knots, 1) if says(text, map(graph.label, {*line[1].producers, *line[1].consumers}))
    ]
    found_table(lines, columns, "noeuds", "nœud", opens=lambda line: _list_of(f"noeud.{line[0]}"))


def _names(graph: EstateGraph, ends: Sequence[int]) -> str:
    return f"{number(len(ends))} : {', '.join(map(graph.label, ends[:6]))}{'…' if len(ends) > 6 else ''}"


def _means(counts: PointToPoint) -> None:
    columns: list[Column[tuple[InterfaceMeans, int]]] = [
        Column("Moyen", lambda line: line[0].value.capitalize()),
        Column("Liens directs", lambda line: line[1], "number"),
        Column("Part", lambda line: 100 * line[1] / len(counts.direct), "share"),
    ]
    found_table(counts.by_means, columns, "moyens", "moyen", opens=lambda line: _list_of(f"moyen.{line[0].value}"))


def _counts(graph: EstateGraph, kind: str, counts: Sequence[Count], text: str) -> None:
    def side(rank: int, line: Count) -> str | None:
        if not line.ids:
            return "Inconnu, au moins d’un côté"
        return graph.label(line.ids[min(rank, len(line.ids) - 1)])

    paired = kind in ("bloc", "éditeur")
    columns: list[Column[Count]] = [
        Column("De" if paired else kind.capitalize(), partial(side, 0)),
        Column("Liens directs", lambda line: line.links, "number"),
    ]
    if paired:
        columns.insert(1, Column("Vers", partial(side, 1)))
    lines = [line for line in counts if says(text, map(graph.label, line.ids))]
    found_table(lines, columns, f"par-{kind}", "ligne", opens=lambda line: _list_of(key_of(kind, line.ids)))


def _list_of(key: str) -> Target:
    return "liens", {"voir": [key]}


show(open_estate())
