"""Autorité: which source is the reference for which data, for whom; and the rating of every interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from urbanism.analyses.referentials.authority import Authority, RatedFlow, WantedRule
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.gestures import RULE_SOURCES, offered
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.picker import narrowed
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import number
from urbanism.governance.authority import set_rules, withdraw_rule
from urbanism.graph import EstateGraph
from urbanism.snapshot import AuthorityRule
from urbanism.vocabulary import AuthorityRating

RULES, UNSAID = "Règles", "Non évaluables"
RATINGS = {rating.value.capitalize(): rating for rating in AuthorityRating}
LISTS = (RULES, *RATINGS, UNSAID)


def show(estate: Estate) -> None:
    heading(
        "Autorité des sources",
        "Une règle dit d’une source qu’elle fait référence ou qu’elle est déconseillée pour une donnée. La plus précise"
        " l’emporte : commune et bloc, commune, bloc, partout.",
        estate,
    )
    if estate.is_empty:
        empty("Rien à évaluer", "Importez vos applications et leurs flux : chaque flux recevra un avis.", "gavel")
        return
    rated = answer(_rated, estate)
    counts = Counter(flow.verdict.rating for flow in rated if flow.data_object is not None)
    sizes = {RULES: len(estate.snapshot.authority_rules)}
    sizes |= {name: counts[rating] for name, rating in RATINGS.items()}
    sizes[UNSAID] = sum(flow.data_object is None for flow in rated)
    with st.grid(5, min_column_width=150, gap="small"):
        for name, size in sizes.items():
            note = "écrites" if name == RULES else "flux et donnée" if name != UNSAID else "ne disent pas quoi"
            tile(name, number(size), note, "autorite", {"liste": [name]}, name)
    chosen = st.segmented_control("Voir", LISTS, default=RULES, key="liste", bind="query-params") or RULES
    if chosen == RULES:
        decides = offered(estate, RULE_SOURCES)
        _rules(estate, decides)
        if decides:
            _form(estate)
    else:
        _flows(estate, [flow for flow in rated if _list_of(flow) == chosen])


def _rated(graph: EstateGraph) -> tuple[RatedFlow, ...]:
    return tuple(Authority(graph).rated_flows())


def _list_of(flow: RatedFlow) -> str:
    return UNSAID if flow.data_object is None else flow.verdict.rating.value.capitalize()


def _rules(estate: Estate, decides: bool) -> None:
    rules = estate.snapshot.authority_rules
    if not rules:
        empty(
            "Aucune règle",
            "Une règle se lit ici dès qu’un doublon de référentiels a sa référence, ou qu’on en écrit une.",
            "gavel",
        )
        return
    graph = graph_of(estate)
    for rule in rules:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"regle-{rule.id}"):
            st.markdown(
                f"**{plain(graph.label(rule.source_id))}** : **{plain(rule.rating.value)}** pour"
                f" {plain(graph.label(rule.data_object_id))}, {plain(_scope(graph, rule))}  \n"
                f":gray[{plain(rule.reason or 'sans motif', 400)}]"
            )
            if decides and st.button("Retirer", key=f"retirer-{rule.id}"):
                _withdraw(estate, rule)


def _scope(graph: EstateGraph, rule: AuthorityRule) -> str:
    places = [graph.label(place) for place in (rule.commune_id, rule.block_id) if place is not None]
    return f"pour {' et '.join(places)}" if places else "partout"


def _form(estate: Estate) -> None:
    snapshot = estate.snapshot
    graph = graph_of(estate)
    sources = answer(_sources, estate)
    objects = sorted(graph.data_objects, key=lambda each: graph.label(each).casefold())
    if not sources or not objects:
        return
    with st.expander("Écrire une règle", icon=":material/edit:"):
        proposed = narrowed("Source", sources, "regle-source", sources.__getitem__)
        with st.form("regle-d-autorite", border=False):
            source = st.selectbox("Source", proposed, format_func=sources.__getitem__, index=None)
            item = st.selectbox("Donnée", objects, format_func=graph.label, index=None)
            communes = [None, *(commune.id for commune in snapshot.communes)]
            blocks = [None, *(block.id for block in snapshot.blocks)]
            commune = st.selectbox("Commune", communes, format_func=lambda each: _place(graph, each, "toutes"))
            block = st.selectbox("Bloc", blocks, format_func=lambda each: _place(graph, each, "tous"))
            rating = st.selectbox("Avis", list(AuthorityRating), format_func=lambda each: each.value)
            reason = st.text_area("Motif", placeholder="Ce qui fonde cette règle")
            if st.form_submit_button("Écrire", type="primary"):
                if source is None or item is None or rating is None:
                    st.error("Choisissez une source, une donnée et un avis.")
                    return
                _write(estate, WantedRule(source, item, commune, block, rating, reason))


def _sources(graph: EstateGraph) -> Mapping[int, str]:
    """Whatever may be a source, by name."""
    names = {party: _named(graph, party) for party in graph.parties}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _named(graph: EstateGraph, party: int) -> str:
    subject = graph.subject(party)
    return f"{subject.label} ({subject.commune or subject.kind})"


def _place(graph: EstateGraph, place: int | None, otherwise: str) -> str:
    return otherwise if place is None else graph.label(place)


def _flows(estate: Estate, flows: list[RatedFlow]) -> None:
    graph = graph_of(estate)
    columns: list[Column[RatedFlow]] = [
        Column("Flux", lambda f: graph.label(f.flow)),
        Column("Donnée", lambda f: graph.label(f.data_object) if f.data_object is not None else None),
        Column("Avis", lambda f: f.verdict.rating.value),
        Column("Motif", lambda f: f.verdict.rule.reason if f.verdict.rule else None),
    ]
    found_table(flows, columns, "flux-evalues", "flux", "flux")


def _write(estate: Estate, rule: WantedRule) -> None:
    with refusals_said():
        set_rules(estate.engine, [rule], estate.viewer.name)
        st.rerun()


def _withdraw(estate: Estate, rule: AuthorityRule) -> None:
    with refusals_said():
        withdraw_rule(estate.engine, rule, estate.viewer.name)
        st.rerun()


show(open_estate())
