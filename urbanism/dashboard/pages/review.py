"""Revue de la carte: a commune's own map, the most useful question first; confirm, correct, say gone, sign."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.comparison import Difference, compare
from urbanism.analyses.review import (
    Question,
    ReviewItem,
    next_question,
    progress_of,
    required_unknowns,
    review_items,
)
from urbanism.dashboard.analysing import answer as asked_once
from urbanism.dashboard.components.edit_form import field_input
from urbanism.dashboard.components.gestures import EDIT, REVIEW, SIGN, may, offered
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.returned_workbook import workbook_exchange
from urbanism.dashboard.components.reviewing import choose_commune, discussion, saved
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, day, number
from urbanism.governance.attestations import Signature, SignatureState, last_signature, sign, signatures
from urbanism.governance.campaigns import answer, assign, mark, open_campaigns, say_gone, zones_of
from urbanism.governance.editable import NAMES, kind_of
from urbanism.governance.editing import Edit, edit
from urbanism.snapshot import Application, Campaign, Commune
from urbanism.store import load_snapshot
from urbanism.vocabulary import ReviewVerdict

ASKING = {
    "bloc": "de quel bloc est-elle ?",
    "description": "que fait-elle, en une phrase ?",
    "technologie": "sur quelles techniques repose-t-elle ?",
    "type": "est-elle développée en interne ?",
    "utilisateurs": "combien d’agents l’utilisent ?",
    "responsable": "qui en est le correspondant métier ?",
    "entité responsable": "quelle direction en répond ?",
    "version": "quelle version est en place ?",
    "éditeur": "qui l’édite ?",
    "hébergement": "où est-elle hébergée ?",
    "détenteur des données": "qui tient ses données ?",
}
"""How each gap that one field answers is asked."""

MAP, DOUBTS, CHANGES, ASKED, WORKBOOK, SIGNING = (
    "Ma carte", "Valeurs douteuses", "Ce qui a changé", "Questions", "Par classeur", "Signer",
)  # fmt: skip


def show(estate: Estate) -> None:
    heading(
        "Revue de la carte",
        "Votre carte, application par application : confirmez, corrigez, complétez. La question la plus utile d’abord.",
        estate,
    )
    say_done(estate)
    commune = choose_commune(estate)
    if commune is None:
        words = "Votre compte n’est d’aucune commune." if estate.snapshot.communes else "Importez d’abord un tableur."
        empty("Aucune carte à revoir", f"{words} Chacune ne revoit que la sienne.", "fact_check")
        return
    campaigns = open_campaigns(estate.snapshot, commune.id)
    if not campaigns:
        empty("Aucune revue en cours", "L’urbaniste en ouvre une depuis la page « Campagnes ».", "campaign")
        link("campagnes", "Campagnes", icon="campaign")
        return
    campaign = campaigns[0]
    items = asked_once(review_items, estate, commune.id, campaign.id, zones_of(campaign))
    signature = signatures(estate.engine, estate.snapshot, campaign)[commune.id]
    _figures(commune, campaign, items, signature)
    _next(estate, campaign, items)
    views = (MAP, DOUBTS, CHANGES, ASKED, WORKBOOK, SIGNING)
    view = st.segmented_control("Voir", views, default=MAP, key="voir", bind="query-params") or MAP
    if view == MAP:
        _map(estate, campaign, items)
    elif view == DOUBTS:
        _doubts(items)
    elif view == CHANGES:
        _changes(estate, commune, campaign)
    elif view == ASKED:
        _questions(estate, commune, campaign)
    elif view == WORKBOOK:
        workbook_exchange(estate, commune)
    else:
        _sign(estate, commune, campaign, items, signature)


def _figures(commune: Commune, campaign: Campaign, items: Sequence[ReviewItem], signature: Signature) -> None:
    progress = progress_of(items)
    until = f" – jusqu’au {day(campaign.closes_on)}" if campaign.closes_on else ""
    st.markdown(f"**{plain(commune.name)}** :gray[– campagne « {plain(campaign.name)} »{until}]")
    with st.grid(4, min_column_width=150, gap="small"):
        st.metric("Applications revues", f"{number(progress.reviewed)} sur {number(progress.applications)}")
        st.metric("Valeurs manquantes", number(progress.missing))
        st.metric("Valeurs douteuses", sum(len(item.doubts) for item in items))
        st.metric("Signature", signature.state.value)
    if signature.because:
        last = signature.because[-1]
        st.warning(
            f"La signature est tombée : {count(len(signature.because), 'modification')} depuis, la dernière par"
            f" {plain(last.author)} le {day(last.made_at)}.",
            icon=":material/draw:",
        )


def _next(estate: Estate, campaign: Campaign, items: Sequence[ReviewItem]) -> None:
    """The question whose answer says most, answered in place."""
    question = next_question(items)
    if question is None or question.field is None:
        st.success("La carte dit tout ce qui est demandé.", icon=":material/check_circle:")
        return
    application = question.application
    with st.container(border=True):
        asked = f"**{plain(application.name)}** : {ASKING[question.gap]}"
        st.markdown(f":material/lightbulb: :gray[La question la plus utile –] {asked}")
        _correct(estate, campaign, application, question)


def _correct(estate: Estate, campaign: Campaign, application: Application, question: Question) -> None:
    if not may(estate, EDIT, application.commune_id, application.block_id):
        st.caption("Le correspondant de la commune y répond.")
        return
    field = kind_of("applications").field(question.field or "name")
    with st.form(f"question-{application.id}-{field.name}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            value = field_input(estate, field, getattr(application, field.name), f"question-{application.id}")
            sent = st.form_submit_button("Répondre", type="primary")
        link("application", "Ouvrir sa fiche", object_address(application.id), icon="open_in_new")
    if sent:
        wanted = Edit(application, {field.name: value})
        saved(
            lambda: edit(estate.engine, estate.snapshot, "applications", [wanted], estate.viewer.name),
            "La réponse est gardée.",
        )


def _map(estate: Estate, campaign: Campaign, items: Sequence[ReviewItem]) -> None:
    if not items:
        empty("Aucune application", "Importez le tableur de la commune.", "upload_file")
        return
    columns: list[Column[ReviewItem]] = [
        Column("Application", lambda item: item.application.name),
        Column("Bloc", lambda item: estate.name_of(item.application.block_id)),
        Column("Revue", lambda item: item.mark.verdict.value if item.mark else "à revoir"),
        Column("Il manque", _missing),
        Column("Doutes", lambda item: len(item.doubts), "number"),
        Column("Confiée à", lambda item: item.assignment.person if item.assignment else "–"),
    ]
    object_table(items, columns, "revue-carte", noun="application", visible_rows=8)
    given = [item for item in items if item.assignment and item.assignment.person == estate.viewer.name]
    if given:
        words = count(len(given), "application vous est confiée", "applications vous sont confiées")
        st.markdown(f":material/person: **{words}**")
    names = {item.application.id: item for item in (*given, *items)}
    chosen = st.selectbox(
        "Application revue",
        list(names),
        format_func=lambda one: f"{names[one].application.name} ({names[one].application.code})",
        key=f"revue-application-{progress_of(items).reviewed}",  # once one is reviewed, the next comes first
        width=460,
    )
    _one(estate, campaign, names[chosen])


def _missing(item: ReviewItem) -> str:
    gaps = [question.gap for question in item.questions]
    return f"{number(len(gaps))} : {', '.join(gaps)}" if gaps else "–"


def _one(estate: Estate, campaign: Campaign, item: ReviewItem) -> None:
    """Say what is true of one application."""
    application = item.application
    with st.container(border=True):
        for doubt in item.doubts:
            st.markdown(f":material/help: {plain(doubt.why)}")
        if offered(estate, REVIEW, application.commune_id):
            _verdicts(estate, campaign, application)
            _give(estate, campaign, item)
        discussion(estate, application.commune_id, application.id)


def _verdicts(estate: Estate, campaign: Campaign, application: Application) -> None:
    def say(verdict: ReviewVerdict) -> int | None:
        return mark(estate.engine, campaign, application, verdict, estate.viewer.name, estate.snapshot.today)

    def gone() -> int | None:
        return say_gone(estate.engine, campaign, application, estate.viewer.name, estate.snapshot.today)

    edits = may(estate, EDIT, application.commune_id, application.block_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Tout est juste", type="primary", icon=":material/check:", key="revue-confirmer"):
            saved(lambda: say(ReviewVerdict.CONFIRMED), "L’application est confirmée.")
        if edits and st.button("Je l’ai corrigée", icon=":material/edit:", key="revue-corriger"):
            saved(lambda: say(ReviewVerdict.CORRECTED), "L’application est dite corrigée.")
        if edits and st.button("N’existe plus", icon=":material/archive:", key="revue-fini"):
            saved(gone, "Elle est dite arrêtée ; sa fiche et son passé restent.")
        words = "Corriger sur sa fiche" if edits else "Ouvrir sa fiche"
        link("application", words, object_address(application.id), icon="open_in_new")
        if may(estate, EDIT, application.commune_id):
            link("fiche", "Ajouter une application", {"quoi": ["applications"]}, icon="add")


def _give(estate: Estate, campaign: Campaign, item: ReviewItem) -> None:
    present = item.assignment
    with (
        st.form(f"confier-{item.application.id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        person = st.text_input("Confier à", value=present.person if present else "", placeholder="Un collègue")
        note = st.text_input("Ce qu’il doit regarder", value=(present.note or "") if present else "")
        sent = st.form_submit_button("Confier")
    if sent:
        saved(
            lambda: assign(estate.engine, campaign, item.application, person, note, estate.viewer.name),
            "C’est noté.",
        )


def _doubts(items: Sequence[ReviewItem]) -> None:
    labels = {field.name: field.label for field in kind_of("applications").fields}
    doubts = [doubt for item in items for doubt in item.doubts]
    if not doubts:
        empty("Rien de douteux", "Aucune valeur ne se contredit.", "task_alt")
        return
    for doubt in doubts[:60]:
        with st.container(horizontal=True, vertical_alignment="center"):
            label = plain(labels.get(doubt.field, doubt.field))
            st.markdown(f"**{plain(doubt.application.name)}**, {label} : {plain(doubt.why, 400)}", width="stretch")
            link("application", f"Ouvrir {doubt.application.code}", object_address(doubt.application.id))
    if len(doubts) > 60:
        st.caption(f"Les 60 premières sur {len(doubts)}.")


def _changes(estate: Estate, commune: Commune, campaign: Campaign) -> None:
    """What changed since the last signature, or since the campaign opened where nothing was signed."""
    signed = last_signature(estate.snapshot, commune.id)
    since = signed.revision if signed else campaign.opens_on
    if since is None:
        empty("Pas encore de point de départ", "Les changements se comptent depuis une signature.", "history")
        return
    before = load_snapshot(estate.engine, at=since)
    found = [one for one in compare(before, estate.snapshot) if one.commune_id == commune.id]
    words = "la dernière signature" if signed else "le soir de l’ouverture de la campagne"
    if not found:
        empty("Rien n’a changé", f"Aucune fiche n’a bougé depuis {words}.", "history")
        return
    st.markdown(f"**{count(len(found), 'fiche')}** depuis {words}")
    columns: list[Column[Difference]] = [
        Column("Fiche", lambda one: one.name),
        Column("Nature", lambda one: NAMES.get(one.table, (one.table,))[0]),
        Column("Ce qu’elle est devenue", lambda one: one.kind.value),
        Column("Valeurs", lambda one: ", ".join(_label(one.table, f.field) for f in one.fields) or "–"),
    ]
    object_table(found, columns, "revue-changements", noun="fiche")


def _label(table: str, field: str) -> str:
    labels = {one.name: one.label for one in kind_of(table).fields} if table in NAMES else {}
    return labels.get(field, field)


def _questions(estate: Estate, commune: Commune, campaign: Campaign) -> None:
    said = {one.question_id: one.text for one in estate.snapshot.campaign_answers if one.commune_id == commune.id}
    asked = [one for one in estate.snapshot.campaign_questions if one.campaign_id == campaign.id]
    if not asked:
        empty("Aucune question", "Cette campagne ne demande que la carte.", "quiz")
    writes = may(estate, REVIEW, commune.id)
    for question in sorted(asked, key=lambda one: one.rank):
        with st.form(f"reponse-{question.id}"):
            seen = said.get(question.id)
            text = st.text_area(question.text, value=seen or "", disabled=not writes)
            if st.form_submit_button("Répondre", disabled=not writes):
                author = estate.viewer.name
                saved(lambda: answer(estate.engine, question, commune.id, text, seen, author), "Réponse gardée.")  # noqa: B023


def _sign(
    estate: Estate, commune: Commune, campaign: Campaign, items: Sequence[ReviewItem], signature: Signature
) -> None:
    if signature.attestation is not None and signature.state is SignatureState.VALID:
        one = signature.attestation
        until = f", jusqu’au {day(one.expires_on)}" if one.expires_on else ""
        st.success(f"Signée par {plain(one.signed_by)} le {day(one.signed_on)}{until}.", icon=":material/draw:")
    remaining = required_unknowns(items)
    if remaining:
        missing = count(sum(map(len, remaining.values())), "valeur attendue manque", "valeurs attendues manquent")
        st.markdown(f"**{missing}**, dans {count(len(remaining), 'application')} :")
        lines = [f"- {plain(code)} : {plain(', '.join(gaps))}" for code, gaps in remaining.items()]
        with st.expander("Lesquelles"):
            st.markdown("\n".join(lines[:200]))
    if signature.state is SignatureState.VALID or not offered(estate, SIGN, commune.id):
        return
    knowing = bool(remaining) and st.checkbox("Je signe en sachant qu’elles manquent : leur liste sera jointe")
    if st.button("Signer la carte", type="primary", icon=":material/draw:", disabled=bool(remaining) and not knowing):
        saved(
            lambda: sign(
                estate.engine, estate.snapshot, campaign, commune.id, remaining, estate.viewer.name, knowingly=knowing
            ),
            "La carte est signée. Elle le reste tant que personne d’autre n’y touche.",
        )


show(open_estate())
