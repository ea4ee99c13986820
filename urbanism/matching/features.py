"""From a pair of records to the figures that argue for or against: one named column an argument.

Weights of words run from 0 (everyone bears it) to 1 (borne once). A word that the other record states in
another short column (its editor, most often) is *explained*: it argues neither way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from urbanism.matching.alignment import STRENGTH, Alignment, Name, align, name_of
from urbanism.matching.candidates import Pairs
from urbanism.matching.normalise import WordKind, kind, parse, words
from urbanism.matching.records import Record

SHORT_VALUE = 4
"""A column's value of at most so many words may explain a word of the other name."""

KIND_WEIGHT = {
    WordKind.NAME: 1.0,
    WordKind.TRADE: 1.0,
    WordKind.CODE: 1.0,
    WordKind.NUMBER: 0.7,
    WordKind.YEAR: 0.7,
    WordKind.EDITION: 0.6,
    WordKind.PLATFORM: 0.4,
    WordKind.WEAK: 0.2,
}

TEXT_FEATURES = (
    "whole",
    "cover",
    "cover_both",
    "letters",
    "rarity",
    "name_both",
    "name_one",
    "trade",
    "number_both",
    "number_one",
    "code_both",
    "code_shared",
    "edition_both",
    "edition_one",
    "platform_both",
)


class Prepared(NamedTuple):
    """A record ready for comparison."""

    name: Name
    aside: frozenset[str]
    context: frozenset[str]


class Corpus(NamedTuple):
    """Two lists of prepared records and the weight of each word over both."""

    left: Sequence[Prepared]
    right: Sequence[Prepared]
    weight: Mapping[str, float]


class Difference(NamedTuple):
    """An alignment, with the words each side has alone and nothing explains."""

    alignment: Alignment
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    explained: tuple[str, ...]


def prepare(record: Record) -> Prepared:
    """Words, asides and context of a record."""
    parsed = parse(record.text)
    values = (words(value) for value in record.attributes.values() if len(value) < 60)
    context = frozenset(word for value in values if len(value) <= SHORT_VALUE for word in value)
    return Prepared(name_of(parsed.words), parsed.aside, context)


def corpus(left: Sequence[Prepared], right: Sequence[Prepared]) -> Corpus:
    """Weigh each word by its rarity over both lists: log(n / bearers) / log(n), times what its kind is worth."""
    bearers = Counter(word for prepared in (*left, *right) for word in prepared.name.words)
    size = len(left) + len(right) + 1
    weight = {
        word: KIND_WEIGHT[kind(word)] * max(0.1, math.log(size / count) / math.log(size))
        for word, count in bearers.items()
    }
    return Corpus(left, right, weight)


def difference(left: Prepared, right: Prepared) -> Difference:
    """Align two records and set apart the words that a column of the other side explains."""
    alignment = align(left.name, right.name)
    left_only = tuple(word for word in alignment.left_only if word not in right.context)
    right_only = tuple(word for word in alignment.right_only if word not in left.context)
    explained = tuple(word for word in alignment.left_only if word in right.context) + tuple(
        word for word in alignment.right_only if word in left.context
    )
    return Difference(alignment, left_only, right_only, explained)


class Compared(NamedTuple):
    """One row a pair: the arguments of `TEXT_FEATURES`, and which words (0/1) one side alone bears, unexplained."""

    table: NDArray[np.float64]
    vocabulary: tuple[str, ...]
    alone: sparse.csr_matrix


def compare(data: Corpus, pairs: Pairs, letters: NDArray[np.float64]) -> Compared:
    """Compare the names of each pair; `letters` is the cosine of their vectors."""
    table = np.zeros((len(pairs), len(TEXT_FEATURES)))
    column: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, (i, j) in enumerate(pairs.tolist()):
        left, right = data.left[i], data.right[j]
        diff = difference(left, right)
        table[row] = _arguments(data.weight, left, right, diff, letters[row])
        for word in {*diff.left_only, *diff.right_only}:
            rows.append(row)
            columns.append(column.setdefault(word, len(column)))
    shape = (len(pairs), len(column))
    alone = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)
    return Compared(table, tuple(column), alone)


_GROUPS = {
    WordKind.NAME: 0,
    WordKind.TRADE: 1,
    WordKind.NUMBER: 2,
    WordKind.YEAR: 2,
    WordKind.CODE: 3,
    WordKind.EDITION: 4,
    WordKind.PLATFORM: 5,
    WordKind.WEAK: 6,
}


def _arguments(
    weight: Mapping[str, float], left: Prepared, right: Prepared, diff: Difference, letters: float
) -> tuple[float, ...]:
    shared = code_shared = 0.0
    for pair in diff.alignment.shared:
        worth = STRENGTH[pair.link] * max(sum(weight[w] for w in pair.left), sum(weight[w] for w in pair.right))
        shared += worth
        if kind(pair.left[0]) is WordKind.CODE:
            code_shared += worth
    a = _alone(weight, diff.left_only, left.aside)
    b = _alone(weight, diff.right_only, right.aside)
    left_cover, right_cover = _cover(shared, a), _cover(shared, b)
    meaningful = shared > 0.0 and not any(a[:6]) and not any(b[:6])
    return (
        float(meaningful),
        max(left_cover, right_cover),
        min(left_cover, right_cover),
        letters,
        min(shared, 3.0),
        min(a[0], b[0]),
        min(abs(a[0] - b[0]), 2.0),
        min(max(a[1], b[1]), 1.0),
        float(a[2] > 0.0 and b[2] > 0.0),
        float((a[2] > 0.0) != (b[2] > 0.0)),
        float(a[3] > 0.0 and b[3] > 0.0),
        min(code_shared, 1.0),
        float(a[4] > 0.0 and b[4] > 0.0),
        float((a[4] > 0.0) != (b[4] > 0.0)),
        float(a[5] > 0.0 and b[5] > 0.0),
    )


def _alone(weight: Mapping[str, float], only: tuple[str, ...], aside: frozenset[str]) -> list[float]:
    """The weight of the words one side has alone, by group of kinds; words said aside count half."""
    totals = [0.0] * 7
    for word in only:
        totals[_GROUPS[kind(word)]] += weight[word] * (0.5 if word in aside else 1.0)
    return totals


def _cover(shared: float, alone: list[float]) -> float:
    return shared / (shared + sum(alone)) if shared else 0.0
