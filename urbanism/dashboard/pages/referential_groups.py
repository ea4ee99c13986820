"""Doublons de référentiels: the groups that carry one object, worst first; what waits for a person; what is unsaid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from urbanism.analyses.crud import Silence
from urbanism.analyses.referentials import Doubt
from urbanism.analyses.referentials.national import NationalCase
from urbanism.analyses.referentials.report import Case, Report, report
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.referential_doubts import show_doubt
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, number
from urbanism.graph import EstateGraph

GROUPS, REVIEW, HOMONYMS, NATIONAL, SILENT = "Groupes", "À vérifier", "Homonymes", "Maîtres nationaux", "À renseigner"
LISTS = (GROUPS, REVIEW, HOMONYMS, NATIONAL, SILENT)
SHOWN = 12


def show(estate: Estate) -> None:
    heading("Doublons de référentiels", "Qui porte la même donnée, et lequel devrait faire référence.", estate)
    if not estate.snapshot.referentials:
        empty(
            "Aucun référentiel",
            "Importez un tableur qui décrit vos référentiels (nom, objet, application, colonnes, mise à jour).",
            "database",
        )
        return
    found = answer(report, estate)
    lists: Mapping[str, tuple[int, Callable[[Estate, Report], None]]] = {
        GROUPS: (len(found.cases), _groups),
        REVIEW: (len(found.groups.doubts), _review),
        HOMONYMS: (len(found.groups.homonyms), _homonyms),
        NATIONAL: (len(found.national), _national),
        SILENT: (len(found.groups.silences), _silences),
    }
    notes = ("pires d’abord", "même objet ?", "un mot, deux objets", "l’État ou la commune", "qui peut le dire")
    with st.grid(5, min_column_width=150, gap="small"):
        for (name, (size, _)), note in zip(lists.items(), notes, strict=True):
            tile(name, number(size), note, "doublons", {"liste": [name]}, name)
    chosen = st.segmented_control("Voir", LISTS, default=GROUPS, key="liste", bind="query-params") or GROUPS
    lists[chosen][1](estate, found)


def _groups(estate: Estate, found: Report) -> None:
    if not found.cases:
        empty("Aucun doublon", "Aucun objet n’est porté deux fois sur un même territoire.", "check_circle")
        return
    graph = graph_of(estate)
    columns: list[Column[Case]] = [
        Column("Donnée", lambda c: c.group.name),
        Column("Où", lambda c: _where(graph, c)),
        Column("Bases", lambda c: len(c.group.members), "number"),
        Column("Copies", lambda c: sum(not member.own for member in c.group.members), "number"),
        Column("Référence proposée", lambda c: graph.label(c.proposal.master)),
        Column("À trancher", lambda c: "oui" if c.proposal.open else ""),
        Column("Moulinettes", lambda c: len(c.target.scripts), "number"),
        Column("Liens", lambda c: c.target.links_before, "number"),
        Column("Ensuite", lambda c: c.target.links_after, "number"),
        Column("Vraisemblance", lambda c: round(100 * c.group.score), "share"),
        Column("Décidé", lambda c: "oui" if c.group.decided else ""),
    ]
    found_table(
        found.cases,
        columns,
        "groupes",
        "groupe",
        opens=lambda c: ("doublon", object_address(c.proposal.master)),
    )


def _where(graph: EstateGraph, case: Case) -> str:
    holders = list(dict.fromkeys(graph.label(graph.holder[member]) for member in case.group.referentials))
    return holders[0] if len(holders) == 1 else f"{count(len(holders), 'détenteur')}"


def _review(estate: Estate, found: Report) -> None:
    _held(estate, found)
    if not found.groups.doubts:
        empty("Rien à vérifier", "Aucune paire n’attend de décision.", "task_alt")
        return
    for doubt in found.groups.doubts[:SHOWN]:
        show_doubt(estate, doubt)
    if len(found.groups.doubts) > SHOWN:
        st.caption(f"Les {SHOWN} plus vraisemblables sont montrées, sur {number(len(found.groups.doubts))}.")


def _held(estate: Estate, found: Report) -> None:
    """The links held back by a decision."""
    graph = graph_of(estate)
    for held in found.groups.held:
        verb = "a été confirmé" if held.confirmed else "est retenu"
        st.warning(
            f"Le rapprochement de {plain(graph.labels((held.left, held.right)))} {verb} : il réunirait"
            f" {plain(graph.labels(held.apart))}, déclarés différents.",
            icon=":material/call_split:",
        )


def _homonyms(estate: Estate, found: Report) -> None:
    if not found.groups.homonyms:
        empty("Aucun homonyme", "Aucun mot ne désigne deux objets.", "check_circle")
        return
    name = estate.name_of
    columns: list[Column[Doubt]] = [
        Column("Référentiel", lambda d: name(d.left.referential)),
        Column("et", lambda d: name(d.right.referential)),
        Column("Pourquoi ils diffèrent", lambda d: _against(d)),
    ]
    found_table(found.groups.homonyms, columns, "homonymes", "paire")


def _against(doubt: Doubt) -> str:
    return " ".join(argument.sentence for argument in doubt.likeness.evidence if argument.weight < 0)


def _national(estate: Estate, found: Report) -> None:
    if not found.national:
        empty("Rien à redire", "Aucun maître local ne prend la place de la nation, ni l’inverse.", "check_circle")
        return
    graph = graph_of(estate)
    columns: list[Column[NationalCase]] = [
        Column("Objet", lambda c: graph.label(c.data_object)),
        Column("Qui", lambda c: graph.label(c.subject)),
        Column("Maître", lambda c: c.level.value),
        Column("Constat", lambda c: c.sentence),
        Column("Que faire", lambda c: c.recommendation),
    ]
    found_table(found.national, columns, "nationaux", "constat")


def _silences(estate: Estate, found: Report) -> None:
    if not found.groups.silences:
        empty("Tout est dit", "Chaque référentiel dit son objet ou ses colonnes.", "check_circle")
        return
    columns: list[Column[Silence]] = [
        Column("Référentiel", lambda s: estate.name_of(s.subject)),
        Column("Pourquoi on ne peut pas juger", lambda s: s.reason),
        Column("Ce qu’il faut demander", lambda s: s.question),
    ]
    found_table(found.groups.silences, columns, "silences", "référentiel")


show(open_estate())
