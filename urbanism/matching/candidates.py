"""Which pairs are worth a look: each record's nearest ones in the other list, found without comparing all with all.

Records become sparse vectors of words and of three-letter pieces, weighted by rarity (TF-IDF). A piece that many
records bear tells nothing and would cost a quadratic time: beyond `COMMON` bearers it no longer proposes anyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

NEIGHBOURS = 5
COMMON = 400
FAR = 0.25
"""Names whose cosine is less are not compared."""
PAIRS_PER_ROW = 2
"""In long lists (beyond `BUDGET` pairs), only so many pairs of names a row are compared: the nearest of all."""
BUDGET = 200_000
"""So many pairs of rows at most come from names that several rows bear; beyond, only their first bearers are paired."""
REACH = 3
"""Rows of one name are paired with so many next ones when they are too many to pair all."""
CHUNK = 1024

Pairs: TypeAlias = NDArray[np.int64]
Words: TypeAlias = tuple[str, ...]


class Candidates(NamedTuple):
    """Pairs of rows worth comparing, the number of the name each row bears, and the cosine of each pair."""

    pairs: Pairs
    name_ids: Pairs
    letters: NDArray[np.float64]


def candidates(
    left: Sequence[Words], right: Sequence[Words], wanted: Sequence[tuple[int, int]] = (), *, same_list: bool = False
) -> Candidates:
    """Propose pairs of rows: the nearest names, plus the `wanted` rows whatever their likeness.

    Equal names are looked up once, then the rows that bear them are paired (see `BUDGET`).
    """
    left_rows, right_rows = _bearers(left), _bearers(right)
    left_vectors, right_vectors = vectors(list(left_rows), list(right_rows))
    near = nearest(left_vectors, right_vectors, NEIGHBOURS, same_list=same_list)
    likeness = similarities(left_vectors, right_vectors, near)
    most = min(int((likeness >= FAR).sum()), max(BUDGET, PAIRS_PER_ROW * (len(left) + len(right))))
    near = near[np.argsort(-likeness, kind="stable")][:most]
    pairs = _expand(near, list(left_rows.values()), list(right_rows.values()), same_list)
    every = np.array(sorted({*pairs, *wanted}), dtype=np.int64).reshape(-1, 2)
    left_name = _name_of_row(list(left_rows.values()), len(left))
    right_name = _name_of_row(list(right_rows.values()), len(right))
    names = np.column_stack([left_name[every[:, 0]], right_name[every[:, 1]]])
    return Candidates(every, names, similarities(left_vectors, right_vectors, names))


def _bearers(names: Sequence[Words]) -> dict[Words, list[int]]:
    """The rows that bear each distinct name."""
    rows: dict[Words, list[int]] = {}
    for row, name in enumerate(names):
        rows.setdefault(name, []).append(row)
    return rows


def _name_of_row(rows_of_name: Sequence[Sequence[int]], size: int) -> NDArray[np.int64]:
    name = np.zeros(size, dtype=np.int64)
    for index, rows in enumerate(rows_of_name):
        name[list(rows)] = index
    return name


def _expand(
    near: Pairs, left: Sequence[Sequence[int]], right: Sequence[Sequence[int]], same_list: bool
) -> list[tuple[int, int]]:
    """From pairs of names, best first, to pairs of rows."""
    found = [pair for rows in left for pair in _within(rows)] if same_list else []
    budget = BUDGET - len(found)
    for a, b in near.tolist():
        ours, theirs = left[a], right[b]
        budget -= len(ours) * len(theirs)
        if budget < 0:
            ours, theirs = ours[:1], theirs[:1]
        found += [(min(i, j), max(i, j)) if same_list else (i, j) for i in ours for j in theirs]
    return found


def _within(rows: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of rows that bear one name: all of them, or each with the next few where they are many."""
    reach = len(rows) if len(rows) <= 20 else REACH
    return [(rows[i], rows[j]) for i in range(len(rows)) for j in range(i + 1, min(i + 1 + reach, len(rows)))]


def pieces(words: Sequence[str]) -> list[str]:
    """The words, and the three-letter pieces of their running text (run together, so that spaces do not matter)."""
    run = "".join(words)
    return [f"={word}" for word in words] + [run[i : i + 3] for i in range(len(run) - 2)]


def vectors(
    left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """TF-IDF vectors (rows of length 1) of two lists of word lists, over the vocabulary of both."""
    vectoriser = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, dtype=np.float32)
    try:
        both = vectoriser.fit_transform([*left, *right])
    except ValueError:  # no word at all on either side
        both = sparse.csr_matrix((len(left) + len(right), 1), dtype=np.float32)
    return both[: len(left)], both[len(left) :]


def nearest(left: sparse.csr_matrix, right: sparse.csr_matrix, k: int, *, same_list: bool = False) -> Pairs:
    """The (left row, right row) pairs where one is among the k nearest of the other, sorted and without repeats.

    With `same_list` the two matrices are the same list: a row is not its own neighbour, and a pair is given once.
    """
    found = [_top(left, right, k, same_list)]
    if not same_list:
        found.append(_top(right, left, k, False)[:, ::-1])
    pairs = np.concatenate(found)
    if same_list:
        pairs.sort(axis=1)
    return np.unique(pairs, axis=0)


def _top(queries: sparse.csr_matrix, targets: sparse.csr_matrix, k: int, same_list: bool) -> Pairs:
    bearers = np.diff(targets.tocsc().indptr)
    keep = sparse.diags((bearers <= max(COMMON, 20 * k)).astype(np.float32))
    lookup = (targets @ keep).T.tocsr()
    found: list[Pairs] = [np.empty((0, 2), dtype=np.int64)]
    for start in range(0, queries.shape[0], CHUNK):
        scores = (queries[start : start + CHUNK] @ lookup).tocsr()
        for row in range(scores.shape[0]):
            begin, end = scores.indptr[row], scores.indptr[row + 1]
            columns, values = scores.indices[begin:end], scores.data[begin:end]
            if same_list:
                values = np.where(columns == start + row, 0.0, values)
            best = np.argpartition(-values, k)[:k] if len(values) > k else np.arange(len(values))
            best = best[values[best] > 0.0]
            found.append(np.column_stack([np.full(len(best), start + row), columns[best]]).astype(np.int64))
    return np.concatenate(found)


def similarities(left: sparse.csr_matrix, right: sparse.csr_matrix, pairs: Pairs) -> NDArray[np.float64]:
    """The cosine of each pair."""
    chunks = [
        np.asarray(left[chunk[:, 0]].multiply(right[chunk[:, 1]]).sum(axis=1), dtype=np.float64).ravel()
        for chunk in np.array_split(pairs, max(1, len(pairs) // 50_000))
    ]
    return np.concatenate(chunks)
