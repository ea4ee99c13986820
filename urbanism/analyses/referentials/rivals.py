"""Referentials that carry the same object on scopes that overlap: what rule R32 and the indicators speak of."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.analyses.referentials.grouping import referential_groups
from urbanism.graph import EstateGraph, once
from urbanism.snapshot import Referential


class Rivals(NamedTuple):
    """Two referentials or more of one object on overlapping scopes, those that carry their own copy included.

    `data_object` is None, and `name` that of a member, where nobody named the object: names and columns tell it.
    """

    data_object: int | None
    name: str
    referentials: tuple[Referential, ...]


@once
def rival_referentials(graph: EstateGraph) -> tuple[Rivals, ...]:
    """The groups of `referential_groups`, what people decided included (R32)."""
    return tuple(
        Rivals(each.data_object, each.name, tuple(graph.snapshot.by_id[member] for member in each.referentials))
        for each in referential_groups(graph).groups
    )
