"""What stands around each application: its flows, data, referentials, processings, steps and sisters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from urbanism.graph.estate import group
from urbanism.snapshot import (
    Application,
    DataUse,
    Interface,
    Processing,
    ProcessStep,
    Referential,
    ServedCommune,
    Snapshot,
)

Other = TypeVar("Other")


@dataclass(frozen=True)
class Surroundings:
    """Everything that refers to an application, by its identifier, stopped flows and applications included.

    `instances` is by product, `objects` by interface, `carried` by referential.
    """

    outgoing: Mapping[int, Sequence[Interface]]
    incoming: Mapping[int, Sequence[Interface]]
    objects: Mapping[int, Sequence[int]]
    uses: Mapping[int, Sequence[DataUse]]
    referentials: Mapping[int, Sequence[Referential]]
    carried: Mapping[int, Sequence[int]]
    processings: Mapping[int, Sequence[Processing]]
    steps: Mapping[int, Sequence[ProcessStep]]
    served: Mapping[int, Sequence[ServedCommune]]
    secondary_blocks: Mapping[int, Sequence[int]]
    instances: Mapping[int, Sequence[Application]]


def surroundings(snapshot: Snapshot) -> Surroundings:
    """Index the whole estate once, for every application's page."""
    processings = {processing.id: processing for processing in snapshot.processings}
    return Surroundings(
        outgoing=group(snapshot.interfaces, lambda flow: flow.source_id),
        incoming=group(snapshot.interfaces, lambda flow: flow.target_id),
        objects=_pairs((pair.interface_id, pair.data_object_id) for pair in snapshot.interface_objects),
        uses=group(snapshot.data_uses, lambda use: use.application_id),
        referentials=group(snapshot.referentials, lambda referential: referential.application_id or 0),
        carried=_pairs((pair.referential_id, pair.data_object_id) for pair in snapshot.carried_objects),
        processings=_pairs(
            (pair.application_id, processings[pair.processing_id])
            for pair in snapshot.processing_applications
            if pair.processing_id in processings
        ),
        steps=group(snapshot.process_steps, lambda step: step.application_id or 0),
        served=group(snapshot.served_communes, lambda pair: pair.application_id),
        secondary_blocks=_pairs((pair.application_id, pair.block_id) for pair in snapshot.secondary_blocks),
        instances=group(snapshot.applications, lambda application: application.product_id or 0),
    )


def _pairs(pairs: Iterable[tuple[int, Other]]) -> dict[int, list[Other]]:
    groups: dict[int, list[Other]] = {}
    for owner, other in pairs:
        groups.setdefault(owner, []).append(other)
    return groups
