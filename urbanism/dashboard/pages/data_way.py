"""The way of a data object: who creates it, who keeps and carries it, who reads it; for one commune or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from urbanism.analyses.data_way import DataWay, Place, Stage, data_way
from urbanism.analyses.departures import told_departure
from urbanism.analyses.way_groups import GroupedWay, grouped
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.picker import chosen_code
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.way_map import TITLES, not_drawn, way_scenes
from urbanism.french import number

OBJECT, COMMUNE, GROUP, VIEW = "objet", "de", "groupe", "voir"
FLOWS, SILENT = "flux", "non-decrits"
EVERYWHERE = ""


def show(estate: Estate) -> None:
    heading("Chemin d’une donnée", "Qui la crée, qui la garde et la transmet, qui la lit.", estate)
    if not estate.snapshot.data_objects:
        empty(
            "Aucune donnée décrite", "Importez un tableur : les données qu’il nomme viendront ici.", "conversion_path"
        )
        return
    identifier, holder = _choices(estate)
    way = answer(data_way, estate, identifier, holder)
    if not way.places:
        empty(
            "Nul n’a dit qui emploie cette donnée",
            "Demandez aux correspondants métiers quelles applications la créent ou la lisent, ou retirez la commune.",
            "conversion_path",
        )
        return
    _tiles(way)
    view, asked = st.query_params.get(VIEW, ""), st.query_params.get(GROUP, "")
    boxes = grouped(graph_of(estate), way)
    box = next((one for one in (*boxes.boxes, *boxes.hidden) if asked and one.name == asked), None)
    if box:
        _back()
        st.header(plain(f"{TITLES[box.stage]} : {box.label}"), anchor=False)
        behind_table(estate, box.parties, "chemin-groupe")
    elif view in (FLOWS, SILENT):
        _back()
        st.header("Flux qui la portent" if view == FLOWS else "Flux dont nul n’a dit ce qu’ils portent", anchor=False)
        flows_table(estate, way.flows if view == FLOWS else way.undescribed, f"chemin-{view}", one="flux")
    elif view in Stage.__members__:
        _back()
        st.header(TITLES[Stage[view]], anchor=False)
        _places(estate, [place for place in way.places if place.stage is Stage[view]], view)
    else:
        _drawing(estate, way, boxes)


def _choices(estate: Estate) -> tuple[int, int | None]:
    """The data object and the commune that the address asks for, or that are chosen here."""
    objects = {one.code: one for one in sorted(estate.snapshot.data_objects, key=lambda one: one.name.casefold())}
    communes = {one.code: one for one in sorted(estate.snapshot.communes, key=lambda one: one.name)}
    names = {code: one.name for code, one in objects.items()}
    holders = {EVERYWHERE: "Toutes", **{code: one.name for code, one in communes.items()}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = chosen_code("Donnée", names, OBJECT, _most_used(estate, names), (VIEW, GROUP))
        holder = chosen_code("Commune", holders, COMMUNE, EVERYWHERE, (VIEW, GROUP))
    return objects[code].id, communes[holder].id if holder else None


def _most_used(estate: Estate, codes: Iterable[str]) -> str:
    """The data object that most flows carry: a first drawing worth seeing."""
    graph = graph_of(estate)
    carried = {graph.data_objects[one].code: len(flows) for one, flows in graph.flows_of_object.items()}
    return max(codes, key=lambda code: carried.get(code, 0))


def _here(**more: str) -> dict[str, list[str]]:
    kept = {name: st.query_params[name] for name in (OBJECT, COMMUNE) if name in st.query_params}
    return {name: [value] for name, value in {**kept, **more}.items()}


def _back() -> None:
    link("donnee", "Revenir au dessin", _here(), "arrow_back")


def _tiles(way: DataWay) -> None:
    figures = [
        (TITLES[stage], sum(place.stage is stage for place in way.places), "les voir", stage.name) for stage in Stage
    ]
    figures.append(("Flux qui la portent", len(way.flows), "les voir", FLOWS))
    figures.append(("Flux non décrits", len(way.undescribed), "ce qu’ils portent n’est pas dit", SILENT))
    with st.grid(5, min_column_width=140, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "donnee", _here(voir=key), key)


def _drawing(estate: Estate, way: DataWay, boxes: GroupedWay) -> None:
    graph = graph_of(estate)
    address = [(name, values[0]) for name, values in _here().items()]
    told = not_drawn(boxes)
    words = caption(estate, f"Chemin d’une donnée : {graph.label(way.data_object)}", _within(estate))

    def draw(paper: Paper) -> tuple[Scene, ...]:
        return way_scenes(graph, boxes, told, paper, words, address)

    for scene in draw(SCREEN):
        show_map(scene, "carte-chemin")
    if boxes.hidden:
        st.caption(f"{' '.join(told)} Choisissez une commune, ou ouvrez les listes ci-dessus.")
    elif told:
        st.caption(" ".join(told))
    name = f"chemin {graph.label(way.data_object)}"
    paper_button(estate, name, draw, "chemin", workbook_of(estate, way.places, _columns(estate), name))


def _within(estate: Estate) -> str:
    names = {commune.code: commune.name for commune in estate.snapshot.communes}
    return names.get(st.query_params.get(COMMUNE, ""), "Toutes les communes")


def _columns(estate: Estate) -> list[Column[Place]]:
    graph = graph_of(estate)
    return [
        Column("Qui", lambda place: graph.label(place.party)),
        Column("Sorte", lambda place: graph.subject(place.party).kind),
        Column("Commune", lambda place: graph.subject(place.party).commune or "–"),
        Column("Place", lambda place: place.stage.value),
        Column("Parce que", lambda place: place.reason),
        Column("Retrait", lambda place: told_departure(graph, place.party)),
    ]


def _places(estate: Estate, places: Sequence[Place], view: str) -> None:
    graph = graph_of(estate)

    def opens(place: Place) -> Target | None:
        return subject_target(estate, graph.subject(place.party))

    found_table(places, _columns(estate), f"chemin-{view}", "participant", opens=opens)


show(open_estate())
