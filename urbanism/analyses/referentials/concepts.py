"""Which prints are of one object: pairs worth comparing, their likeness, the concepts that come of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from urbanism.analyses.referentials.facets import Carried, Print, rarities, tokens_of
from urbanism.analyses.referentials.likeness import NO_TIES, Language, Likeness, Ties, likeness
from urbanism.graph import EstateGraph
from urbanism.matching import Decision, Pair, Zone, group
from urbanism.vocabulary import InterfaceMeans

NEAREST = 12
"""How many prints each print is compared with, beside those that share its object, its name or a flow."""
COMMON = 400
"""A word that more prints than this bear brings none together."""
CHUNK = 1000
ALL_PAIRS = 40
"""Up to so many prints of one object are all compared; beyond, each with the first."""

PrintPair = tuple[int, int]


@dataclass(frozen=True)
class Concepts:
    """The prints by number, the likeness of every pair compared, and the concept of each print (its number)."""

    prints: tuple[Print, ...]
    pairs: Mapping[PrintPair, Likeness]
    concept: tuple[int, ...]
    language: Language


def concepts(graph: EstateGraph, carried: Carried) -> Concepts:
    """Compare the prints of an estate and bring together those of one object."""
    prints = tuple(carried.prints)
    language = Language(rarities(prints), carried.vocabulary.said)
    ties = _ties(graph, {f.referential: n for n, each in enumerate(prints) for f in carried.prints[each] if f.own})
    pairs = {
        (a, b): likeness(prints[a], prints[b], language, ties.get((a, b), NO_TIES))
        for a, b in sorted({*_same_name(prints), *_nearest(prints, language.rarity), *ties})
    }
    return Concepts(prints, pairs, _grouped(len(prints), pairs), language)


def _grouped(count: int, pairs: Mapping[PrintPair, Likeness]) -> tuple[int, ...]:
    """Join the pairs of the strict zone, best first, never through a pair that its qualifiers set apart."""
    grouping = group(
        [Pair(str(a), str(b), found.score, found.zone) for (a, b), found in pairs.items() if found.zone is Zone.SAME],
        [Decision(str(a), str(b), same=False) for (a, b), found in pairs.items() if found.apart],
    )
    concept = list(range(count))
    for each in grouping.groups:
        first = min(map(int, each.members))
        for member in each.members:
            concept[int(member)] = first
    return tuple(concept)


def _same_name(prints: Sequence[Print]) -> Iterator[PrintPair]:
    """The prints of one object, or whose object or name is of the same words, or that one gives as another name."""
    bearers: dict[object, list[int]] = defaultdict(list)
    for number, each in enumerate(prints):
        names = {label.core for label in each.labels} | each.aliases
        for key in (*names, each.data_object):
            if key is not None:
                bearers[key].append(number)
    for numbers in bearers.values():
        if len(numbers) <= ALL_PAIRS:
            yield from combinations(numbers, 2)
        else:
            yield from ((numbers[0], other) for other in numbers[1:])


def _nearest(prints: Sequence[Print], rarity: Mapping[str, float]) -> Iterator[PrintPair]:
    """The prints that share the most telling words, wherever they stand."""
    bearers = Counter(token for each in prints for token in tokens_of(each))
    telling = {token for token, count in bearers.items() if 1 < count <= COMMON}
    columns = {token: number for number, token in enumerate(sorted(telling))}
    rows = [(number, columns[t], rarity[t]) for number, each in enumerate(prints) for t in tokens_of(each) & telling]
    if not rows:
        return
    row, column, weight = zip(*rows, strict=True)
    shape = (len(prints), len(columns))
    matrix = sparse.csr_matrix((np.array(weight), (np.array(row), np.array(column))), shape=shape)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = sparse.csr_matrix(sparse.diags(1 / np.where(norms > 0, norms, 1)) @ matrix)
    for start in range(0, len(prints), CHUNK):
        close = sparse.csr_matrix(matrix[start : start + CHUNK] @ matrix.T)
        for offset in range(close.shape[0]):
            first, last = close.indptr[offset], close.indptr[offset + 1]
            others, scores = close.indices[first:last], close.data[first:last]
            for other in others[np.argsort(-scores, kind="stable")[: NEAREST + 1]]:
                if other != start + offset:
                    yield _pair(start + offset, int(other))


def _ties(graph: EstateGraph, number: Mapping[int, int]) -> Mapping[PrintPair, Ties]:
    """The flows between two bases, and the producers that feed both, by pair of prints."""
    found: dict[PrintPair, Ties] = {}
    fed: dict[int, set[int]] = defaultdict(set)
    for flow in graph.flows:
        target = number.get(flow.target_id)
        if target is None:
            continue
        source = number.get(flow.source_id)
        if source is None:
            fed[flow.source_id].add(target)
        elif source != target:
            known = found.get(_pair(source, target), NO_TIES)
            script = flow.means in (InterfaceMeans.SCRIPT, InterfaceMeans.DATABASE_LINK)
            tie = known._replace(scripts=known.scripts + script, flows=known.flows + (not script))
            found[_pair(source, target)] = tie
    for targets in fed.values():
        for pair in combinations(sorted(targets), 2) if len(targets) <= ALL_PAIRS else ():
            known = found.get(pair, NO_TIES)
            found[pair] = known._replace(feeders=known.feeders + 1)
    return found


def _pair(left: int, right: int) -> PrintPair:
    return (left, right) if left < right else (right, left)
