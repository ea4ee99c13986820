"""What changes from one plan to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from urbanism.planning.convergence.problem import Move


class Difference(NamedTuple):
    """One item that two plans of the same items treat otherwise; None is an item that stays."""

    item: int
    before: Move | None
    after: Move | None


def differences(before: Iterable[Move], after: Iterable[Move]) -> tuple[Difference, ...]:
    """Every item that moves otherwise, by its position."""
    old, new = {move.item: move for move in before}, {move.item: move for move in after}
    items = sorted(old.keys() | new.keys())
    return tuple(Difference(item, old.get(item), new.get(item)) for item in items if old.get(item) != new.get(item))
