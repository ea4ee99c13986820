"""Cibles d'un bloc: what it could converge to, with the reasons, weighed by the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.converging import candidates_of, settings_in_hand, take_in_hand
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import number
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.settings import NewTarget, Settings
from urbanism.planning.convergence.targets import CRITERIA, Candidate


def show(estate: Estate) -> None:
    graph, block = graph_of(estate), asked_object()
    if block is None or block not in graph.blocks:
        heading("Cibles d’un bloc", "", estate)
        empty("Aucun bloc choisi", "Choisissez un bloc dans la page de convergence.", "target")
        link("convergence", "Convergence", None, "arrow_back")
        return
    heading(f"Cibles : {graph.label(block)}", "Vers quoi ce bloc pourrait converger, et pourquoi.", estate)
    link("convergence", "Convergence", None, "arrow_back")
    settings = settings_in_hand()
    found = candidates_of(estate, tuple({**CRITERIA, **settings.criteria}.items())).get(block, ())
    _choose(graph, settings, block, found)
    _buy(settings, block)
    if not found:
        empty("Aucune cible en place", "Toutes les applications du bloc partent, sont à l’essai ou arrêtées.", "target")
        return
    columns = [
        Column[Candidate]("Application", lambda one: graph.label(one.application)),
        Column[Candidate]("Collectivité", lambda one: graph.label(graph.holder[one.application])),
        Column[Candidate]("Note", lambda one: 100 * one.score, "share"),
        *(_reason_column(rank, name) for rank, name in enumerate(CRITERIA)),
        Column[Candidate]("Silos", lambda one: one.warning),
    ]
    found_table(found, columns, "cibles", "cible", opens=lambda one: ("application", object_address(one.application)))
    first = found[0]
    unsaid = [reason.criterion for reason in first.reasons if not reason.known]
    st.markdown(f"**{plain(graph.label(first.application))}** vient en tête ({number(100 * first.score)} sur 100).")
    if first.warning:
        st.warning(f"Y converger {plain(first.warning, limit=1500)}.", icon=":material/shield:")
    out = [a for a in graph.applications if a.block_id == block and a.id not in {one.application for one in found}]
    if out:
        named = plain(graph.labels([a.id for a in out]))
        st.caption(f"Hors des cibles, car à l’essai, en sortie ou de départ décidé : {named}.")
    if unsaid:
        st.caption(f"Personne n’a dit, pour elle : {', '.join(unsaid)} (compté à mi-chemin, ni pour ni contre).")


PLAN, STAYS = "Le plan choisit", "Ce bloc reste comme il est"


def _choose(graph: EstateGraph, settings: Settings, block: int, found: Sequence[Candidate]) -> None:
    """The bloc's target, kept with the settings being worked on."""
    names: dict[int | str, str] = {PLAN: PLAN, STAYS: STAYS}
    names |= {
        c.application: f"{graph.label(c.application)} ({graph.label(graph.holder[c.application])})" for c in found
    }
    names |= {new.name: f"{new.name} (à acquérir)" for new in settings.new_targets if new.block == block}
    now = STAYS if block in settings.kept_out else settings.chosen.get(block, PLAN)
    options = list(names)
    chosen = st.selectbox(
        "Cible retenue",
        options,
        options.index(now) if now in names else 0,
        format_func=names.__getitem__,
        help="Vaut pour les plans que vous chercherez ensuite, et se garde avec le scénario.",
        width=480,
    )
    if chosen == now:
        return
    others = {b: target for b, target in settings.chosen.items() if b != block}
    out = tuple(b for b in settings.kept_out if b != block)
    if chosen == STAYS:
        out = (*out, block)
    elif chosen != PLAN:
        others[block] = chosen
    take_in_hand(replace(settings, chosen=others, kept_out=out))
    st.rerun()


def _buy(settings: Settings, block: int) -> None:
    """A product not yet in place, at the cost that its buyer expects; the same name again replaces it."""
    with (
        st.expander("Un produit à acquérir"),
        st.form("nouveau-produit", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Nom du produit", max_chars=120, width=280)
        setup = st.number_input("À l’achat (€)", 0.0, 1e9, 50_000.0, help="Hypothèse de votre part.", width=160)
        yearly = st.number_input("Par an (€)", 0.0, 1e9, 20_000.0, help="Hypothèse de votre part.", width=160)
        added = st.form_submit_button("Ajouter aux cibles", icon=":material/add:")
    if added and name.strip():
        new = NewTarget(block, name.strip(), setup, yearly)
        others = tuple(one for one in settings.new_targets if (one.block, one.name) != (block, new.name))
        take_in_hand(replace(settings, new_targets=(*others, new)))
        st.rerun()


def _reason_column(rank: int, name: str) -> Column[Candidate]:
    return Column(name.capitalize(), lambda one: one.reasons[rank].text)


show(open_estate())
