"""Campagnes: opened by the urbanist, followed commune by commune, with the late ones and a reminder ready to send."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import streamlit as st

from urbanism.analyses.review import Progress, progress_of, review_items
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.reviewing import saved, visible_communes
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import NO_BREAK_SPACE, count, day, number
from urbanism.governance.attestations import Signature, SignatureState, signatures
from urbanism.governance.campaigns import WantedCampaign, is_late, open_campaign, reminder, zones_of
from urbanism.snapshot import Campaign, Commune
from urbanism.store.rights import EVERYTHING

USUAL_LENGTH = timedelta(days=42)


class Line(NamedTuple):
    """How far a commune is in a campaign."""

    commune: Commune
    progress: Progress
    signature: Signature
    late: bool


def show(estate: Estate) -> None:
    heading("Campagnes", "Chaque commune revoit sa carte ; voici où en est chacune.", estate)
    say_done(estate)
    if not estate.snapshot.communes:
        empty("Personne à interroger", "Importez d’abord le tableur d’une commune.", "upload_file")
        return
    campaigns = sorted(estate.snapshot.campaigns, key=lambda one: -one.id)
    if campaigns:
        names = {one.name: one for one in campaigns}
        chosen = st.selectbox("Campagne", list(names), key="campagne", bind="query-params", width=420)
        _follow(estate, names[chosen])
    else:
        words = "L’urbaniste en ouvre une : chaque commune trouve alors sa carte dans « Revue de la carte »."
        empty("Aucune campagne", words, "campaign")
    if estate.viewer.role in EVERYTHING:
        _opening(estate)


def _follow(estate: Estate, campaign: Campaign) -> None:
    lines = _lines(estate, campaign)
    dates = [day(one) for one in (campaign.opens_on, campaign.closes_on) if one]
    st.caption(f"Du {' au '.join(dates)}" if dates else "Sans date")
    if not lines:
        words = "Chaque commune suit la sienne ; l’urbaniste, la DSI et le DPO les suivent toutes."
        empty("Aucune revue à suivre", words, "lock")
        return
    late = sum(line.late for line in lines)
    with st.grid(4, min_column_width=150, gap="small"):
        reviewed = sum(line.progress.reviewed for line in lines)
        applications = sum(line.progress.applications for line in lines)
        st.metric("Applications revues", f"{number(reviewed)} sur {number(applications)}")
        signed = sum(line.signature.state is SignatureState.VALID for line in lines)
        st.metric("Cartes signées", f"{signed} sur {len(lines)}")
        fallen = sum(line.signature.state in (SignatureState.FALLEN, SignatureState.EXPIRED) for line in lines)
        st.metric("Signatures tombées ou expirées", fallen)
        st.metric("En retard", late)
    columns: list[Column[Line]] = [
        Column("Collectivité", lambda line: line.commune.name),
        Column("Revues", lambda line: 100 * line.progress.reviewed / (line.progress.applications or 1), "share"),
        Column("Applications", lambda line: line.progress.applications, "number"),
        Column("Valeurs manquantes", lambda line: line.progress.missing, "number"),
        Column("Signature", lambda line: line.signature.state.value),
        Column("Retard", lambda line: "en retard" if line.late else "–"),
        Column("Ce qui l’a fait tomber", _because),
    ]
    found_table(lines, columns, f"suivi-{campaign.id}", "collectivité", opens=_opens)
    _answers(estate, campaign)
    if estate.viewer.role in EVERYTHING:
        _reminders(estate, campaign, lines)


def _lines(estate: Estate, campaign: Campaign) -> list[Line]:
    signed = signatures(estate.engine, estate.snapshot, campaign)
    lines = []
    for commune in visible_communes(estate):
        if commune.id not in signed:
            continue
        items = answer(review_items, estate, commune.id, campaign.id, zones_of(campaign))
        progress, signature = progress_of(items), signed[commune.id]
        valid = signature.state is SignatureState.VALID
        lines.append(
            Line(commune, progress, signature, is_late(campaign, progress.reviewed, valid, estate.snapshot.today))
        )
    return sorted(lines, key=lambda line: (not line.late, line.commune.name))


def _because(line: Line) -> str:
    if not line.signature.because:
        return "–"
    last = line.signature.because[-1]
    changes = count(len(line.signature.because), "modification")
    return f"{changes}, la dernière par {last.author} le {day(last.made_at)}"


def _opens(line: Line) -> tuple[str, dict[str, list[str]]]:
    return "revue", {"de": [line.commune.name]}


def _answers(estate: Estate, campaign: Campaign) -> None:
    """What the communes answered to each question."""
    said: dict[int, list[str]] = {}
    for one in estate.snapshot.campaign_answers:
        said.setdefault(one.question_id, []).append(
            f"- **{plain(estate.name_of(one.commune_id) or '')}** : {plain(one.text, 600)}"
        )
    for question in sorted(estate.snapshot.campaign_questions, key=lambda one: one.rank):
        if question.campaign_id == campaign.id:
            answers = said.get(question.id, [])
            with st.expander(f"{plain(question.text)}{NO_BREAK_SPACE}({count(len(answers), 'réponse')})"):
                st.markdown("\n".join(answers) or ":gray[Personne n’a encore répondu.]")


def _reminders(estate: Estate, campaign: Campaign, lines: list[Line]) -> None:
    with st.expander("Relancer une collectivité", icon=":material/mail:", expanded=any(line.late for line in lines)):
        names = {line.commune.name: line for line in lines}
        line = names[st.selectbox("À qui", list(names), key="relance-commune", width=360)]
        text = reminder(campaign, line.commune.name, *line.progress, estate.viewer.name)
        st.caption("À copier dans votre messagerie :")
        st.code(text, language=None, wrap_lines=True)


def _opening(estate: Estate) -> None:
    snapshot = estate.snapshot
    communes = {one.name: one.id for one in sorted(snapshot.communes, key=lambda one: one.name)}
    zones = {one.name: one.code for one in snapshot.zones}
    with st.expander("Ouvrir une campagne", icon=":material/add:", expanded=not snapshot.campaigns):
        with st.form("campagne-nouvelle", border=False):
            name = st.text_input("Nom", placeholder="Revue du printemps")
            asked = st.multiselect("Collectivités interrogées", list(communes), default=list(communes))
            scope = st.multiselect("Zones à revoir", list(zones), placeholder="Toute la carte")
            with st.container(horizontal=True):
                opens = st.date_input("Du", value=snapshot.today, format="DD/MM/YYYY")
                closes = st.date_input("Au", value=snapshot.today + USUAL_LENGTH, format="DD/MM/YYYY")
            questions = st.text_area("Questions à toutes, une par ligne")
            sent = st.form_submit_button("Ouvrir", type="primary")
        if sent:
            wanted = WantedCampaign(
                name, [communes[one] for one in asked], opens, closes, [zones[one] for one in scope],
                questions.splitlines(),
            )  # fmt: skip
            saved(lambda: _open(estate, wanted), "La campagne est ouverte.")


def _open(estate: Estate, wanted: WantedCampaign) -> None:
    open_campaign(estate.engine, wanted, estate.viewer.name)


show(open_estate())
