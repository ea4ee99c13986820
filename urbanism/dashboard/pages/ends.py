"""Échéances: contracts, notices, ends of support and of experiments, on a line of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from urbanism.analyses.ends import SOON, End, EndKind, Ends, ends
from urbanism.analyses.indexes import contract_index
from urbanism.analyses.search import Filters, search
from urbanism.dashboard.address import to_address
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.exploring import kept_parties
from urbanism.dashboard.scope import blocks_within, says
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.drawing import Link, Paper, Scene
from urbanism.drawing.ends_map import editor_of, ends_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.time_line import Quarter, column_of, quarters
from urbanism.french import count, number
from urbanism.snapshot import Project

COMMUNE, EDITOR = "collectivité", "éditeur"


def show(estate: Estate) -> None:
    heading("Échéances", "Ce qui se termine, et quand : contrats, préavis, supports, expérimentations.", estate)
    found = answer(ends, estate)
    if not (found.ends or found.planned or found.contracts_without):
        empty("Aucune échéance connue", "Importez un tableur qui donne des termes de contrats ou de support.", "event")
        return
    filters = filter_bar(estate, "Ne garder que ce qui se nomme…")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = (
            st.segmented_control("Par", (COMMUNE, EDITOR), default=COMMUNE, key="lignes", bind="query-params")
            or COMMUNE
        )
        kinds = st.pills(
            "Quoi", list(EndKind), selection_mode="multi", key="terme", format_func=str.capitalize, bind="query-params"
        )
    shown = [end for end in _kept(estate, found, filters) if not kinds or end.kind in kinds]
    _tiles(estate, found, shown)
    asked = st.query_params.get("voir", "")
    if asked in ("sans-terme", "support-inconnu"):
        link("echeances", "Revenir à la ligne de temps", None, "arrow_back")
        contracts = asked == "sans-terme"
        st.header("Contrats sans terme connu" if contracts else "Fin de support inconnue", anchor=False)
        behind_table(estate, found.contracts_without if contracts else found.support_unknown, "echeances-inconnues")
        return
    if asked:
        _one_list(estate, shown, asked, view)
        return
    _line(estate, shown, view, filters)
    _table(estate, shown)


def _kept(estate: Estate, found: Ends, filters: Filters) -> Sequence[End]:
    kept = kept_parties(estate, filters)
    everything = sorted((*found.ends, *found.planned))
    if kept is None:
        return everything
    contracts = {entry.record.id for entry in search(derived(contract_index, estate), filters)}
    kept |= contracts | {project.id for project in _projects_within(estate, filters)}
    return [end for end in everything if end.subject in kept]


def _projects_within(estate: Estate, filters: Filters) -> Iterable[Project]:
    """The projects that the filters keep, by their commune and their bloc; a filter that none can answer keeps none."""
    if filters.editors or filters.statuses:
        return ()
    communes = {commune.id for commune in estate.snapshot.communes if commune.code in filters.communes}
    places = replace(filters, text="", communes=())
    blocks = None if places == Filters() else blocks_within(estate, places)
    return (
        project
        for project in estate.snapshot.projects
        if says(filters.text, [project.code, project.name])
        and (not filters.communes or project.commune_id in communes)
        and (blocks is None or project.block_id in blocks)
    )


def _tiles(estate: Estate, found: Ends, shown: Sequence[End]) -> None:
    today = estate.snapshot.today
    figures = (
        ("Déjà passées", sum(end.on < today for end in shown), "les voir", "passees"),
        ("Dans les six mois", sum(today <= end.on <= today + SOON for end in shown), "à préparer", "proches"),
        ("Plus tard", sum(end.on > today + SOON for end in shown), "les voir", "lointaines"),
        ("Contrats sans terme", len(found.contracts_without), "nul ne l’a dit", "sans-terme"),
        ("Support inconnu", len(found.support_unknown), "applications", "support-inconnu"),
    )
    with st.grid(5, min_column_width=140, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "echeances", {"voir": [key]}, key)
    if found.hidden_communes:
        st.caption(f"Les contrats de {count(len(found.hidden_communes), 'collectivité')} vous sont masqués.")


def _line(estate: Estate, shown: Sequence[End], view: str, filters: Filters) -> None:
    address = tuple((name, value) for name, values in to_address(filters).items() for value in values)

    def opens(key: int, quarter: Quarter) -> Link:
        return Link("echeances", (*address, ("lignes", view), ("voir", f"{key}.{quarter[0]}.{quarter[1]}")))

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, "Échéances", f"par {view}, trimestre par trimestre")
        return ends_scenes(graph_of(estate), shown, view == EDITOR, paper, words, opens)

    if shown:
        show_map(draw(SCREEN)[0], "echeances-dessin")
        table = workbook_of(estate, shown, _columns(estate), "échéances")
        paper_button(estate, "échéances", draw, "echeances", table)


def _one_list(estate: Estate, shown: Sequence[End], asked: str, view: str) -> None:
    today = estate.snapshot.today
    columns = quarters(today)
    periods = {
        "passees": lambda end: end.on < today,
        "proches": lambda end: today <= end.on <= today + SOON,
        "lointaines": lambda end: end.on > today + SOON,
    }

    def in_cell(end: End) -> bool:
        key = end.commune if view == COMMUNE else editor_of(end)
        return asked == "{}.{}.{}".format(key, *column_of(end, columns))

    link("echeances", "Revenir à la ligne de temps", None, "arrow_back")
    titles = {"passees": "Échéances passées", "proches": "Dans les six mois", "lointaines": "Plus tard"}
    st.header(titles.get(asked, "Échéances du trimestre"), anchor=False)
    _table(estate, [end for end in shown if periods.get(asked, in_cell)(end)])


def _columns(estate: Estate) -> list[Column[End]]:
    graph = graph_of(estate)
    return [
        Column("Quoi", lambda end: estate.name_of(end.subject)),
        Column("Échéance", lambda end: end.on, "date"),
        Column("Sorte", lambda end: end.kind.value),
        Column("Collectivité", lambda end: graph.label(end.commune)),
        Column("Éditeur", lambda end: end.editor and graph.label(end.editor)),
    ]


def _table(estate: Estate, shown: Sequence[End]) -> None:
    def opens(end: End) -> Target:
        if end.kind is EndKind.PROJECT:
            return "projet", object_address(end.subject)
        if end.subject in estate.snapshot.application_ids:
            return "application", object_address(end.subject)
        return "fiche", {"quoi": ["contracts"], **object_address(end.subject)}

    found_table(shown, _columns(estate), "echeances", "échéance", opens=opens)


show(open_estate())
