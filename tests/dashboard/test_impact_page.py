"""The page of impact: what a stop deprives, the way of a datum, the fragile points; every number with its list."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.impact import impact
from urbanism.analyses.stoppable import APPLICATION, EDITOR, KINDS, REFERENTIAL, party_name, stoppable
from urbanism.analyses.structure import weak_points
from urbanism.dashboard.components.losses import BLOCKS, COMMUNES, EMPTIED, FLOWS, LOSSES, STOPPED
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot


@pytest.fixture
def graph(estate: Engine) -> EstateGraph:
    return EstateGraph(load_snapshot(estate))


@pytest.fixture
def first(graph: EstateGraph) -> str:
    """The application that feeds the chain, as the address names it."""
    return party_name(graph, next(a.id for a in graph.snapshot.applications if a.name == "Logiciel 0"))


def test_what_may_stop_has_a_name_of_its_own(graph: EstateGraph) -> None:
    found = stoppable(graph)
    assert tuple(found.kinds) == KINDS
    assert len(found.kinds[APPLICATION]) == len(graph.applications)
    assert len(found.kinds[REFERENTIAL]) == 1
    held = sorted(a for parties in found.kinds[EDITOR].values() for a in parties)
    assert held == sorted(a.id for a in graph.applications if a.id in graph.editor)


@pytest.mark.parametrize("name", [LOSSES, EMPTIED, STOPPED, FLOWS, COMMUNES, BLOCKS])
def test_each_figure_of_a_stop_opens_its_list(graph: EstateGraph, first: str, open_page: Open, name: str) -> None:
    found = impact(graph, stoppable(graph).kinds[APPLICATION][first])
    app = open_page("impact", sorte=APPLICATION, quoi=first, liste=name)
    assert not app.error
    expected = {
        LOSSES: len(found.losses),
        EMPTIED: len(found.uncovered),
        STOPPED: len(found.stopped),
        FLOWS: len(found.flows),
        COMMUNES: len(found.communes),
        BLOCKS: len(found.blocks),
    }
    assert found.losses
    assert (rows(app) if app.dataframe else 0) == expected[name]
    figures = {metric.label: int(metric.value) for metric in app.metric}
    assert figures["S’arrêtent"] == len(found.stopped)
    assert figures["Besoins sans rien"] == len(found.uncovered)


def test_a_filter_keeps_what_is_lost_in_a_place(graph: EstateGraph, first: str, open_page: Open) -> None:
    found = impact(graph, stoppable(graph).kinds[APPLICATION][first])
    place = next(graph.block[loss.party] for loss in found.losses if loss.party in graph.block)
    kept = [loss for loss in found.losses if graph.block.get(loss.party) == place]
    app = open_page("impact", sorte=APPLICATION, quoi=first, bloc=graph.blocks[place].code)
    assert rows(app) == len(kept) < len(found.losses)
    assert {metric.label: metric.value for metric in app.metric}["Blocs touchés"] == "1"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_may_be_asked(estate: Engine, open_page: Open, kind: str) -> None:
    app = open_page("impact", sorte=kind)
    assert not app.error
    assert "Choisissez ce qui s’arrêterait" in shown(app) or "Il n’y en a pas" in shown(app)


def test_the_way_of_a_datum_is_told_step_by_step(graph: EstateGraph, first: str, open_page: Open) -> None:
    second, third = (
        party_name(graph, next(a.id for a in graph.snapshot.applications if a.name == name))
        for name in ("Logiciel 1", "Logiciel 2")
    )
    app = open_page("impact", vue="Le chemin d’une donnée", de=first, vers=third)
    assert "1\u00a0chemin" in shown(app)
    assert "Logiciel 0 → Logiciel 1 : 1\u00a0flux par fichier (Voies (filaire de voirie))" in shown(app)
    back = open_page("impact", vue="Le chemin d’une donnée", de=third, vers=second)
    assert "Aucun chemin connu" in shown(back)


def test_the_fragile_points_are_those_of_the_analysis(graph: EstateGraph, open_page: Open) -> None:
    found = weak_points(graph)
    app = open_page("impact", vue="Points fragiles")
    assert rows(app) == len(found.cut_parties)
    assert len(app.dataframe[-1].value) == len(found.bridges) > 0


@pytest.mark.parametrize(
    "address", [{"quoi": "<script>"}, {"sorte": "x"}, {"vue": "x"}, {"vue": "Le chemin d’une donnée"}]
)
def test_a_wrong_or_empty_question_is_left_aside(estate: Engine, open_page: Open, address: dict[str, str]) -> None:
    app = open_page("impact", **address)
    assert not app.exception
    assert not app.error


def test_an_application_leads_to_its_impact(graph: EstateGraph, first: str, open_page: Open) -> None:
    (asked,) = stoppable(graph).kinds[APPLICATION][first]
    links = [link.proto.label for link in open_page("application", id=str(asked)).get("page_link")]
    assert "Et si elle s’arrêtait ?" in [label.replace("\\", "") for label in links]
