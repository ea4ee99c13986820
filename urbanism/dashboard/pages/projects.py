"""Projets: those that ask for an architecture diagnosis, where they stand, the reserves that wait."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count
from urbanism.governance.opinions import last_opinion, open_reserves, overdue_reserves
from urbanism.snapshot import Project, Snapshot
from urbanism.vocabulary import Opinion

OVERDUE = "retard"


def show(estate: Estate) -> None:
    heading("Projets", "Tout projet passe par le diagnostic d’architecture, et laisse sa trace sur la carte.", estate)
    link("nouveau-projet", "Ouvrir un projet", icon="add")
    snapshot = estate.snapshot
    if not snapshot.projects:
        empty("Aucun projet", "Ouvrez-en un : dix minutes suffisent, le reste se complète plus tard.", "assignment")
        return
    late = {project.id: len(overdue_reserves(snapshot, project.id)) for project in snapshot.projects}
    filters = filter_bar(estate, "Rechercher un projet, un besoin…", ("communes", "blocks"))
    only_late = _late_only(sum(late.values()))
    communes, blocks = _chosen(estate, filters.communes), _chosen(estate, filters.blocks)
    served = _served(snapshot)
    found = [
        project
        for project in snapshot.projects
        if (not filters.communes or project.commune_id in communes)
        and (not filters.blocks or not blocks.isdisjoint(served[project.id]))
        and says(filters.text, (project.name, project.code, project.need or "", project.solution or ""))
        and (late[project.id] or not only_late)
    ]
    columns: list[Column[Project]] = [
        Column("Projet", lambda p: p.name, width=330),
        Column("État", lambda p: p.status.value, width=90),
        Column("Avis", lambda p: _opinion(estate, p), width=180),
        Column("Réserves à lever", lambda p: len(open_reserves(snapshot, p.id)), "number", 120),
        Column("En retard", lambda p: late[p.id], "number", 90),
        Column("Collectivité", lambda p: estate.name_of(p.commune_id), width=190),
        Column("Direction", lambda p: estate.name_of(p.department_id), width=220),
        Column("Blocs", lambda p: " ; ".join(estate.name_of(b) or "" for b in served[p.id]) or None, width=220),
        Column("Début", lambda p: p.starts_on, "date", 95),
        Column("Coût", lambda p: p.cost, "euros", 110),
    ]
    found_table(found, columns, "projets", "projet", opens=lambda p: ("projet", object_address(p.id)))


def _served(snapshot: Snapshot) -> dict[int, list[int]]:
    """The blocs that each project serves, the main one first."""
    served = {p.id: [p.block_id] if p.block_id is not None else [] for p in snapshot.projects}
    for row in snapshot.project_blocks:
        served[row.project_id].append(row.block_id)
    return served


def _chosen(estate: Estate, codes: tuple[str, ...]) -> set[int]:
    """The communes (by name) and blocs (by code) that a filter names."""
    named = {commune.name: commune.id for commune in estate.snapshot.communes}
    named |= {block.code: block.id for block in estate.snapshot.blocks}
    return {named[code] for code in codes if code in named}


def _late_only(late: int) -> bool:
    """Whether the address asks for the projects with overdue reserves; a link to them where there are some."""
    asked = OVERDUE in st.query_params
    if asked:
        link("projets", "Montrer tous les projets", {"filtres": ["aucun"]}, "close")
    elif late:
        link("projets", f"{count(late, 'réserve')} en retard", {OVERDUE: ["oui"]}, "alarm")
    return asked


def _opinion(estate: Estate, project: Project) -> str:
    last = last_opinion(estate.snapshot, project.id)
    return (last.opinion if last else Opinion.PENDING).value


show(open_estate())
