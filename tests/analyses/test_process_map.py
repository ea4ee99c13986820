"""A process and its drawing: lanes, and whether data pass from one step to the next."""

from __future__ import annotations

from datetime import date

import pytest

from tests.estates import Estate
from urbanism.analyses.process_map import (
    NOBODY,
    PassageKind,
    candidates,
    process_map,
    processes_within,
    run_in,
    steps_of,
)
from urbanism.drawing.furniture import Caption
from urbanism.drawing.lanes import lane_scenes
from urbanism.drawing.paper import PAPERS, SCREEN, Paper
from urbanism.drawing.scene import areas, flat, texts
from urbanism.graph import EstateGraph
from urbanism.snapshot import Process, ProcessStep

CAPTION = Caption("Processus", "Ville", "Source : essai", date(2026, 11, 22), True)


def made_process(size: int = 5) -> tuple[Estate, int]:
    made = Estate()
    front, back = made.application("Accueil", block="gru"), made.application("Atelier", block="gmao")
    alone = made.application("Seule", block="paie")
    base = made.referential("Voies", application_id=back)
    made.flow(front, base)
    process = made.add("processes", Process, name="Répondre", code="p", commune_id=made.commune("Ville"))
    for rank in range(size):
        application = (front, back, alone, None, alone)[rank % 5]
        actor = ("Mairie", "Secteur", "Mairie", None, "x" * 300)[rank % 5]
        made.add(
            "process_steps",
            ProcessStep,
            process_id=process,
            rank=rank + 1,
            name=f"<b>étape</b> {rank}",
            actor=actor,
            application_id=application,
            block_id=made.block("gru"),
            data_read="voie",
        )
    return made, process


def test_each_passage_says_what_is_known() -> None:
    made, process = made_process(6)
    graph = EstateGraph(made.snapshot())
    found = process_map(graph, steps_of(graph, process))
    assert [passage.kind for passage in found.passages] == [
        PassageKind.FLOW,  # to the referential that the next application hosts
        PassageKind.NONE,
        PassageKind.UNKNOWN,
        PassageKind.UNKNOWN,
        PassageKind.NONE,
    ]
    assert found.actors == ("Mairie", "Secteur", NOBODY, "x" * 300)
    assert len(found.passages[0].flows) == 1


def test_a_domain_keeps_the_processes_that_pass_by_it() -> None:
    made, process = made_process()
    everywhere = made.add("processes", Process, name="Partout", code="q")
    graph = EstateGraph(made.snapshot())
    ids = lambda found: [one.id for one in found]  # noqa: E731
    assert ids(processes_within(graph)) == [everywhere, process]
    assert ids(processes_within(graph, communes=[0])) == [everywhere]
    assert ids(processes_within(graph, blocks=[made.block("gru")])) == [process]
    assert ids(processes_within(graph, blocks=[made.block("paie")])) == []


def test_another_commune_runs_the_same_steps_with_what_it_has() -> None:
    made, process = made_process(3)
    shared = made.application("Partagée", block="gru", serves=("Bourg",))
    made.application("Gru d’Ormes", commune="Ormes", block="gru")
    graph = EstateGraph(made.snapshot())
    steps = steps_of(graph, process)
    assert run_in(graph, steps, made.commune("Ville")) == steps
    assert [step.application_id for step in run_in(graph, steps, made.commune("Bourg"))] == [shared] * 3
    twice = made.application("Autre gru", commune="Bourg", block="gru")
    graph = EstateGraph(made.snapshot())
    assert {step.application_id for step in run_in(graph, steps, made.commune("Bourg"))} == {None}
    assert candidates(graph, steps[0], made.commune("Bourg")) == (shared, twice)
    assert candidates(graph, steps[0]._replace(block_id=None), made.commune("Bourg")) == ()


@pytest.mark.parametrize("paper", [SCREEN, *PAPERS.values()], ids=lambda paper: paper.name)
@pytest.mark.parametrize("size", [1, 5, 23])
def test_every_step_is_drawn_within_the_sheet_and_readable(paper: Paper, size: int) -> None:
    made, process = made_process(size)
    graph = EstateGraph(made.snapshot())
    scenes = lane_scenes(graph, process_map(graph, steps_of(graph, process)), paper, CAPTION)
    assert sum(len(list(areas(scene.shapes))) for scene in scenes) == size
    for scene in scenes:
        assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if hasattr(shape, "box"))
        assert min(text.size for text in texts(scene.shapes)) >= paper.least
    drawn = [area.shapes[0].box for scene in scenes[:1] for area in areas(scene.shapes)]  # type: ignore[union-attr]
    assert not any(one.overlaps(other) for n, one in enumerate(drawn) for other in drawn[n + 1 :])
