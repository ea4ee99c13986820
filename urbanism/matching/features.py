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

from urbanism.matching.alignment import STRENGTH, Alignment, Link, Name, Shared, align, name_of, one_slip
from urbanism.matching.candidates import Pairs
from urbanism.matching.normalise import WordKind, kind, parse, words
from urbanism.matching.records import Record

LONG_VALUE = 60
SHORT_VALUE = 4
"""A column's value of at most so many letters and words may explain a word of a name."""

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
    """A record ready for comparison: its name, and the words of its short columns with the columns that say them."""

    name: Name
    aside: frozenset[str]
    versions: frozenset[str]
    context: Mapping[str, str]
    filled: frozenset[str]


class Corpus(NamedTuple):
    """Two lists of prepared records, the weight of each word, the words that a column rather than names tells (and it).

    In one list, the versions and editions of a thing are that thing; between two lists, they tell its items apart.
    """

    left: Sequence[Prepared]
    right: Sequence[Prepared]
    weight: Mapping[str, float]
    told_by: Mapping[str, str]
    one_list: bool


class Difference(NamedTuple):
    """An alignment, with the words each side has alone and nothing explains."""

    alignment: Alignment
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    explained: tuple[str, ...]


def prepare(record: Record) -> Prepared:
    """Words, asides, versions and context of a record."""
    parsed = parse(record.text)
    filled = {column: value for column, value in record.attributes.items() if value.strip()}
    context = {}
    for column, value in filled.items():
        said = words(value) if len(value) < LONG_VALUE else ()
        if len(said) <= SHORT_VALUE:
            context.update({word: column for word in said if word.isalpha()})
    return Prepared(name_of(parsed.words), parsed.aside, parsed.versions, context, frozenset(filled))


def corpus(left: Sequence[Prepared], right: Sequence[Prepared], *, one_list: bool = False) -> Corpus:
    """Weigh each word by its rarity over both lists: log(n / bearers) / log(n), times what its kind is worth."""
    bearers = Counter(word for prepared in (*left, *right) for word in prepared.name.words)
    size = len(left) + len(right) + 1
    weight = {
        word: KIND_WEIGHT[kind(word)] * max(0.1, math.log(size / count) / math.log(size))
        for word, count in bearers.items()
    }
    return Corpus(left, right, weight, _told_apart((*left, *right)), one_list)


def _told_apart(records: Sequence[Prepared]) -> dict[str, str]:
    """The words that a short column tells and that names mostly leave out: editors, blocs, departments."""
    column = {word: column for record in records for word, column in record.context.items()}
    told = Counter(word for record in records for word in record.context)
    named = Counter(word for record in records for word in record.name.words if word in record.context)
    return {word: column[word] for word, count in told.items() if count >= 3 and named[word] <= count / 2}


def difference(left: Prepared, right: Prepared) -> Difference:
    """Align two records and set apart the words that a column of the other one explains."""
    alignment = align(left.name, right.name)
    left_only = tuple(word for word in alignment.left_only if word not in right.context)
    right_only = tuple(word for word in alignment.right_only if word not in left.context)
    explained = [word for word in alignment.left_only if word in right.context]
    explained += [word for word in alignment.right_only if word in left.context]
    return Difference(alignment, left_only, right_only, tuple(explained))


def role(word: str, own: Prepared, *, one_list: bool) -> WordKind:
    """What a word of a name tells there."""
    told = kind(word)
    if told is WordKind.TRADE and word in own.aside:
        return WordKind.WEAK
    if one_list and (told is WordKind.EDITION or word in own.versions):
        return WordKind.WEAK
    return told


def role_alone(word: str, own: Prepared, other: Prepared, data: Corpus) -> WordKind:
    """What a word tells that one name has alone: little, if a column usually tells it and the other lacks it."""
    told = role(word, own, one_list=data.one_list)
    if data.one_list and told is WordKind.NAME and word in data.told_by and data.told_by[word] not in other.filled:
        return WordKind.WEAK
    return told


def core(prepared: Prepared, *, one_list: bool) -> tuple[str, ...]:
    """The words that name the thing, without the weak ones."""
    every = prepared.name.words
    kept = tuple(word for word in every if role(word, prepared, one_list=one_list) is not WordKind.WEAK)
    return kept or every


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
        table[row] = _arguments(data, left, right, diff, letters[row])
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


def _arguments(data: Corpus, left: Prepared, right: Prepared, diff: Difference, letters: float) -> tuple[float, ...]:
    weight = data.weight
    shared = code_shared = 0.0
    for pair in diff.alignment.shared:
        worth = STRENGTH[pair.link] * max(sum(weight[w] for w in pair.left), sum(weight[w] for w in pair.right))
        shared += worth
        if kind(pair.left[0]) is WordKind.CODE:
            code_shared += worth
    a = _alone(data, diff.left_only, left, right)
    b = _alone(data, diff.right_only, right, left)
    left_cover, right_cover = _cover(shared, a), _cover(shared, b)
    doubtful = any(_is_doubtful(pair) for pair in diff.alignment.shared)
    whole = shared > 0.0 and not doubtful and not any(a[:6]) and not any(b[:6])
    return (
        float(whole),
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


def _alone(data: Corpus, only: tuple[str, ...], own: Prepared, other: Prepared) -> list[float]:
    """The weight of the words one side has alone, by group of kinds; words said aside count half."""
    totals = [0.0] * 7
    for word in only:
        told = role_alone(word, own, other, data)
        worth = min(data.weight[word], KIND_WEIGHT[told])
        totals[_GROUPS[told]] += worth * (0.5 if word in own.aside else 1.0)
    return totals


def _is_doubtful(pair: Shared) -> bool:
    """Whether two words may well be two names: one cut short ("Signal", "Signalis"), or two slips apart."""
    if pair.link is Link.MISSPELT:
        return not one_slip(pair.left[0], pair.right[0])
    return pair.link is Link.SHORTENED and kind(pair.left[0]) is WordKind.NAME


def _cover(shared: float, alone: list[float]) -> float:
    return shared / (shared + sum(alone)) if shared else 0.0
