"""What a project will do to the estate, piece by piece, and its documents: said here, taken back here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil

import streamlit as st

from urbanism.dashboard.components.download import download_button
from urbanism.dashboard.components.gestures import BRING, OPEN_PROJECT, may, tell_who
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.picker import narrowed
from urbanism.dashboard.components.project_file import application_fields
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, derived
from urbanism.diagnosis.intentions import brought_applications, brought_flows
from urbanism.french import listing, number
from urbanism.governance.documents import attach_document, read_document, remove_document
from urbanism.governance.project_applications import plan_application, withdraw_application
from urbanism.governance.project_contents import (
    NewFlow,
    NewUse,
    give_up,
    give_up_flow,
    intend_data,
    intend_flow,
    intend_joining,
    intend_retirement,
)
from urbanism.snapshot import Application, IntendedChange, Project, Referential, Snapshot
from urbanism.vocabulary import DataRole, InterfaceMeans, ProjectStatus, Ternary


def show_pieces(estate: Estate, project: Project) -> None:
    """The applications, flows, data, changes and documents of a project, added or taken back by whoever may."""
    brings = may(estate, BRING, project.commune_id)
    holds = may(estate, OPEN_PROJECT, project.commune_id)
    if project.status is ProjectStatus.DELIVERED:
        _delivered(estate, project)
        if any(wish.project_id == project.id for wish in estate.snapshot.project_data_objects):
            _data(estate, project, False)
        if any(change.project_id == project.id for change in estate.snapshot.intended_changes):
            _changes(estate, project, False)
    else:
        if holds and not brings:
            tell_who(estate, BRING)
        _applications(estate, project, brings)
        _flows(estate, project, brings)
        _data(estate, project, holds)
        _changes(estate, project, holds)
    _documents(estate, project, holds)


def _delivered(estate: Estate, project: Project) -> None:
    """What a project in service brought, and that still says so."""
    st.header("Ce qu’il a mis en service", anchor=False)
    snapshot = estate.snapshot
    applications = [one for one in snapshot.applications if one.project_id == project.id]
    flows = [flow for flow in snapshot.interfaces if flow.project_id == project.id]
    if not (applications or flows):
        st.markdown(":gray[Ni application, ni flux.]")
    for application in applications:
        link("application", _named(estate, application), object_address(application.id), "apps")
    for flow in flows:
        words = f"{_party(estate, flow.source_id)} → {_party(estate, flow.target_id)} ({flow.means.value})"
        link("fiche", words, {"quoi": ["interfaces"], **object_address(flow.id)}, "sync_alt")


def _applications(estate: Estate, project: Project, writes: bool) -> None:
    st.header("Applications prévues", anchor=False)
    author = estate.viewer.name
    for application in brought_applications(estate.snapshot, project.id):
        words = f"{application.name} ({estate.name_of(application.block_id) or 'bloc inconnu'})"
        if _line(words, f"application-{application.id}", writes):
            _do(partial(withdraw_application, estate.engine, project, application, author), "Application retirée.")
    if not writes:
        return
    with st.expander("Prévoir une application", icon=":material/add:"), st.form("prevoir-application", border=False):
        wanted = application_fields(estate, "Nom de l’application")
        asked = st.form_submit_button("Prévoir cette application")
        if asked and wanted is None:
            st.error("Donnez un nom, même provisoire, à l’application.", icon=":material/error:")
        elif asked and wanted is not None:
            _do(lambda: plan_application(estate.engine, project, wanted, author), "Application prévue.")


def _flows(estate: Estate, project: Project, writes: bool) -> None:
    st.header("Flux prévus", anchor=False)
    brought = brought_applications(estate.snapshot, project.id)
    flows = brought_flows(estate.snapshot, project.id)
    for flow in flows:
        words = f"{_party(estate, flow.source_id)} → {_party(estate, flow.target_id)} ({flow.means.value})"
        if _line(words, f"flux-{flow.id}", writes):
            _do(partial(give_up_flow, estate.engine, project, flow, estate.viewer.name), "Flux retiré.")
    if not writes:
        return
    with st.expander("Prévoir un flux", icon=":material/sync_alt:"):
        parties = derived(_parties, estate)
        own = [one.id for one in brought]
        starts = narrowed("De", parties, "flux-de", parties.__getitem__, own)
        ends = narrowed("Vers", parties, "flux-vers", parties.__getitem__, own)
        _flow_form(estate, project, parties, starts, ends)


def _flow_form(
    estate: Estate, project: Project, parties: Mapping[int, str], starts: Sequence[int], ends: Sequence[int]
) -> None:
    """What a planned flow is: its two ends among those proposed, what it carries and how."""
    brought = brought_applications(estate.snapshot, project.id)
    with st.form("prevoir-flux", border=False):
        index = starts.index(brought[0].id) if brought else None
        source = st.selectbox("De", starts, index=index, format_func=parties.__getitem__)
        target = st.selectbox("Vers", ends, index=None, format_func=parties.__getitem__, placeholder="un bout")
        means = st.selectbox("Moyen", list(InterfaceMeans), index=len(InterfaceMeans) - 1)
        personal = st.selectbox("Données personnelles", list(Ternary), index=2, key="flux-personnelles")
        objects = _objects(estate)
        carried = st.multiselect(
            "Données échangées", list(objects), format_func=objects.__getitem__, placeholder="inconnues"
        )
        asked = st.form_submit_button("Prévoir ce flux")
        if asked and (source is None or target is None):
            st.error("Un flux a deux bouts : choisissez-les.", icon=":material/error:")
        elif asked and source is not None and target is not None:
            wanted = NewFlow(source, target, means or InterfaceMeans.UNKNOWN, personal or Ternary.UNKNOWN, carried)
            _do(lambda: intend_flow(estate.engine, project, wanted, estate.viewer.name), "Flux prévu.")


def _data(estate: Estate, project: Project, holds: bool) -> None:
    st.header("Données lues et écrites", anchor=False)
    objects = _objects(estate)
    for wish in estate.snapshot.project_data_objects:
        if wish.project_id == project.id:
            words = (
                f"{objects[wish.data_object_id]} : lit {wish.reads.value}, écrit {wish.writes.value}, {wish.role.value}"
            )
            if _line(words, f"donnee-{wish.id}", holds):
                _do(partial(give_up, estate.engine, project, wish, estate.viewer.name), "Donnée retirée.")
    if not holds:
        return
    with st.expander("Ajouter une donnée", icon=":material/database:"), st.form("ajouter-donnee", border=False):
        which = st.selectbox(
            "Donnée", list(objects), index=None, format_func=objects.__getitem__, placeholder="une donnée"
        )
        reads = st.selectbox("Lit", list(Ternary), index=2)
        writes = st.selectbox("Écrit", list(Ternary), index=2)
        role = st.selectbox("Rôle", list(DataRole), index=len(DataRole) - 1)
        asked = st.form_submit_button("Ajouter")
        if asked and which is None:
            st.error("Choisissez une donnée.", icon=":material/error:")
        elif asked and which is not None:
            use = NewUse(which, role or DataRole.UNKNOWN, reads or Ternary.UNKNOWN, writes or Ternary.UNKNOWN)
            _do(lambda: intend_data(estate.engine, project, use, estate.viewer.name), "Donnée ajoutée.")


def _changes(estate: Estate, project: Project, writes: bool) -> None:
    st.header("Ce qu’il change de l’existant", anchor=False)
    for change in estate.snapshot.intended_changes:
        if change.project_id == project.id and _line(_told(estate, change), f"changement-{change.id}", writes):
            _do(partial(give_up, estate.engine, project, change, estate.viewer.name), "Changement retiré.")
    if not writes:
        return
    running = {a.id: a for a in estate.snapshot.applications if a.is_active}
    own = {i: a for i, a in running.items() if a.commune_id == project.commune_id}
    shared = {row.application_id for row in estate.snapshot.served_communes}
    pooled = {i: a for i, a in running.items() if i in shared and a.commune_id != project.commune_id}
    author = estate.viewer.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        gone = st.selectbox(
            "Retirer",
            list(own),
            index=None,
            format_func=lambda i: own[i].name,
            key="projet-retirer",
            placeholder="une application",
        )
        if st.button("Prévoir le retrait", disabled=gone is None) and gone is not None:
            _do(lambda: intend_retirement(estate.engine, project, own[gone], author), "Retrait prévu.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        joined = st.selectbox(
            "Rejoindre",
            list(pooled),
            index=None,
            format_func=lambda i: _named(estate, pooled[i]),
            key="projet-rejoindre",
            placeholder="une instance mutualisée" if pooled else "aucune instance mutualisée n’est connue",
        )
        commune = project.commune_id
        if st.button("Prévoir l’adhésion", disabled=joined is None or commune is None) and joined and commune:
            _do(lambda: intend_joining(estate.engine, project, pooled[joined], commune, author), "Adhésion prévue.")


def _told(estate: Estate, change: IntendedChange) -> str:
    name = estate.name_of(change.object_id) or f"objet n° {change.object_id}"
    if change.entity == "served_commune":
        return f"{estate.name_of(change.after.get('commune_id')) or 'Une commune'} rejoint « {name} »"
    words = [f"{before} → {change.after.get(field)}" for field, before in change.before.items()]
    return f"« {name} » : {listing(words)}"


def _documents(estate: Estate, project: Project, writes: bool) -> None:
    st.header("Documents", anchor=False)
    for document in estate.snapshot.project_documents:
        if document.project_id != project.id:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(document.name)} :gray[({number(ceil(document.size / 1024))} Ko)]", width="content")
            download_button(
                estate, "Télécharger", partial(read_document, estate.engine, document.id), document.name,
                document.media_type, f"{document.name}, projet {project.code}", key=f"document-{document.id}",
            )  # fmt: skip
            if writes and st.button("Retirer", key=f"retirer-document-{document.id}"):
                _do(
                    partial(remove_document, estate.engine, project, document, estate.viewer.name),
                    "Retiré.",
                )
    if not writes:
        return
    sent = st.file_uploader("Joindre un document", key=f"document-{estate.snapshot.revision}")
    if sent is not None and st.button("Joindre", key="document-joindre"):
        _do(
            lambda: attach_document(estate.engine, project, sent.name, sent.getvalue(), estate.viewer.name),
            "Le document est joint.",
        )


def _line(words: str, key: str, writes: bool) -> bool:
    """A piece of the project; whether whoever may take it back has just asked for it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(words, 600), width="content")
        return writes and st.button("Renoncer", key=f"renoncer-{key}", type="tertiary")


def _named(estate: Estate, application: Application) -> str:
    return f"{application.name} – {estate.name_of(application.commune_id)}"


def _party(estate: Estate, identifier: int) -> str:
    return estate.name_of(identifier) or f"objet n° {identifier}"


def _parties(snapshot: Snapshot) -> Mapping[int, str]:
    """Whatever a flow may start from or reach, by name."""
    holders = {commune.id: commune.name for commune in snapshot.communes}
    held: tuple[Application | Referential, ...] = (*snapshot.applications, *snapshot.referentials)
    found = {party.id: f"{party.name} – {holders.get(party.commune_id)}" for party in held}
    return found | {system.id: f"{system.name} – national" for system in snapshot.external_systems}


def _objects(estate: Estate) -> dict[int, str]:
    return {item.id: item.name for item in sorted(estate.snapshot.data_objects, key=lambda item: item.name)}


def _do(act: Callable[[], object], words: str) -> None:
    with refusals_said():
        act()
        st.toast(words)
        st.rerun()
