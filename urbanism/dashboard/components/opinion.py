"""The opinion on a project's page: signing it, following its reserves, starting the project, going live."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from urbanism.dashboard.components.download import DOCX, PDF, download_button
from urbanism.dashboard.components.gestures import BRING, GIVE_OPINION, GO_LIVE, OPEN_PROJECT, may, offered, tell_who
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.signing import sign_form
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.state import Estate
from urbanism.diagnosis import Diagnosis
from urbanism.diagnosis.intentions import brought_applications, brought_flows, conflicts
from urbanism.french import count, day
from urbanism.governance.going_live import OVER, go_live
from urbanism.governance.opinions import (
    LIFTED,
    last_opinion,
    lift_reserve,
    open_reserves,
    set_status,
)
from urbanism.governance.project_applications import drop_project
from urbanism.snapshot import Project, Reserve
from urbanism.store.history import story
from urbanism.vocabulary import ProjectStatus


def show_opinion(estate: Estate, project: Project, diagnosis: Diagnosis) -> None:
    """The opinion in force, its reserves; signing another; the steps of the project's life."""
    last = last_opinion(estate.snapshot, project.id)
    if last is None:
        st.markdown("Aucun avis n’est signé. L’avis proposé par le diagnostic est repris ci-dessous.")
    else:
        signed = day(last.signed_on) if last.signed_on else "date inconnue"
        st.markdown(f"Avis **{plain(last.opinion.value)}**, signé par {known(last.signed_by)} le {signed}.")
        if last.text:
            st.markdown(plain(last.text, 3000))
        for reserve in [one for one in estate.snapshot.reserves if one.diagnostic_id == last.id]:
            _reserve(estate, reserve)
    if offered(estate, GIVE_OPINION, project.commune_id):
        with st.expander("Signer un avis", icon=":material/draw:", expanded=last is None):
            sign_form(estate, project, diagnosis)
    _papers(estate, project, diagnosis)
    _life(estate, project)


def _papers(estate: Estate, project: Project, diagnosis: Diagnosis) -> None:
    """The document for the committee: as it was signed, or as the diagnosis stands."""
    from urbanism.exports.opinion import OpinionPaper, opinion_docx, opinion_paper, opinion_pdf

    snapshot, last = estate.snapshot, last_opinion(estate.snapshot, project.id)
    frozen = [one.content for one in snapshot.signed_diagnoses if last and one.diagnostic_id == last.id]

    def paper() -> OpinionPaper:
        reserves = [one for one in snapshot.reserves if last and one.diagnostic_id == last.id]
        return opinion_paper(snapshot, project, frozen[0] if frozen else diagnosis.as_json(), last, reserves)

    with st.container(horizontal=True):
        download_button(
            estate, "Avis en PDF", lambda: opinion_pdf(paper()), f"avis {project.code}.pdf", PDF,
            icon=":material/picture_as_pdf:", key="avis-pdf",
        )  # fmt: skip
        download_button(
            estate, "Avis en docx", lambda: opinion_docx(paper()), f"avis {project.code}.docx", DOCX,
            icon=":material/description:", key="avis-docx",
        )  # fmt: skip


def _reserve(estate: Estate, reserve: Reserve) -> None:
    late = reserve.lifted_on is None and reserve.due_on is not None and reserve.due_on < estate.snapshot.today
    state = _lifting(estate, reserve) if reserve.lifted_on else "en retard" if late else "à lever"
    due = f", pour le {day(reserve.due_on)}" if reserve.due_on else ""
    with st.container(border=True, key=f"reserve-{reserve.id}"):
        st.markdown(f"**{plain(reserve.text, 1000)}**  \n:gray[{known(reserve.owner)}{due}] – {state}")
        if reserve.lifted_on is None and may(estate, GIVE_OPINION):
            with st.form(f"lever-{reserve.id}", border=False):
                proof = st.text_input("Ce qui la lève", placeholder="La pièce, la décision")
                if st.form_submit_button("Lever la réserve"):
                    _do(
                        lambda: lift_reserve(estate.engine, reserve, estate.snapshot.today, proof, estate.viewer.name),
                        "La réserve est levée.",
                    )


def _lifting(estate: Estate, reserve: Reserve) -> str:
    """When a reserve was lifted, and by what, as the memory keeps it."""
    reasons = [event.reason for event in story(estate.engine, reserve.id) if event.after.get("lifted_on")]
    proof = f" : {plain(reasons[-1].removeprefix(LIFTED), 300)}" if reasons else ""
    return f"levée le {day(reserve.lifted_on)}{proof}" if reserve.lifted_on else ""


def _life(estate: Estate, project: Project) -> None:
    """Starting, giving up, going live."""
    st.header("La suite", anchor=False)
    if project.status in OVER:
        st.markdown(f":gray[Le projet est {plain(project.status.value)}.]")
        return
    for one in conflicts(estate.snapshot, project.id):
        name = estate.name_of(one.movement.object_id) or "Une fiche supprimée"
        st.warning(
            f"{plain(name)} a changé depuis que le projet l’a prévue : {known(one.expected)} alors,"
            f" {known(one.found)} maintenant.",
            icon=":material/sync_problem:",
        )
    author = estate.viewer.name
    waiting = open_reserves(estate.snapshot, project.id)
    if last_opinion(estate.snapshot, project.id) is None or waiting:
        why = f"{count(len(waiting), 'réserve')} à lever" if waiting else "aucun avis signé"
        st.caption(f"À ce jour, {why} : engagé ainsi, le projet devient un constat (règle R30).")
    if not offered(estate, OPEN_PROJECT, project.commune_id):
        return
    with st.container(horizontal=True):
        if project.status is not ProjectStatus.STARTED and st.button("Engager le projet", key="projet-engager"):
            _do(lambda: set_status(estate.engine, project, ProjectStatus.STARTED, author), "Le projet est engagé.")
        if not all(may(estate, GO_LIVE, commune) for commune in _communes_touched(estate, project)):
            tell_who(estate, GO_LIVE)
        elif st.button("Mettre en service", key="projet-service", help="Applique ce qu’il prévoit."):
            _do(lambda: go_live(estate.engine, project, author), "Le projet est en service : la carte a changé.")
    _dropping(estate, project)


def _communes_touched(estate: Estate, project: Project) -> set[int | None]:
    """The communes whose map the project changes."""
    known = estate.snapshot.by_id
    intended = [one for one in estate.snapshot.intended_changes if one.project_id == project.id]
    return {project.commune_id, *(getattr(known.get(one.object_id), "commune_id", None) for one in intended)}


def _dropping(estate: Estate, project: Project) -> None:
    """Giving the project up says what becomes of what it planned."""
    applications = len(brought_applications(estate.snapshot, project.id))
    flows = len(brought_flows(estate.snapshot, project.id))
    with st.expander("Abandonner le projet", icon=":material/cancel:"):
        withdraw = False
        if (applications or flows) and may(estate, BRING, project.commune_id):
            planned = (
                f"{count(applications, 'application prévue', 'applications prévues')} et {count(flows, 'flux', 'flux')}"
            )
            withdraw = st.checkbox(
                f"Retirer aussi de la carte ce qu’il prévoyait : {planned}", value=True, key="projet-retirer-prevu",
                help="Sans cela, la carte les montre encore comme prévus. L’histoire garde ce qui est retiré.",
            )  # fmt: skip
        if st.button("Abandonner", key="projet-abandon"):
            _do(lambda: drop_project(estate.engine, project, withdraw, estate.viewer.name), "Le projet est abandonné.")


def _do(act: Callable[[], int], words: str) -> None:
    with refusals_said():
        run = act()
        undoable(run, words)
        st.rerun()
