"""Blocs à confirmer: the applications whose bloc was only proposed, or is missing; confirmed many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from urbanism.dashboard.components.gestures import PLACE, may, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.table import Column, selectable_table
from urbanism.dashboard.components.undoing import say_done, undoable
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.dashboard.waiting import Waiting, waiting_applications
from urbanism.french import count
from urbanism.governance.block_decisions import BlockDecision, settle_blocks

TABLE = "blocs-a-confirmer"
GROUPS = ("Bloc proposé", "Commune")
NO_BLOCK = "Aucun bloc proposé"


def show(estate: Estate) -> None:
    heading(
        "Blocs à confirmer",
        "Ces applications n’ont pas de bloc, ou seulement celui que le logiciel propose. Votre mot le rend sûr.",
        estate,
    )
    say_done(estate)
    if not estate.snapshot.applications:
        empty("Aucune application", "Importez un tableur : le bloc de chacune se confirmera ici.", "upload_file")
        return
    waiting = derived(waiting_applications, estate)
    if not waiting:
        empty("Rien à confirmer", "Le bloc de chaque application a été déclaré ou confirmé.", "task_alt")
        return
    theirs = [one for one in waiting if may(estate, PLACE, one.application.commune_id, one.application.block_id)]
    if not theirs:
        words = count(len(waiting), "application attend", "applications attendent")
        empty("Rien que vous puissiez confirmer", f"{words} le mot de leur commune ou de l’urbaniste.", "lock")
        return
    if len(theirs) < len(waiting):
        tell_who(estate, PLACE)
    group, shown = _group(estate, theirs)
    chosen = selectable_table(shown, _columns(estate), f"{TABLE}-{estate.snapshot.revision}-{group}", "application")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _confirm(estate, chosen)
        _choose(estate, chosen)


def _group(estate: Estate, waiting: Sequence[Waiting]) -> tuple[str | None, Sequence[Waiting]]:
    """The bloc or commune looked at, and its applications."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control(
            "Regrouper par", GROUPS, default=GROUPS[0], required=True, key="blocs-regroupement", bind="query-params"
        )
        group_of: Callable[[Waiting], str] = (
            (lambda one: one.block.name if one.block else NO_BLOCK)
            if by == GROUPS[0]
            else (lambda one: estate.name_of(one.application.commune_id) or "")
        )
        sizes = Counter(map(group_of, waiting))
        names = sorted(sizes, key=lambda name: (-sizes[name], name))
        asked = st.selectbox(
            "Groupe",
            names,
            index=None,
            format_func=lambda name: f"{name} ({sizes[name]})",
            placeholder=f"Tous ({len(waiting)})",
            key=f"blocs-groupe-{by}",
            bind="query-params",
            width=420,
        )
    return asked, [one for one in waiting if asked in (None, group_of(one))]


def _columns(estate: Estate) -> list[Column[Waiting]]:
    return [
        Column("Application", lambda one: one.application.name),
        Column("Commune", lambda one: estate.name_of(one.application.commune_id)),
        Column("Bloc proposé", lambda one: one.block.name if one.block else None),
        Column("Confiance", lambda one: 100 * one.score if one.score is not None else None, "share"),
        Column("Indices", lambda one: one.evidence or "rien ne parle pour un bloc"),
        Column("Autres blocs possibles", lambda one: ", ".join(one.others) or "–"),
    ]


def _confirm(estate: Estate, chosen: Sequence[Waiting]) -> None:
    proposed = [BlockDecision(one.application, one.block.id) for one in chosen if one.block]
    label = (
        f"Confirmer le bloc proposé ({count(len(proposed), 'application')})"
        if proposed
        else "Confirmer le bloc proposé"
    )
    if st.button(label, type="primary", icon=":material/task_alt:", disabled=not proposed, key="blocs-confirmer"):
        _settle(estate, proposed)


def _choose(estate: Estate, chosen: Sequence[Waiting]) -> None:
    """Give another bloc, or say that there is none for them."""
    blocks = {block.id: block.name for block in sorted(estate.snapshot.blocks, key=lambda block: block.name)}
    other = st.selectbox(
        "Un autre bloc",
        list(blocks),
        index=None,
        format_func=blocks.__getitem__,
        placeholder="Cochez des lignes, puis choisissez",
        key="blocs-autre",
        width=320,
    )
    if st.button("Donner ce bloc", disabled=not chosen or other is None, key="blocs-donner"):
        _settle(estate, [BlockDecision(one.application, other) for one in chosen])
    if st.button(
        "Aucun bloc ne convient",
        disabled=not chosen,
        key="blocs-aucun",
        help="Elles resteront sans bloc, et ne seront plus proposées ici.",
    ):
        _settle(estate, [BlockDecision(one.application, None) for one in chosen])


def _settle(estate: Estate, decisions: Sequence[BlockDecision]) -> None:
    with refusals_said():
        run = settle_blocks(estate.engine, decisions, estate.viewer.name)
        undoable(run, f"Bloc confirmé pour {count(len(decisions), 'application')}.")
        st.rerun()


show(open_estate())
