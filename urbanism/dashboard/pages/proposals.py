"""Propositions: what communes ask to change, discussed, accepted or refused with a reason that the commune sees."""

from __future__ import annotations

from typing import Any

import streamlit as st

from urbanism.dashboard.components.edit_form import field_input
from urbanism.dashboard.components.gestures import PROPOSE, may, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.reviewing import choose_commune, discussion, saved
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.editing import choices_of
from urbanism.dashboard.fields import in_words
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, day
from urbanism.governance.editable import NAMES, EditableField, FieldType, kind_of
from urbanism.governance.editing import Edit
from urbanism.governance.proposals import (
    PROPOSABLE,
    accept,
    conflicts_of,
    pending_of,
    propose_correction,
    refuse,
    withdraw,
)
from urbanism.snapshot import Proposal
from urbanism.store.rights import may_decide
from urbanism.vocabulary import ProposalStatus

MOST = 40
ICONS = {
    ProposalStatus.PENDING: "hourglass_empty",
    ProposalStatus.ACCEPTED: "check_circle",
    ProposalStatus.REFUSED: "block",
    ProposalStatus.WITHDRAWN: "undo",
}
KINDS = {"products": "un produit", "blocks": "un bloc", "editors": "un éditeur", "data_objects": "une donnée"}


def show(estate: Estate) -> None:
    heading(
        "Propositions",
        "Ce que les communes demandent de changer. Rien ne change avant d’être accepté ; un refus dit pourquoi.",
        estate,
    )
    say_done(estate)
    states = {status.value.capitalize(): status for status in ProposalStatus}
    chosen = st.segmented_control("Voir", list(states), default="En attente", key="etat", bind="query-params")
    status = states[chosen or "En attente"]
    found = [one for one in estate.snapshot.proposals if one.status is status]
    st.markdown(f"**{count(len(found), 'proposition')}**")
    if not found:
        empty(
            "Rien ici",
            "Les propositions viennent d’un classeur de revue rendu, ou du formulaire ci-dessous.",
            "rate_review",
        )
    elif status is ProposalStatus.PENDING:
        _accept_all(estate)
    for proposal in found[:MOST]:
        _proposal(estate, proposal, proposal is found[0])
    if len(found) > MOST:
        st.caption(f"Les {MOST} premières ; les suivantes viendront quand celles-ci seront tranchées.")
    _form(estate)


def _accept_all(estate: Estate) -> None:
    ready = [
        one
        for one in pending_of(estate.snapshot)
        if may_decide(estate.viewer, one.commune_id, one.content) and not conflicts_of(one, estate.snapshot)
    ]
    label = f"Accepter tout ce qui est sans conflit ({len(ready)})"
    if ready and st.button(label, icon=":material/done_all:", key="tout-accepter"):
        saved(lambda: accept(estate.engine, estate.snapshot, ready, estate.viewer.name), "Tout est accepté.")


def _proposal(estate: Estate, proposal: Proposal, first: bool) -> None:
    conflicts = conflicts_of(proposal, estate.snapshot) if proposal.status is ProposalStatus.PENDING else []
    mark = " – conflit" if conflicts else ""
    commune = estate.name_of(proposal.commune_id) or ""
    title = f"{plain(proposal.title)} – {plain(commune)}{mark}"
    with st.expander(title, icon=f":material/{ICONS[proposal.status]}:", expanded=first or bool(conflicts)):
        source = f", classeur « {plain(proposal.source)} »" if proposal.source else ""
        st.caption(f"Proposé par {plain(proposal.proposed_by)} le {day(proposal.proposed_on)}{source}")
        if proposal.reason:
            st.markdown(f"Motif : {plain(proposal.reason, 1000)}")
        st.markdown("\n".join(_lines(estate, proposal)))
        for one in conflicts:
            present = known(in_words(one.field, one.present, estate.name_of))
            st.warning(
                f"{_label(one.field)} : la carte a changé depuis, elle dit maintenant « {present} ».",
                icon=":material/sync_problem:",
            )
        if proposal.decided_by and proposal.decided_on:
            answer = f" : {plain(proposal.answer, 1000)}" if proposal.answer else ""
            st.markdown(f"**{proposal.status.value.capitalize()}** par {plain(proposal.decided_by)}"
                        f" le {day(proposal.decided_on)}{answer}")  # fmt: skip
        discussion(estate, proposal.commune_id, proposal.id)
        if proposal.status is ProposalStatus.PENDING:
            _decide(estate, proposal, bool(conflicts))


def _lines(estate: Estate, proposal: Proposal) -> list[str]:
    lines = []
    for row in proposal.content["updates"]:
        for name, after in row["after"].items():
            before = known(in_words(name, row["before"][name], estate.name_of))
            lines.append(f"- {_label(name)} : {before} → **{known(_words(estate, name, after))}**")
    for row in proposal.content["creations"]:
        values = {n: v for n, v in row["values"].items() if n != "id" and v not in (None, "", "inconnu")}
        said = ", ".join(f"{_label(n)} : {plain(_words(estate, n, v) or '')}" for n, v in values.items())
        lines.append(f"- À créer : {said}")
    return lines


def _words(estate: Estate, name: str, value: Any) -> str | None:
    """A value in words; a negative identifier is an object that the same proposal creates."""
    new = isinstance(value, int) and value < 0
    return "(créé avec cette proposition)" if new else in_words(name, value, estate.name_of)


def _label(name: str) -> str:
    labels = {field.name: field.label for table in NAMES for field in kind_of(table).fields}
    return plain(labels.get(name, name))


def _decide(estate: Estate, proposal: Proposal, conflict: bool) -> None:
    engine, snapshot, author = estate.engine, estate.snapshot, estate.viewer.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if may_decide(estate.viewer, proposal.commune_id, proposal.content):
            label = "Accepter malgré le conflit" if conflict else "Accepter"
            if st.button(label, type="primary", key=f"accepter-{proposal.id}"):
                saved(lambda: accept(engine, snapshot, [proposal], author, despite=conflict), "C’est accepté.")
            reason = st.text_input("Motif d’un refus", key=f"motif-{proposal.id}", width=320)
            if st.button("Refuser", key=f"refuser-{proposal.id}"):
                saved(lambda: refuse(engine, snapshot, proposal, reason, author), "C’est refusé, la commune le verra.")
        if may(estate, PROPOSE, proposal.commune_id) and st.button("Retirer", key=f"retirer-{proposal.id}"):
            saved(lambda: withdraw(engine, snapshot, proposal, author), "La proposition est retirée.")


def _form(estate: Estate) -> None:
    """Propose to correct something that communes share."""
    with st.expander("Proposer de corriger un produit, un bloc, un éditeur ou une donnée", icon=":material/edit:"):
        commune = choose_commune(estate)
        if commune is None or not may(estate, PROPOSE, commune.id):
            tell_who(estate, PROPOSE)
            return
        with st.container(horizontal=True):
            table = st.selectbox("Corriger", list(KINDS), format_func=KINDS.__getitem__, key="proposer-quoi", width=180)
            names = choices_of(estate, (table,))
            chosen = st.selectbox(
                "Lequel", list(names), index=None, format_func=names.__getitem__, key=f"proposer-{table}", width=420
            )
        if chosen is None:
            return
        seen = estate.snapshot.by_id[chosen]
        with st.form(f"proposition-{chosen}", border=False):
            wanted = {
                field.name: field_input(estate, field, getattr(seen, field.name), f"proposer-{chosen}")
                for field in _fields(table)
            }
            reason = st.text_area("Pourquoi", placeholder="Ce qui le montre")
            sent = st.form_submit_button("Proposer", type="primary")
        if sent:
            edit = Edit(seen, wanted)
            saved(
                lambda: propose_correction(
                    estate.engine, estate.snapshot, commune.id, table, edit, reason, estate.viewer.name
                ),
                "La proposition est faite : l’urbaniste la tranchera.",
            )


def _fields(table: str) -> list[EditableField]:
    if table in NAMES:
        return [kind_of(table).field(name) for name in PROPOSABLE[table]]
    return [EditableField("name", "Nom", FieldType.TEXT, required=True),
            EditableField("description", "Description", FieldType.TEXT, required=True)]  # fmt: skip


show(open_estate())
