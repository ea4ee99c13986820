"""Projet: its file, who must be at the table, the diagnosis, the opinion and its reserves, before and after."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.before_after import show_before_after
from urbanism.dashboard.components.diagnosis import show_diagnosis
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link
from urbanism.dashboard.components.opinion import show_opinion
from urbanism.dashboard.components.project_file import edit_button, edit_file, is_being_edited, served_blocks
from urbanism.dashboard.components.project_pieces import show_pieces
from urbanism.dashboard.components.story import show_story
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.diagnosing import diagnosis_of
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import day, euros
from urbanism.governance.opinions import signed_diagnosis
from urbanism.governance.projects import ties_of
from urbanism.snapshot import Department, Project
from urbanism.vocabulary import ProjectStatus

FILE, DIAGNOSIS, OPINION, MAPS = "Fiche et contenu", "Diagnostic", "Avis et réserves", "Avant et après"
VIEWS = (DIAGNOSIS, MAPS, FILE, OPINION)


def show(estate: Estate) -> None:
    project = estate.snapshot.by_id.get(asked_object() or 0)
    if not isinstance(project, Project):
        heading("Projet")
        empty("Ce projet n’existe pas", "Retrouvez-le dans la liste des projets.", "search_off")
        link("projets", "Ouvrir les projets", icon="assignment")
        return
    heading(project.name, project.need or "", estate)
    say_done(estate)
    _facts(estate, project)
    view = st.segmented_control(
        "Vue", VIEWS, default=DIAGNOSIS, key="vue", bind="query-params", label_visibility="collapsed"
    )
    if view == FILE:
        if is_being_edited(project):
            edit_file(estate, project)
            return
        edit_button(estate, project)
        show_pieces(estate, project)
        show_story(estate, project.id, _parts(estate, project))
    elif view == OPINION:
        show_opinion(estate, project, diagnosis_of(estate, project.id))
    elif project.status is ProjectStatus.DELIVERED:
        _delivered(estate, project, view)
    elif view == MAPS:
        show_before_after(estate, project)
    else:
        show_diagnosis(estate, diagnosis_of(estate, project.id))
    link("projets", "Tous les projets", icon="arrow_back")


def _delivered(estate: Estate, project: Project, view: str | None) -> None:
    """Of a project in service: its diagnosis as it was signed; its maps are those of today."""
    signed = signed_diagnosis(estate.snapshot, project.id)
    if view == MAPS:
        empty(
            "Ce projet est en service",
            "Les cartes montrent déjà ce qu’il a changé. La page Évolution compare l’avant et l’après, date par date.",
            "task_alt",
        )
        link("evolution", "Comparer deux dates", icon="difference")
    elif signed is None:
        empty("Ce projet est en service", "Aucun diagnostic n’a été signé avant sa mise en service.", "task_alt")
    else:
        st.caption(
            "Ce projet est en service : voici son diagnostic tel qu’il a été signé, à l’état n°"
            f" {signed.revision} de la cartographie."
        )
        show_diagnosis(estate, signed)


def _parts(estate: Estate, project: Project) -> list[int]:
    """What belongs to a project and has a story of its own: its opinions, their reserves, its documents."""
    snapshot = estate.snapshot
    opinions = [one.id for one in snapshot.diagnostics if one.project_id == project.id]
    reserves = [one.id for one in snapshot.reserves if one.diagnostic_id in opinions]
    return [*opinions, *reserves, *(one.id for one in snapshot.project_documents if one.project_id == project.id)]


def _facts(estate: Estate, project: Project) -> None:
    said = [f"{word} {day(one)}" for word, one in (("du", project.starts_on), ("au", project.ends_on)) if one]
    blocks = served_blocks(project, ties_of(estate.snapshot, project.id))
    served = " ; ".join(estate.name_of(one) or "" for one in blocks)
    facts = (
        ("Code", project.code), ("État", project.status.value), ("Collectivité", estate.name_of(project.commune_id)),
        ("Blocs" if len(blocks) > 1 else "Bloc", served), ("Solution envisagée", project.solution),
        ("Hébergement", project.hosting.value), ("Données personnelles", project.personal_data.value),
        ("Coût", euros(project.cost) if project.cost is not None else None), ("Dates", " ".join(said)),
    )  # fmt: skip
    st.markdown("  \n".join(f":gray[{label} :] {known(value, 600)}" for label, value in facts))
    table = at_the_table(estate, project)
    who = " ; ".join(f"{plain(d.name)} ({known(d.deputy)})" for d in table)
    st.markdown(f":material/groups: :gray[À la table (direction, délégation) :] {who or known(None)}")


def at_the_table(estate: Estate, project: Project) -> list[Department]:
    """The direction that asks, then the others concerned."""
    rows = estate.snapshot.project_departments
    others = {row.department_id for row in rows if row.project_id == project.id}
    found = [d for d in estate.snapshot.departments if d.id == project.department_id or d.id in others]
    return sorted(found, key=lambda one: one.id != project.department_id)


show(open_estate())
