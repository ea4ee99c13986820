"""Referentials that carry the same object on scopes that overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Referential
from urbanism.vocabulary import HolderKind


class Rivals(NamedTuple):
    """Two referentials or more of one object on overlapping scopes, those that carry their own copy included."""

    data_object: int
    referentials: tuple[Referential, ...]


def rival_referentials(graph: EstateGraph) -> tuple[Rivals, ...]:
    """Every group of rivals (R32). A base's scope is its territory, else its holder; the métropole's covers all."""
    return tuple(
        Rivals(data_object, tuple(bases))
        for data_object, found in sorted(_bases_of_objects(graph).items())
        for bases in _overlapping(graph, found)
    )


def _bases_of_objects(graph: EstateGraph) -> dict[int, list[Referential]]:
    carried = group(graph.snapshot.carried_objects, lambda row: row.referential_id)
    bases: dict[int, list[Referential]] = defaultdict(list)
    for referential in graph.snapshot.referentials:
        objects = {row.data_object_id for row in carried.get(referential.id, ())}
        if referential.data_object_id is not None:
            objects.add(referential.data_object_id)
        for data_object in objects:
            bases[data_object].append(referential)
    return bases


def _overlapping(graph: EstateGraph, bases: Sequence[Referential]) -> list[list[Referential]]:
    scopes = group(bases, lambda base: _plain(base.territory or graph.label(base.commune_id)))
    whole = {_plain(c.name) for c in graph.snapshot.communes if c.kind is HolderKind.METROPOLE}
    groups = [list(bases)] if whole & scopes.keys() else list(scopes.values())
    return [rivals for rivals in groups if len(rivals) > 1]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
