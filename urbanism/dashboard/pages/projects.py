"""Projets: those that ask for an architecture diagnosis, where they stand, the reserves that wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.gestures import OPEN_PROJECT, places, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count
from urbanism.governance.opinions import last_opinion, open_reserves, overdue_reserves
from urbanism.snapshot import Project, Reserve, Snapshot
from urbanism.vocabulary import Opinion

OPEN, OVERDUE = "reserves", "retard"
"""What the address asks to see beside the projects: the reserves to lift, or those that are late."""


class Awaited(NamedTuple):
    """A reserve to lift, and the project that waits for it."""

    project: Project
    reserve: Reserve
    late: bool


def show(estate: Estate) -> None:
    heading("Projets", "Tout projet passe par le diagnostic d’architecture, et laisse sa trace sur la carte.", estate)
    opens = bool(places(estate, OPEN_PROJECT))
    if opens:
        link("nouveau-projet", "Ouvrir un projet", icon="add")
    else:
        tell_who(estate, OPEN_PROJECT)
    snapshot = estate.snapshot
    if not snapshot.projects:
        start = "Ouvrez-en un : dix minutes suffisent, le reste se complète plus tard."
        empty("Aucun projet", start if opens else "Chaque commune garde les siens.", "assignment")
        return
    awaited = _awaited(snapshot)
    filters = filter_bar(estate, "Rechercher un projet, un besoin…", ("communes", "blocks"))
    asked = _counts(awaited)
    communes, blocks = _chosen(estate, filters.communes), _chosen(estate, filters.blocks)
    served = _served(snapshot)
    found = [
        project
        for project in snapshot.projects
        if (not filters.communes or project.commune_id in communes)
        and (not filters.blocks or not blocks.isdisjoint(served[project.id]))
    ]
    if asked:
        chosen = {project.id for project in found}
        shown = [one for one in awaited if one.project.id in chosen and (one.late or asked == OPEN)]
        _reserves(estate, [one for one in shown if says(filters.text, _words(one))])
        return
    found = [p for p in found if says(filters.text, (p.name, p.code, p.need or "", p.solution or ""))]
    late = {project.id: len(overdue_reserves(snapshot, project.id)) for project in found}
    columns: list[Column[Project]] = [
        Column("Projet", lambda p: p.name),
        Column("État", lambda p: p.status.value),
        Column("Avis", lambda p: _opinion(estate, p)),
        Column("Réserves", lambda p: len(open_reserves(snapshot, p.id)), "number"),
        Column("En retard", lambda p: late[p.id], "number"),
        Column("Collectivité", lambda p: estate.name_of(p.commune_id)),
        Column("Blocs", lambda p: " ; ".join(estate.name_of(b) or "" for b in served[p.id]) or None),
        Column("Début", lambda p: p.starts_on, "date"),
        Column("Coût", lambda p: p.cost, "euros"),
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


def _awaited(snapshot: Snapshot) -> list[Awaited]:
    """The reserves to lift of every project, the first due first; those without a date last."""
    found = [
        Awaited(project, reserve, reserve.due_on is not None and reserve.due_on < snapshot.today)
        for project in snapshot.projects
        for reserve in open_reserves(snapshot, project.id)
    ]
    return sorted(found, key=lambda one: (one.reserve.due_on is None, one.reserve.due_on or snapshot.today))


def _counts(awaited: Sequence[Awaited]) -> str:
    """What the address asks for: reserves, or "" for the projects; each count is a link to what it counts."""
    asked = st.query_params.get("voir", "")
    asked = asked if asked in (OPEN, OVERDUE) else ""
    late = sum(one.late for one in awaited)
    with st.container(horizontal=True):
        if awaited:
            link("projets", f"{count(len(awaited), 'réserve')} à lever", {"voir": [OPEN]}, "checklist")
        if late:
            link("projets", f"{count(late, 'réserve')} en retard", {"voir": [OVERDUE]}, "alarm")
        if asked:
            link("projets", "Montrer tous les projets", {"filtres": ["aucun"]}, "close")
    return asked


def _words(one: Awaited) -> tuple[str, ...]:
    return one.project.name, one.project.code, one.reserve.text, one.reserve.owner or ""


def _reserves(estate: Estate, shown: Sequence[Awaited]) -> None:
    columns: list[Column[Awaited]] = [
        Column("Projet", lambda one: one.project.name),
        Column("Réserve", lambda one: one.reserve.text),
        Column("Qui la lève", lambda one: one.reserve.owner),
        Column("Pour le", lambda one: one.reserve.due_on, "date"),
        Column("Retard", lambda one: "en retard" if one.late else "–"),
    ]
    found_table(shown, columns, "reserves", "réserve", opens=_opinion_page)


def _opinion_page(one: Awaited) -> Target:
    return "projet", {**object_address(one.project.id), "vue": ["Avis et réserves"]}


def _opinion(estate: Estate, project: Project) -> str:
    last = last_opinion(estate.snapshot, project.id)
    return (last.opinion if last else Opinion.PENDING).value


show(open_estate())
