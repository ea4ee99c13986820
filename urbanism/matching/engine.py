"""Bring two lists together, or find the repeats of one: the way from records to explained pairs.

records -> words -> candidate pairs -> arguments -> columns weighed -> (decisions learnt) -> score -> zone -> evidence
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from urbanism.matching.candidates import candidates
from urbanism.matching.columns import ColumnEvidence, ColumnPair, levels_of_agreement, pair_columns, weigh
from urbanism.matching.explanations import Compared, Explanations
from urbanism.matching.features import TEXT_FEATURES, Prepared, compare, core, corpus, prepare
from urbanism.matching.learning import Decided, learn
from urbanism.matching.records import Decision, Learnt, MatchResult, Model, Pair, Record, Zone
from urbanism.matching.scorer import (
    Arguments,
    argument_names,
    default_for,
    log_odds,
    sigmoid,
)

FLOOR = 0.2
"""Pairs that score less are not reported, unless asked for or decided."""
SAME_SCORE = 0.9
DIFFERENT_SCORE = 0.2
OPPOSED = ("name_both", "trade", "number_both", "code_both", "edition_both", "platform_both")
"""Arguments that say each name bears what the other has not; any of them keeps a pair out of the strict zone."""


def match(
    left: Sequence[Record],
    right: Sequence[Record],
    decisions: Iterable[Decision] = (),
    model: Model | None = None,
    *,
    asked: Iterable[tuple[str, str]] = (),
) -> MatchResult:
    """Pair the records of two lists that may be the same thing.

    Args:
        left, right: the lists; keys are unique within each.
        decisions: what people already said of pairs (left key, right key); the last word on a pair holds.
        model: weights learnt before; without it, they are learnt from `decisions` where these suffice.
        asked: pairs of keys to score whatever their score.

    Returns:
        The pairs that score `FLOOR` or more, and those asked for or decided, best first.
    """
    ours, theirs = Twins(left), Twins(right)
    decisions, asked = list(decisions), list(asked)
    said = [Decision(ours.first(a), theirs.first(b), same) for a, b, same in decisions]
    wanted = [(ours.first(a), theirs.first(b)) for a, b in asked]
    result = _run(ours.distinct, theirs.distinct, said, model, wanted, same_list=False)
    named = {*asked, *((a, b) for a, b, _ in decisions)}
    pairs = (
        replace(pair, left=a, right=b)
        for pair in result.pairs
        for a in ours.keys[pair.left]
        for b in theirs.keys[pair.right]
        if pair.score >= FLOOR or (a, b) in named
    )
    return replace(result, pairs=tuple(pairs))


class Twins:
    """The records of a list, those equal to the letter (other columns included) taken once."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.distinct: list[Record] = []
        self.keys: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}
        known: dict[tuple[object, ...], str] = {}
        for record in records:
            first = known.setdefault((record.text, *sorted(record.attributes.items())), record.key)
            if first == record.key:
                self.distinct.append(record)
            self.keys.setdefault(first, []).append(record.key)
            self._first[record.key] = first

    def first(self, key: str) -> str:
        """The key of the record that stands for this one and its twins."""
        return self._first.get(key, key)


def deduplicate(
    records: Sequence[Record],
    decisions: Iterable[Decision] = (),
    model: Model | None = None,
    *,
    asked: Iterable[tuple[str, str]] = (),
) -> MatchResult:
    """Find the records of one list that may be the same thing: as `match`, without rivals since a thing may recur."""
    return _run(records, records, list(decisions), model, list(asked), same_list=True)


def _run(
    left: Sequence[Record],
    right: Sequence[Record],
    decisions: list[Decision],
    model: Model | None,
    asked: list[tuple[str, str]],
    *,
    same_list: bool,
) -> MatchResult:
    left_row = {record.key: row for row, record in enumerate(left)}
    right_row = {record.key: row for row, record in enumerate(right)}

    def rows(a: str, b: str) -> tuple[int, int] | None:
        if a not in left_row or b not in right_row:
            return None
        pair = left_row[a], right_row[b]
        return (min(pair), max(pair)) if same_list else pair

    said = {pair: same for a, b, same in decisions if (pair := rows(a, b)) is not None}
    wanted = {pair for a, b in asked if (pair := rows(a, b)) is not None} | said.keys()
    compared = compare_lists(left, right, sorted(wanted), same_list=same_list)
    learnt = None
    if model is None:
        learnt = _learn(compared.arguments, said) if said else None
        model = learnt.model if learnt else default_for(compared.arguments)
    return MatchResult(_pairs(compared, model, said, wanted), model, learnt, compared.columns.columns)


def compare_lists(
    left: Sequence[Record], right: Sequence[Record], wanted: list[tuple[int, int]], *, same_list: bool
) -> Compared:
    """Compare the likely pairs of two lists, and the `wanted` rows: all that is known before weighing."""
    prepared_left = [prepare(record) for record in left]
    prepared_right = prepared_left if same_list else [prepare(record) for record in right]
    data = corpus(prepared_left, prepared_right, one_list=same_list)
    found = candidates(
        [core(record, one_list=same_list) for record in prepared_left],
        [core(record, one_list=same_list) for record in prepared_right],
        wanted,
        same_list=same_list,
    )
    text = compare(data, found.pairs, found.letters)
    opposed = np.any(text.table[:, [TEXT_FEATURES.index(name) for name in OPPOSED]] > 0.0, axis=1)
    bare = Arguments(
        pairs=found.pairs,
        names=TEXT_FEATURES,
        values=text.table,
        vocabulary=text.vocabulary,
        alone=text.alone,
        name_ids=found.name_ids,
        opposed=opposed,
        exclusive=(_exclusivity(prepared_right), _exclusivity(prepared_left)),
        one_list=same_list,
    )
    columns = (
        tuple(ColumnPair(name, name) for name in sorted({name for record in left for name in record.attributes}))
        if same_list
        else pair_columns(left, right)
    )
    levels = levels_of_agreement(left, right, found.pairs, columns)
    weighed = weigh(columns, levels, sigmoid(log_odds(bare, default_for(bare))))
    arguments = _with_columns(bare, weighed)
    if same_list:  # siblings make names alone ambiguous: what columns are worth is estimated again, knowing them
        weighed = weigh(columns, levels, sigmoid(log_odds(arguments, default_for(arguments))))
        arguments = _with_columns(bare, weighed)
    return Compared(left, right, data, weighed, arguments)


def _with_columns(bare: Arguments, weighed: ColumnEvidence) -> Arguments:
    """The arguments of the names, and those of the columns after them."""
    return bare._replace(names=argument_names(weighed.columns), values=np.column_stack([bare.values, weighed.values()]))


def _exclusivity(records: Sequence[Prepared]) -> float:
    """How far a record has one counterpart at most in this list: 1 without repeated names, 0 from a fifth of them."""
    distinct = len({record.name.words for record in records}) / max(1, len(records))
    return min(1.0, max(0.0, (distinct - 0.8) / 0.15))


def _learn(arguments: Arguments, said: dict[tuple[int, int], bool]) -> Learnt:
    rows = [(row, said[pair]) for row, pair in enumerate(map(tuple, arguments.pairs.tolist())) if pair in said]
    return learn(
        arguments,
        Decided(np.array([row for row, _ in rows], dtype=np.int64), np.array([float(same) for _, same in rows])),
    )


def _pairs(
    compared: Compared, model: Model, said: dict[tuple[int, int], bool], wanted: Iterable[tuple[int, int]]
) -> tuple[Pair, ...]:
    arguments = compared.arguments
    scores = sigmoid(log_odds(arguments, model))
    explained = Explanations(compared, model, scores)
    always = set(wanted)
    found = []
    for row, (i, j) in enumerate(arguments.pairs.tolist()):
        if scores[row] < FLOOR and (i, j) not in always:
            continue
        decided = said.get((i, j))
        score = float(scores[row]) if decided is None else float(decided)
        found.append(
            Pair(
                compared.left[i].key,
                compared.right[j].key,
                round(score, 4),
                _zone(score, bool(arguments.opposed[row]), decided),
                calibrated=model.decisions > 0,
                decided=decided,
                why=partial(explained.of, row, decided),
            )
        )
    return tuple(sorted(found, key=lambda pair: -pair.score))


def _zone(score: float, opposed: bool, decided: bool | None) -> Zone:
    if decided is not None:
        return Zone.SAME if decided else Zone.DIFFERENT
    if score >= SAME_SCORE and not opposed:
        return Zone.SAME
    return Zone.REVIEW if score >= DIFFERENT_SCORE else Zone.DIFFERENT
