"""A process as it is run: who does each step, with what, and whether data really pass from one step to the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.snapshot import Process, ProcessStep

NOBODY = "Acteur inconnu"


class PassageKind(StrEnum):
    """How one step hands over to the next."""

    SAME = "même application"
    FLOW = "flux connu"
    NONE = "aucun flux connu"
    UNKNOWN = "application inconnue"


class Passage(NamedTuple):
    """From a step to the next (ranks from 0), and the flows that join their applications, either way."""

    source: int
    target: int
    kind: PassageKind
    flows: tuple[int, ...]


class ProcessMap(NamedTuple):
    """The steps in order, the actors in the order they first act, and a passage between each two steps."""

    steps: tuple[ProcessStep, ...]
    actors: tuple[str, ...]
    passages: tuple[Passage, ...]


def actor_of(step: ProcessStep) -> str:
    """Who does a step."""
    return (step.actor or "").strip() or NOBODY


def process_map(graph: EstateGraph, steps: Sequence[ProcessStep]) -> ProcessMap:
    """Lay out the steps of one process."""
    ordered = tuple(sorted(steps, key=lambda step: (step.rank, step.id)))
    passages = tuple(_passage(graph, rank, one, other) for rank, (one, other) in enumerate(pairwise(ordered)))
    return ProcessMap(ordered, tuple(dict.fromkeys(map(actor_of, ordered))), passages)


def _passage(graph: EstateGraph, rank: int, one: ProcessStep, other: ProcessStep) -> Passage:
    ends = (one.application_id, other.application_id)
    if ends[0] is None or ends[1] is None:
        return Passage(rank, rank + 1, PassageKind.UNKNOWN, ())
    if ends[0] == ends[1]:
        return Passage(rank, rank + 1, PassageKind.SAME, ())
    found = [
        flow.id
        for source, target in (ends, ends[::-1])
        for flow in graph.outgoing.get(source or 0, ())
        if graph.host.get(flow.target_id) == target
    ]
    return Passage(rank, rank + 1, PassageKind.FLOW if found else PassageKind.NONE, tuple(found))


def steps_of(graph: EstateGraph, process: int) -> tuple[ProcessStep, ...]:
    """The steps of a process, in order."""
    return tuple(sorted((s for s in graph.snapshot.process_steps if s.process_id == process), key=lambda s: s.rank))


def run_in(graph: EstateGraph, steps: Sequence[ProcessStep], commune: int) -> tuple[ProcessStep, ...]:
    """The same steps as a commune could run them: each with the application that serves it there.

    A step keeps its own application where that one serves the commune; else it takes the only one that serves it in the
    step's bloc, and none where there is none or several (`candidates` tells which).
    """
    return tuple(step._replace(application_id=_only(candidates(graph, step, commune))) for step in steps)


def candidates(graph: EstateGraph, step: ProcessStep, commune: int) -> tuple[int, ...]:
    """The running applications by which a commune could run a step: the step's own, else those of its bloc."""
    if step.application_id is not None and commune in graph.communes_of(step.application_id):
        return (step.application_id,)
    here = (a.id for a in graph.applications if step.block_id is not None and a.block_id == step.block_id)
    return tuple(one for one in here if commune in graph.served[one])


def _only(found: Sequence[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def processes_within(
    graph: EstateGraph, communes: Collection[int] | None = None, blocks: Collection[int] | None = None
) -> tuple[Process, ...]:
    """The processes of some communes (and those of all communes) that pass by some blocs; None keeps everything."""
    passing = {s.process_id for s in graph.snapshot.process_steps if blocks is None or s.block_id in blocks}
    found = (
        process
        for process in graph.snapshot.processes
        if (communes is None or process.commune_id is None or process.commune_id in communes)
        and (blocks is None or process.id in passing)
    )
    return tuple(sorted(found, key=lambda process: (process.name.casefold(), process.id)))
