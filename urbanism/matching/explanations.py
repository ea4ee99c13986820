"""The evidence of each pair, put together when someone asks to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from urbanism.matching.columns import ColumnEvidence
from urbanism.matching.evidence import column_evidence, decision_evidence, name_evidence, rival_evidence
from urbanism.matching.features import TEXT_FEATURES, Corpus
from urbanism.matching.records import Evidence, Model, Record
from urbanism.matching.scorer import RIVALS, Arguments, own_log_odds, rivalry

TELLING = 0.3
"""Rivals that weigh less than this are not worth a sentence."""


class Compared(NamedTuple):
    """Everything known of the pairs of two lists."""

    left: Sequence[Record]
    right: Sequence[Record]
    data: Corpus
    columns: ColumnEvidence
    arguments: Arguments


@dataclass(frozen=True)
class Explanations:
    """Writes the evidence of any pair of a comparison, as one model weighs it."""

    compared: Compared
    model: Model
    scores: NDArray[np.float64]

    def of(self, row: int, decided: bool | None) -> tuple[Evidence, ...]:
        """The evidence of the pair at that row: the decision, then the names, the other columns, the rivals."""
        found = [] if decided is None else [decision_evidence(decided)]
        return (*found, *self._names(row), *self._columns(row), *self._rivals(row))

    def _names(self, row: int) -> list[Evidence]:
        left, right, data, _, arguments = self.compared
        i, j = arguments.pairs[row].tolist()
        values = dict(zip(arguments.names, arguments.values[row].tolist(), strict=True))
        return name_evidence(left[i], right[j], (data.left[i], data.right[j]), data, self.model, values)

    def _columns(self, row: int) -> list[Evidence]:
        left, right, _, columns, arguments = self.compared
        i, j = arguments.pairs[row].tolist()
        values = arguments.values[row, len(TEXT_FEATURES) :].tolist()
        return column_evidence(left[i], right[j], columns.columns, columns.levels[row].tolist(), values, self.model)

    def _rivals(self, row: int) -> list[Evidence]:
        found = []
        for side, other_list in ((0, self.compared.right), (1, self.compared.left)):
            weight = float(self._rivalry[row, side]) * self.model.weights[RIVALS[side]]
            best = self._best[side].get(int(self.compared.arguments.pairs[row, side]), [])
            other = next((position for position in best if position != row), None)
            if other is not None and weight < -TELLING:
                rival = other_list[int(self.compared.arguments.pairs[other, 1 - side])]
                found.append(rival_evidence(rival.text, weight))
        return found

    @cached_property
    def _rivalry(self) -> NDArray[np.float64]:
        return rivalry(self.compared.arguments, own_log_odds(self.compared.arguments, self.model))

    @cached_property
    def _best(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """For each left row, and each right row, its two best pairs (positions)."""
        best: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        pairs = self.compared.arguments.pairs.tolist()
        for position in np.argsort(-self.scores, kind="stable").tolist():
            for side in (0, 1):
                kept = best[side].setdefault(pairs[position][side], [])
                if len(kept) < 2:
                    kept.append(position)
        return best
