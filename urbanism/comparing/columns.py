"""Which column of one extract answers which of the other: by their headers, their values, then row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from urbanism.comparing import headers
from urbanism.comparing.agreement import beyond_chance, compatible
from urbanism.comparing.coding import CodedColumn, CodedExtract, Ints, Kind

SAMPLE = 2_000
AGREES, SHARES, NAMED, SAME_NAME = 0.3, 0.5, 0.5, 0.95
ENOUGH_ROWS = 20
"""Paired rows from which agreement is worth more than headers."""
IDENTIFIES = 0.9
"""A code so seldom repeated is an identifier; two identifiers that never agree are each base's own."""


class Likeness(NamedTuple):
    """What two columns have in common before any row is paired.

    Attributes:
        left, right: positions of the columns.
        names: likeness of the headers, 0 to 1.
        values: share of the distinct values of the one that has fewer found in the other, 0 to 1.
    """

    left: int
    right: int
    names: float
    values: float


class MatchedColumns(NamedTuple):
    """A column of the left extract and the one of the right that says the same.

    Attributes:
        left, right: their headers.
        kind: what the values of the left one are.
        names: likeness of the headers, 0 to 1.
        values: share of values in common, 0 to 1.
        agreement: agreement of paired rows beyond chance (Cohen's kappa), None where too few could be paired.
        told: whether a person said so.
    """

    left: str
    right: str
    kind: Kind
    names: float = 0.0
    values: float = 0.0
    agreement: float | None = None
    told: bool = False


def likenesses(left: CodedExtract, right: CodedExtract) -> list[Likeness]:
    """What each compatible pair of columns has in common."""
    return [
        Likeness(i, j, headers.likeness(a.header, b.header), shared_values(a, b))
        for i, a in enumerate(left.columns)
        for j, b in enumerate(right.columns)
        if compatible(a, b)
    ]


def shared_values(left: CodedColumn, right: CodedColumn) -> float:
    """The share of the distinct values of the shorter list (an even sample of it) found in the longer one."""
    shorter, longer = sorted((left.distinct, right.distinct), key=len)
    if not len(shorter):
        return 0.0
    sample = shorter[:: max(1, len(shorter) // SAMPLE)]
    places = np.searchsorted(longer, sample).clip(max=len(longer) - 1)
    return float(np.mean(longer[places] == sample))


def match_columns(
    left: CodedExtract, right: CodedExtract, found: Sequence[Likeness], pairs: tuple[Ints, Ints] | None
) -> tuple[MatchedColumns, ...]:
    """Pair columns one to one, the best first, in the order of the left extract.

    `pairs` are rows already paired by a key: how they agree then counts more than headers.
    """
    rows = pairs if pairs is not None and len(pairs[0]) >= ENOUGH_ROWS else None
    judged: list[tuple[float, Likeness, float | None]] = []
    for one in found:
        a, b = left.columns[one.left], right.columns[one.right]
        agreement = beyond_chance(a, b, *rows) if rows else None
        score = _score(a, b, one, agreement)
        if score > 0:
            judged.append((score, one, agreement))
    judged.sort(key=lambda item: (-item[0], item[1].left, item[1].right))
    taken: dict[int, tuple[Likeness, float | None]] = {}
    for _score_of, one, agreement in judged:
        if one.left not in taken and all(one.right != other.right for other, _ in taken.values()):
            taken[one.left] = (one, agreement)
    return tuple(
        MatchedColumns(
            left.columns[one.left].header,
            right.columns[one.right].header,
            left.columns[one.left].kind,
            one.names,
            one.values,
            agreement,
        )
        for one, agreement in (taken[place] for place in sorted(taken))
    )


def _score(left: CodedColumn, right: CodedColumn, one: Likeness, agreement: float | None) -> float:
    """How likely two columns are to say the same; 0 where nothing tells so."""
    if agreement is None:
        convinced = one.names >= SAME_NAME or (one.names >= NAMED and one.values >= SHARES)
        return one.names + one.values if convinced else 0.0
    if agreement >= AGREES:
        return 2 * agreement + one.names
    own = Kind.CODE in (left.kind, right.kind) or Kind.NUMBER in (left.kind, right.kind)
    if own and min(left.uniqueness, right.uniqueness) >= IDENTIFIES:
        return 0.0
    return one.names if one.names >= SAME_NAME else 0.0
