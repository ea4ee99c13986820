"""The maps that the command line writes, named as the addresses of their pages: what they show, drawn on a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from urbanism.analyses.bands import commune_bands
from urbanism.analyses.costs import costs
from urbanism.analyses.crud import crud_matrix
from urbanism.analyses.crud_table import crud_table
from urbanism.analyses.data_way import data_way
from urbanism.analyses.editors import editor_shares
from urbanism.analyses.ends import ends
from urbanism.analyses.explorer import Grouping, explore
from urbanism.analyses.explorer import Question as Asked
from urbanism.analyses.ground_plan import ground_plan
from urbanism.analyses.matrix import matrix
from urbanism.analyses.overview import is_fictitious
from urbanism.analyses.plan_readings import Question, read_plan
from urbanism.analyses.process_map import process_map, steps_of
from urbanism.analyses.referentials.report import report
from urbanism.analyses.round_table import round_tables
from urbanism.analyses.silos import silos
from urbanism.analyses.way_groups import grouped
from urbanism.drawing import Paper, Scene
from urbanism.drawing.bands import draw_bands
from urbanism.drawing.cost_bars import CostView, cost_scenes
from urbanism.drawing.crud_map import crud_scenes
from urbanism.drawing.editor_bars import editor_scenes
from urbanism.drawing.ends_map import ends_scenes
from urbanism.drawing.explored import explored_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.ground_plan import draw_ground_plan
from urbanism.drawing.lanes import lane_scenes
from urbanism.drawing.rivals_map import rivals_scenes
from urbanism.drawing.round_table_map import round_table_scenes
from urbanism.drawing.silo_map import silo_scenes
from urbanism.drawing.uses_map import uses_maps
from urbanism.drawing.wave_rows import wave_scenes
from urbanism.drawing.way_map import not_drawn, way_scenes
from urbanism.exports.network_words import drawn_in_words, hidden_in_words
from urbanism.graph import EstateGraph
from urbanism.planning.hub import simulate_each


class Sheets(NamedTuple):
    """What to draw on: an estate, the commune that it is narrowed to (None: all of it), and the paper."""

    graph: EstateGraph
    commune: int | None
    paper: Paper

    @property
    def kept(self) -> frozenset[int] | None:
        """The applications that serve the commune."""
        if self.commune is None:
            return None
        return frozenset(a for a, communes in self.graph.served.items() if self.commune in communes)

    def caption(self, title: str, subtitle: str) -> Caption:
        """What a map says of itself."""
        snapshot = self.graph.snapshot
        where = [] if self.commune is None else [self.graph.label(self.commune)]
        source = f"urbanism, état n° {snapshot.revision}"
        return Caption(" – ".join([title, *where]), subtitle, source, snapshot.today, is_fictitious(snapshot))


Drawn = tuple[str, Sequence[Scene]]
"""The title of a map, and its sheets."""


def _plan(on: Sheets) -> Iterator[Drawn]:
    plan = ground_plan(on.graph, on.kept)
    reading = read_plan(on.graph, plan, Question.REDUNDANCY)
    told = on.caption("Plan d’occupation des sols", "Applications au-delà de la première dans un même bloc")
    yield told.title, draw_ground_plan(plan, reading, told, on.paper).scenes


def _bands(on: Sheets) -> Iterator[Drawn]:
    for commune in on.graph.snapshot.communes:
        if on.commune in (None, commune.id):
            subtitle = "Interface externe, producteurs de valeur, support"
            told = on._replace(commune=commune.id).caption("Trois bandes", subtitle)
            yield told.title, draw_bands(commune_bands(on.graph, commune.id), [commune.name], told, on.paper).scenes


def _uses(on: Sheets) -> Iterator[Drawn]:
    told = on.caption("Communes et blocs", "qui utilise quoi")
    communes = None if on.commune is None else [on.commune]
    yield told.title, uses_maps(on.graph, matrix(on.graph, communes), on.paper, told)


def _processes(on: Sheets) -> Iterator[Drawn]:
    for process in on.graph.snapshot.processes:
        if on.commune in (None, process.commune_id):
            owner = on.graph.label(process.commune_id) if process.commune_id else "toutes les communes"
            found = process_map(on.graph, steps_of(on.graph, process.id))
            told = on._replace(commune=None).caption(process.name, owner)
            yield told.title, lane_scenes(on.graph, found, on.paper, told) if found.steps else ()


def _explorer(on: Sheets) -> Iterator[Drawn]:
    found = explore(on.graph, Asked(grouping=Grouping.BLOCK, kept=on.kept))
    words = [drawn_in_words(found), *hidden_in_words(found)]
    told = on.caption("Échanges", "Chaque flèche réunit les flux de l’un vers l’autre")
    yield told.title, explored_scenes(found, words, on.paper, told)


def _ends(on: Sheets) -> Iterator[Drawn]:
    found = ends(on.graph)
    shown = [end for end in sorted((*found.ends, *found.planned)) if on.commune in (None, end.commune)]
    told = on.caption("Échéances", "par collectivité, trimestre par trimestre")
    yield told.title, ends_scenes(on.graph, shown, False, on.paper, told, lambda *_: None)


def _costs(on: Sheets) -> Iterator[Drawn]:
    told = on.caption("Coûts annuels par bloc", "")
    yield told.title, cost_scenes(on.graph, costs(on.graph, on.kept), CostView.BLOCK, on.paper, told)


def _editors(on: Sheets) -> Iterator[Drawn]:
    kept = on.kept
    shares = [s for s in editor_shares(on.graph) if kept is None or kept & {*s.applications}]
    told = on.caption("Les éditeurs, par nombre d’applications en service", "toutes collectivités confondues")
    yield told.title, editor_scenes(on.graph, shares, on.paper, told)


def _rivals(on: Sheets) -> Iterator[Drawn]:
    for case in report(on.graph).cases:
        if on.commune is None or on.commune in {on.graph.holder.get(one) for one in case.group.referentials}:
            told = on.caption(f"Doublon {case.group.name}", "Qui les alimente et les lit")
            yield told.title, rivals_scenes(on.graph, case.group, case.proposal.master, on.paper, told)


def _crud(on: Sheets) -> Iterator[Drawn]:
    told = on.caption("Données et applications", "qui crée, lit, modifie et supprime chaque donnée")
    yield told.title, crud_scenes(on.graph, crud_table(on.graph, crud_matrix(on.graph), on.kept), on.paper, told)


def _ways(on: Sheets) -> Iterator[Drawn]:
    for data_object in on.graph.snapshot.data_objects:
        boxes = grouped(on.graph, data_way(on.graph, data_object.id, on.commune))
        title = f"Chemin de la donnée « {data_object.name} »"
        told = on.caption(title, "Qui la crée, qui la garde et la transmet, qui la lit")
        yield told.title, way_scenes(on.graph, boxes, not_drawn(boxes), on.paper, told, [("objet", data_object.code)])


def _silos(on: Sheets) -> Iterator[Drawn]:
    kept = on.kept
    flows = (*on.graph.flows, *on.graph.planned_flows)
    among = None if kept is None else frozenset(f.id for f in flows if kept & {f.source_id, f.target_id})
    told = on.caption("Silos", "flux de données personnelles, par secteur et par collectivité")
    yield told.title, silo_scenes(on.graph, silos(on.graph, among), on.paper, told)


def _round_tables(on: Sheets) -> Iterator[Drawn]:
    found = round_tables(on.graph)
    holders = {department.id: department.commune_id for department in on.graph.snapshot.departments}
    names = [f"{on.graph.label(one.id)} – {on.graph.label(holders[one.id])}" for one in found.directions]
    told = on._replace(commune=None).caption("Projets et directions", "qui doit être à la table")
    yield told.title, round_table_scenes(on.graph, found, names, on.paper, told)


def _waves(on: Sheets) -> Iterator[Drawn]:
    for plan in simulate_each(on.graph):
        told = on._replace(commune=None).caption("Pot commun, étape par étape", on.graph.labels(plan.objects))
        title = f"Pot commun {told.subtitle}"
        yield title, wave_scenes(on.graph, plan.waves, on.paper, told)


MAPS: Mapping[str, Callable[[Sheets], Iterator[Drawn]]] = {
    "plan": _plan,
    "bandes": _bands,
    "usages": _uses,
    "processus": _processes,
    "explorateur": _explorer,
    "echeances": _ends,
    "couts": _costs,
    "editeurs": _editors,
    "doublons": _rivals,
    "crud": _crud,
    "donnee": _ways,
    "silos": _silos,
    "tables": _round_tables,
    "pot-commun": _waves,
}
"""What draws each map; some are several drawings, one a commune, a process or a datum."""
