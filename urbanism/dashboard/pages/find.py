"""Rechercher: anything that bears a name, the rules, indicators and pages; each opens where it is told of."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.everything import Named, everything, find, nearly, thing, vocabulary
from urbanism.analyses.search import Filters, fold
from urbanism.dashboard.address import link_to
from urbanism.dashboard.analysing import indicator_texts, rule_texts
from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.graph import Subject

MOST = 500  # things listed at once; a longer list asks for another word
WORDS = {"objet": "donnée"}  # the kinds that people call otherwise than the results do


def show(estate: Estate) -> None:
    heading("Rechercher", "Une application, un bloc, une donnée, un projet, un élu, une règle, une page…", estate)
    question = st.text_input(
        "Ce que vous cherchez",
        key="mots",
        bind="query-params",
        type="search",
        live="300ms",
        placeholder="Un nom, un code, un autre nom d’un produit…",
        label_visibility="collapsed",
    )
    if not question.strip():
        empty("Que cherchez-vous ?", "Tapez un ou plusieurs mots : tout ce qui les porte vient ici.", "search")
        return
    _pages(question)
    things = _things(estate)
    if found := find(things, question):
        _table(estate, found)
    elif found := nearly(things, _words(estate), question):
        st.markdown("**Rien ne porte exactement ces mots.** Voici ce qui leur ressemble.")
        _table(estate, found)
    else:
        empty("Rien ne porte ces mots", "Enlevez-en un, ou cherchez dans les descriptions.", "search_off")
    with st.container(horizontal=True):
        for page, words in (("inventaire", "Chercher dans les descriptions"), ("flux", "Chercher dans les flux")):
            link(page, words, link_to(Filters(text=question)), "manage_search")


@kept(8)
def _things(estate: Estate) -> tuple[Named, ...]:
    """All that can be found: what the estate names, and what the nomenclature does."""
    return (*derived(everything, estate), *_texts())


@kept(8)
def _words(estate: Estate) -> frozenset[str]:
    return vocabulary(_things(estate))


def _texts() -> list[Named]:
    """The rules and indicators, which the nomenclature names."""
    kinds = (("règle", rule_texts()), ("indicateur", indicator_texts()))
    return [thing(Subject(kind, 0, code, text.title)) for kind, texts in kinds for code, text in texts.items()]


def _pages(question: str) -> None:
    """The pages whose title holds the words."""
    words = fold(question).split()
    shown = [page for page, entry in PAGES.items() if not entry.hidden and all(w in fold(entry.title) for w in words)]
    with st.container(horizontal=True):
        for page in shown:
            link(page, f"Page « {PAGES[page].title} »", None, PAGES[page].icon)


def _table(estate: Estate, found: Sequence[Subject]) -> None:
    if len(found) > MOST:
        st.caption(f"Les {MOST} plus proches de ces mots ; un mot de plus réduira la liste.")
    columns: list[Column[Subject]] = [
        Column("Nom", lambda one: one.label),
        Column("Nature", lambda one: WORDS.get(one.kind, one.kind).capitalize()),
        Column("Collectivité", lambda one: "" if one.kind == "commune" else one.commune),
        Column("Code", lambda one: "" if one.code == one.label else one.code),
    ]
    found_table(found[:MOST], columns, "trouves", "réponse", opens=lambda one: subject_target(estate, one))


show(open_estate())
