"""Compare two extracts, one step after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from urbanism.comparing import overlap
from urbanism.comparing.agreement import beyond_chance
from urbanism.comparing.coding import CodedExtract, Kind, Vocabulary, code_extract
from urbanism.comparing.columns import ENOUGH_ROWS, Likeness, MatchedColumns, likenesses, match_columns
from urbanism.comparing.extract import Extract
from urbanism.comparing.keys import find_key
from urbanism.comparing.pairing import Pairing, pair_by_key, pair_by_text
from urbanism.comparing.results import Comparison, Key
from urbanism.comparing.staleness import days_later, staleness, update_column

Headers = tuple[str, str]
Coded = tuple[CodedExtract, CodedExtract]


class Paired(NamedTuple):
    """The rows paired, and by what."""

    key: Key | None
    rows: Pairing | None


def compare_extracts(
    left: Extract, right: Extract, columns: Sequence[Headers] | None = None, key: Sequence[Headers] | None = None
) -> Comparison:
    """Compare two extracts.

    Args:
        left: an extract.
        right: another.
        columns: the columns that answer each other, where a person says so (headers that exist); else they are found.
        key: those that identify a row, where a person says so; else they are found.
    """
    vocabulary = Vocabulary()
    coded = code_extract(left, vocabulary), code_extract(right, vocabulary)
    updates = update_column(coded[0]), update_column(coded[1])
    found = likenesses(*coded)
    allowed = found if columns is None else _only(coded, found, columns)
    paired = _pair(coded, allowed, key, updates)
    matched = _match(coded, found, columns, paired.rows)
    if paired.key is None or paired.key.is_text:
        paired = _pair_by_text(coded, found, matched, updates)
        matched = _match(coded, found, columns, paired.rows)
    return _tell((left, right), coded, matched, paired, updates)


def _only(coded: Coded, found: Iterable[Likeness], columns: Sequence[Headers]) -> list[Likeness]:
    """The pairs of columns that a person said answer each other."""
    wanted = set(columns)
    return [one for one in found if (coded[0].columns[one.left].header, coded[1].columns[one.right].header) in wanted]


def _pair(coded: Coded, found: Sequence[Likeness], told: Sequence[Headers] | None, updates: Headers) -> Paired:
    if told:
        places = tuple((_place(coded[0], left), _place(coded[1], right)) for left, right in told)
        return Paired(Key(tuple(told), told=True), pair_by_key(*coded, places, updates))
    best = find_key(*coded, found)
    if best is None:
        return Paired(None, None)
    named = tuple((coded[0].columns[i].header, coded[1].columns[j].header) for i, j in best.columns)
    return Paired(Key(named, confirmed=best.confirmed), pair_by_key(*coded, best.columns, updates))


def _pair_by_text(
    coded: Coded, found: Sequence[Likeness], matched: Sequence[MatchedColumns], updates: Headers
) -> Paired:
    """Where there is no key: the text of most distinct values, confirmed by every other matched column.

    Columns are matched again on the rows so paired, and rows paired again by what these columns say.
    """
    texts = [one for one in matched if one.kind is Kind.TEXT and one.values > 0]
    if not texts:
        return Paired(None, None)
    named = max(texts, key=lambda one: len(coded[0].column(one.left).distinct) * one.values)
    text = _place(coded[0], named.left), _place(coded[1], named.right)
    for _ in range(2):
        confirming = [
            (_place(coded[0], one.left), _place(coded[1], one.right))
            for one in matched
            if (one.left, one.right) not in ((named.left, named.right), updates) and one.agreement != 0
        ]
        rows = pair_by_text(*coded, text, confirming)
        matched = match_columns(*coded, found, (rows.left_rows, rows.right_rows))
    key = Key(((named.left, named.right),), is_text=True)
    return Paired(key, rows) if len(rows.left_rows) else Paired(None, None)


def _match(
    coded: Coded, found: Sequence[Likeness], told: Sequence[Headers] | None, rows: Pairing | None
) -> tuple[MatchedColumns, ...]:
    pairs = (rows.left_rows, rows.right_rows) if rows is not None else None
    if told is None:
        return match_columns(*coded, found, pairs)
    values = {(one.left, one.right): one for one in found}
    matched = []
    for left, right in told:
        places = _place(coded[0], left), _place(coded[1], right)
        one = values.get(places)
        ours, theirs = coded[0].columns[places[0]], coded[1].columns[places[1]]
        agreement = beyond_chance(ours, theirs, *pairs) if pairs and len(pairs[0]) >= ENOUGH_ROWS else None
        names, shared = (one.names, one.values) if one else (0.0, 0.0)
        matched.append(MatchedColumns(left, right, ours.kind, names, shared, agreement, told=True))
    return tuple(matched)


def _tell(
    extracts: tuple[Extract, Extract],
    coded: Coded,
    matched: tuple[MatchedColumns, ...],
    paired: Paired,
    updates: Headers,
) -> Comparison:
    territory = overlap.territory_columns(*coded, matched)
    rows = paired.rows
    in_key = set(paired.key.columns) if paired.key else set()
    days = days_later(*coded, updates, rows) if rows is not None else None
    return Comparison(
        *extracts,
        matched=matched,
        left_only=_alone(extracts[0], (one.left for one in matched)),
        right_only=_alone(extracts[1], (one.right for one in matched)),
        key=paired.key,
        pairing=rows,
        differences=tuple(
            overlap.differences(extracts, coded, one, rows, days)
            for one in matched
            if rows is not None and (one.left, one.right) not in in_key and (one.left, one.right) != updates
        ),
        staleness=staleness(extracts, coded, updates, rows, territory),
        territory=territory,
        coverage=overlap.coverage(extracts, coded, territory),
    )


def _alone(extract: Extract, matched: Iterable[str]) -> tuple[str, ...]:
    known = set(matched)
    return tuple(column.header for column in extract.columns if column.header not in known)


def _place(extract: CodedExtract, header: str) -> int:
    return next(place for place, column in enumerate(extract.columns) if column.header == header)
