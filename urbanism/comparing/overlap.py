"""What paired rows say: the same, the same otherwise, something else; and rows by territory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from urbanism.comparing import headers
from urbanism.comparing.agreement import code_table, compare
from urbanism.comparing.coding import MISSING, CodedColumn, CodedExtract, Ints, Kind
from urbanism.comparing.columns import MatchedColumns
from urbanism.comparing.extract import Extract
from urbanism.comparing.pairing import Pairing
from urbanism.comparing.results import ColumnDifferences, Comparison, Contradiction, Coverage
from urbanism.comparing.wording import plain_text

MOST_TERRITORIES = 2_000
SLIPS = 2
"""Letters by which two texts of eight letters or more may differ and still be a slip of the pen; one below."""


def differences(
    extracts: tuple[Extract, Extract],
    coded: tuple[CodedExtract, CodedExtract],
    matched: MatchedColumns,
    pairing: Pairing,
    days: NDArray[np.float64] | None,
) -> ColumnDifferences:
    """What two matched columns say along the paired rows.

    `days`: of each pair, how many days later the left row was changed (NaN where unknown).
    """
    left, right = coded[0].column(matched.left), coded[1].column(matched.right)
    rows = pairing.left_rows, pairing.right_rows
    codes = code_table(left, right, *rows)
    told, same = compare(left, right, *rows, codes)
    identical = same & (left.raw[rows[0]] == right.raw[rows[1]])
    contradictory = np.flatnonzero(told & ~same)
    first, second = left.plain[rows[0]] != MISSING, right.plain[rows[1]] != MISSING
    later = days[contradictory] if days is not None else np.empty(0)
    return ColumnDifferences(
        matched,
        identical=int(identical.sum()),
        rewritten=int((same & ~identical).sum()),
        contradictory=contradictory,
        near=_near(extracts, matched, rows, contradictory) if left.kind is Kind.TEXT else 0,
        left_alone=int((first & ~second).sum()),
        right_alone=int((second & ~first).sum()),
        left_fresher=int((later > 0).sum()),
        right_fresher=int((later < 0).sum()),
        codes=_as_written(extracts, matched, (left, right), codes) if codes is not None else {},
    )


def _as_written(
    extracts: tuple[Extract, Extract],
    matched: MatchedColumns,
    columns: tuple[CodedColumn, CodedColumn],
    codes: dict[int, int],
) -> dict[str, str]:
    """The table of codes with the words of each extract."""
    texts: list[dict[int, str]] = []
    for extract, header, column in zip(extracts, (matched.left, matched.right), columns, strict=True):
        values = extract.column(header)
        numbers, places = np.unique(column.plain, return_index=True)
        texts.append({int(n): values.values[int(at)] for n, at in zip(numbers, places, strict=True)} if values else {})
    return {texts[0][code]: texts[1][meaning] for code, meaning in codes.items()}


def _near(
    extracts: tuple[Extract, Extract], matched: MatchedColumns, rows: tuple[Ints, Ints], contradictory: Ints
) -> int:
    """How many contradictions are a slip of the pen."""
    left, right = extracts[0].column(matched.left), extracts[1].column(matched.right)
    if left is None or right is None:
        return 0
    return sum(
        _is_slip(plain_text(left.values[i]), plain_text(right.values[j]))
        for i, j in zip(rows[0][contradictory].tolist(), rows[1][contradictory].tolist(), strict=True)
    )


def _is_slip(left: str, right: str) -> bool:
    slips = SLIPS if min(len(left), len(right)) >= 8 else 1
    return OSA.distance(left, right, score_cutoff=slips) <= slips


def contradictions(comparison: Comparison, found: ColumnDifferences) -> Iterator[Contradiction]:
    """The rows behind a count of contradictions, in the order of the left extract."""
    left, right = comparison.left.column(found.columns.left), comparison.right.column(found.columns.right)
    pairing = comparison.pairing
    if left is None or right is None or pairing is None:
        return
    labels = label_columns(comparison)
    for place in found.contradictory.tolist():
        i, j = int(pairing.left_rows[place]), int(pairing.right_rows[place])
        label = " · ".join(text for column in labels if (text := column[i]))
        yield Contradiction(
            label, comparison.left.row_numbers[i], left.values[i], comparison.right.row_numbers[j], right.values[j]
        )


def label_columns(comparison: Comparison) -> list[list[str]]:
    """The values of the left extract that name a row: its key."""
    named = [left for left, _ in comparison.key.columns] if comparison.key else []
    columns = [comparison.left.column(header) for header in named]
    return [list(column.values) for column in columns if column is not None]


def territory_columns(
    left: CodedExtract, right: CodedExtract, matched: tuple[MatchedColumns, ...]
) -> tuple[str, str] | None:
    """The columns that say where a row is: on both sides if possible ("" where a side has none); names before codes."""
    found = [(one.left, one.right) for one in matched if _places(left, one.left) or _places(right, one.right)]
    if found:
        return min(found, key=lambda pair: _rank(left, pair[0]))
    for side, extract in enumerate((left, right)):
        if alone := [column.header for column in extract.columns if _places(extract, column.header)]:
            header = min(alone, key=lambda header: _rank(extract, header))
            return (header, "") if side == 0 else ("", header)
    return None


def _places(extract: CodedExtract, header: str) -> bool:
    few = min(MOST_TERRITORIES, max(extract.rows // 2, 1))
    return headers.says_territory(header) and 1 <= len(extract.column(header).distinct) <= few


def _rank(extract: CodedExtract, header: str) -> tuple[bool, int]:
    column = extract.column(header)
    return column.kind is not Kind.TEXT, len(column.distinct)


def coverage(
    extracts: tuple[Extract, Extract], coded: tuple[CodedExtract, CodedExtract], territory: tuple[str, str] | None
) -> tuple[Coverage, ...]:
    """Rows of each territory in each extract, the widest relative gap first."""
    if territory is None or not all(territory):
        return ()
    counts: list[Counter[int]] = []
    names: dict[int, str] = {}
    for extract, side, header in zip(extracts, coded, territory, strict=True):
        column, texts = side.column(header), extract.column(header)
        numbers, places, times = np.unique(column.plain, return_index=True, return_counts=True)
        counts.append(Counter(dict(zip(numbers.tolist(), times.tolist(), strict=True))))
        for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
            if texts is not None:
                names.setdefault(number, texts.values[place])
    found = [
        Coverage(name, counts[0][number], counts[1][number]) for number, name in names.items() if number != MISSING
    ]
    return tuple(sorted(found, key=lambda one: (min(one.left, one.right) / max(one.left, one.right), one.territory)))
