"""What will be stopped is on every map, by one sign, which the legend explains and words repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest
from estates import TODAY, Estate

from urbanism import snapshot as records
from urbanism.analyses.bands import commune_bands
from urbanism.analyses.crud import crud_matrix
from urbanism.analyses.crud_table import crud_table
from urbanism.analyses.data_way import data_way
from urbanism.analyses.explorer import Question, explore
from urbanism.analyses.matrix import matrix
from urbanism.analyses.process_map import process_map, steps_of
from urbanism.analyses.silos import silos
from urbanism.analyses.way_groups import grouped
from urbanism.drawing import PAPERS, Scene
from urbanism.drawing.bands import draw_bands
from urbanism.drawing.crud_map import crud_scenes
from urbanism.drawing.explored import explored_scenes
from urbanism.drawing.furniture import LEAVING_ENTRY, Caption
from urbanism.drawing.lanes import lane_scenes
from urbanism.drawing.scene import areas, texts
from urbanism.drawing.silo_map import silo_scenes
from urbanism.drawing.uses_map import uses_maps
from urbanism.drawing.way_map import way_scenes
from urbanism.exports.network_page import Heading, library, network_page
from urbanism.exports.network_words import drawn_in_words
from urbanism.graph import EstateGraph
from urbanism.vocabulary import LifecycleStatus, Ternary

CAPTION = Caption("Carte", "", "urbanism", TODAY)
PAPER = PAPERS["A3"]


@cache
def estate(status: LifecycleStatus) -> EstateGraph:
    """Two applications that exchange persons; the first has that status."""
    made = Estate()
    made.block("etat-civil", sector=5)
    made.data_object("personnes", sector=5)
    old = made.application("Ancienne", block="etat-civil", status=status)
    kept = made.application("Gardée", block="elections")
    made.use(old, "personnes", creates=Ternary.YES)
    made.use(kept, "personnes", reads=Ternary.YES)
    made.flow(old, kept, "personnes", personal_data=Ternary.YES)
    process = made.add("processes", records.Process, code="P", name="Inscrire")
    made.add("process_steps", records.ProcessStep, process_id=process, name="Saisir", application_id=old)
    return EstateGraph(made.snapshot())


def lanes(graph: EstateGraph) -> Sequence[Scene]:
    found = process_map(graph, steps_of(graph, graph.snapshot.processes[0].id))
    return lane_scenes(graph, found, PAPER, CAPTION)


def bands(graph: EstateGraph) -> Sequence[Scene]:
    return draw_bands(commune_bands(graph, graph.towns[0].id), ["Ville"], CAPTION, PAPER).scenes


def crud(graph: EstateGraph) -> Sequence[Scene]:
    return crud_scenes(graph, crud_table(graph, crud_matrix(graph), None), PAPER, CAPTION)


def way(graph: EstateGraph) -> Sequence[Scene]:
    (datum,) = graph.data_objects
    return way_scenes(graph, grouped(graph, data_way(graph, datum)), [], PAPER, CAPTION)


MAPS: dict[str, Callable[[EstateGraph], Sequence[Scene]]] = {
    "bandes": bands,
    "usages": lambda graph: uses_maps(graph, matrix(graph), PAPER, CAPTION),
    "crud": crud,
    "silos": lambda graph: silo_scenes(graph, silos(graph), PAPER, CAPTION),
    "chemin": way,
    "processus": lanes,
    "explorateur": lambda graph: explored_scenes(explore(graph, Question()), [], PAPER, CAPTION),
}


FIXED = ("usages", "processus")  # their legend is always the same


@pytest.mark.parametrize("name", MAPS)
def test_what_leaves_has_its_sign_on_the_map_and_in_the_legend(name: str) -> None:
    (scene,) = MAPS[name](estate(LifecycleStatus.LEAVING))
    words = [text.full for text in texts(scene.shapes)]
    assert words.count(LEAVING_ENTRY.sign) >= 2
    assert words.count(LEAVING_ENTRY.word) == 1
    told = [area.title for area in areas(scene.shapes)]
    assert name == "bandes" or any("retrait" in one for one in told)
    (scene,) = MAPS[name](estate(LifecycleStatus.IN_USE))
    assert [text.full for text in texts(scene.shapes)].count(LEAVING_ENTRY.sign) == (name in FIXED)


def test_the_page_of_a_network_says_what_leaves_and_the_flows_that_go_with_it() -> None:
    found = explore(estate(LifecycleStatus.LEAVING), Question())
    page = network_page(found, Heading("Échanges", "")).replace(library(), "")
    assert LEAVING_ENTRY.word in page
    assert "Ancienne – application, Ville, retrait prévu" in page
    assert "1, dont 1 à retirer" in page
    assert drawn_in_words(found).endswith("Retraits prévus (−1) : 1\u00a0objet, 1\u00a0flux.")
    page = network_page(explore(estate(LifecycleStatus.IN_USE), Question()), Heading("Échanges", ""))
    assert LEAVING_ENTRY.word not in page
