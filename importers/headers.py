"""Recognise the header of a table: one to three lines of words above records.

A header is judged by shape first: short words, all different, over columns that hold something else. A row is a
header only when it clearly is one; in doubt it is data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from importers.sheets import Cell, MergedRange
from importers.values.texts import clean

Rows = Sequence[list[Cell]]

PREVIEW = 50
"""Rows looked at to tell a header from data."""
_LONGEST_HEADER = 250
_MOST_LINES = 5
_NUMBER = re.compile(r"[-+(]?[\d.,\s]*\d[\d.,\s]*\)?\s*(?:[kKM]?€|%|EUR|euros?)?$")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[ T]\d{1,2}[:h].*)?$")
_MEASURE_STARTS = frozenset("0123456789+-(.,")
_ADDRESS = re.compile(r"https?://|\S+@\S+\.\w+$")
_YEARS = range(1900, 2101)
_HEADER_WORDS = re.compile(
    r"\b(?:nom|code|id|identifiant|réf|référence|libellé|intitulé|désignation|type|nature|statut|état|date|début|fin|"
    r"échéance|version|éditeur|fournisseur|application|logiciel|outil|produit|service|direction|commune|site|source|"
    r"cible|origine|destination|émetteur|destinataire|format|fréquence|description|commentaires?|observations?|coût|"
    r"montant|prix|nb|nombre|responsable|contact|domaine|catégorie|bloc|fonction|usage|objet|données?|"
    r"name|vendor|software|system|department|status|owner|category|url|number|email)\b",
    re.IGNORECASE,
)


class Header(NamedTuple):
    """The lines of a header, both ends included, and a label for each column (None where it has none)."""

    first: int
    last: int
    labels: list[str | None]


def filled(row: Sequence[Cell]) -> int:
    """How many cells hold something."""
    return len(row) - row.count(None)


def is_measure(cell: Cell) -> bool:
    """Whether a cell holds a number, an amount or a date, typed or as text."""
    if isinstance(cell, str):
        text = cell.strip()
        return text[:1] in _MEASURE_STARTS and len(text) < 40 and bool(_NUMBER.match(text) or _DATE.match(text))
    return cell is not None


def _is_year(cell: Cell) -> bool:
    text = str(cell)
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS


def looks_like_header(row: Sequence[Cell]) -> bool:
    """Whether a row could be a header line: short words, hardly repeated; years are allowed."""
    cells = [cell for cell in row if cell is not None]
    words = [cell for cell in cells if isinstance(cell, str) and not is_measure(cell)]
    if any(len(word) > _LONGEST_HEADER or _ADDRESS.match(word) for word in words):
        return False
    numbers = sum(is_measure(cell) and not _is_year(cell) for cell in cells)
    return bool(words) and numbers * 2 < len(cells) and len(set(words)) * 2 > len(words)


def header_words(row: Sequence[Cell]) -> float:
    """The share of the words of a row that are usual in headers."""
    words = [cell for cell in row if isinstance(cell, str)]
    return sum(bool(_HEADER_WORDS.search(word)) for word in words) / max(len(words), 1)


def contrasts(row: Sequence[Cell], below: Rows) -> tuple[int, int]:
    """Columns that speak for the row being a header, and columns that speak against it.

    For: words above mostly measures. Against: a measure above measures, or a value found again below in its column.
    """
    speak_for = against = 0
    for column, cell in enumerate(row):
        values = [line[column] for line in below if len(line) > column and line[column] is not None]
        if cell is None or not values:
            continue
        measures = sum(map(is_measure, values)) * 2 > len(values)
        if is_measure(cell):
            against += measures and not _is_year(cell)
        elif measures:
            speak_for += 1
        elif cell in values:
            against += 1
    return speak_for, against


def find_header(rows: Rows, start: int, end: int, merged: Sequence[MergedRange]) -> Header | None:
    """The header in the first rows of rows[start:end]; None when they begin with data.

    Args:
        rows: the rows of a side of a sheet.
        start: a row that is not blank.
        end: the row after the last that may be looked at.
        merged: the merged ranges of those rows.
    """
    preview = [index for index in range(start, min(end, start + 2 * PREVIEW)) if rows[index]][:PREVIEW]
    main = _main_line(rows, preview)
    if main is None:
        return None
    first = last = main
    while first > main - _MOST_LINES and _names_groups(rows, start, first, merged):
        first -= 1
    last = _end_of_merged(first, main, end, merged)
    if last == main and (_names_parts(rows, main, end, merged) or _stands_over_names(rows, start, main, end, merged)):
        last = main + 1
    if first == last:
        below = [rows[index] for index in preview if index > main and rows[index] != rows[main]]
        speak_for, against = contrasts(rows[main], below)
        if against > speak_for and against * 3 >= filled(rows[main]):
            return None
    return Header(first, last, _labels(rows, range(first, last + 1), merged))


def _main_line(rows: Rows, preview: Sequence[int]) -> int | None:
    """The first row that reaches across the table, if it looks like a header; else one that stands over figures."""
    margin = min(next(c for c, cell in enumerate(rows[index]) if cell is not None) for index in preview)
    reach = sorted(len(rows[index]) - margin for index in preview)[len(preview) * 4 // 5]
    wide = (
        index
        for index in preview
        if len(rows[index]) - margin >= 0.6 * reach and filled(rows[index]) >= min(max(2, 0.4 * reach), reach)
    )
    main = next(wide, None)
    if main is None or looks_like_header(rows[main]):
        return main
    first = next((index for index in preview if filled(rows[index]) > 1), main)
    speak_for, against = contrasts(rows[first], [rows[index] for index in preview if index > first])
    return first if looks_like_header(rows[first]) and speak_for > against == 0 else None


def _end_of_merged(first: int, main: int, end: int, merged: Sequence[MergedRange]) -> int:
    """The last row of the cells merged downwards from the header's lines."""
    ends = [m.last_row for m in merged if first <= m.first_row <= main < m.last_row < main + _MOST_LINES]
    return min(max(ends, default=main), end - 1)


def _names_groups(rows: Rows, start: int, line: int, merged: Sequence[MergedRange]) -> bool:
    """Whether the row above a header line names groups of its columns."""
    above = line - 1
    if above < start or not looks_like_header(rows[above]) or len(rows[above]) > len(rows[line]):
        return False
    row, width = rows[above], len(rows[line])
    groups = [column for column, cell in enumerate(row) if cell is not None]
    if any(":" in str(row[column]) for column in groups):
        return False
    spans = [m.last_column - m.first_column + 1 for m in merged if m.first_row == above]
    if spans:
        return max(spans) < 0.8 * width
    gaps = [after - column for column, after in zip(groups, [*groups[1:], width], strict=True)]
    return len(groups) > 1 and sum(gap > 1 for gap in gaps) >= len(groups) - 1


def _names_parts(rows: Rows, main: int, end: int, merged: Sequence[MergedRange]) -> bool:
    """Whether the row below the main header line names parts of its columns."""
    below = main + 1
    if below >= end or not looks_like_header(rows[below]) or any(map(is_measure, rows[below])):
        return False
    upper, lower = rows[main], rows[below]
    parts = [range(m.first_column, m.last_column + 1) for m in merged if m.first_row == main == m.last_row]
    if parts:
        return all(any(c in part for part in parts) for c, cell in enumerate(lower) if cell is not None)
    taken = next(column for column, cell in enumerate(upper) if cell is not None)
    completed = [c for c, cell in enumerate(lower) if cell is not None and (c >= len(upper) or upper[c] is None)]
    return bool(completed) and (taken >= len(lower) or lower[taken] is None)


def _stands_over_names(rows: Rows, start: int, main: int, end: int, merged: Sequence[MergedRange]) -> bool:
    """Whether a line full of gaps names groups, and the fuller one below names their columns."""
    below = main + 1
    if below >= end or not looks_like_header(rows[below]) or any(map(is_measure, rows[below])):
        return False
    fuller = filled(rows[below]) > filled(rows[main])
    return fuller and header_words(rows[below]) >= 0.5 and _names_groups(rows, start, below, merged)


def _labels(rows: Rows, lines: range, merged: Sequence[MergedRange]) -> list[str | None]:
    """A label for each column: the texts of the header lines from top to bottom, joined by " / "."""
    width = max(len(rows[index]) for index in lines)
    spread = [_spread(rows, index, lines, merged) for index in lines[:-1]]
    labels: list[str | None] = []
    for column in range(width):
        texts = [header_text(line[column]) for line in [*spread, rows[lines[-1]]] if column < len(line)]
        labels.append(" / ".join(dict.fromkeys(filter(None, texts))) or None)
    return labels


def _spread(rows: Rows, index: int, lines: range, merged: Sequence[MergedRange]) -> list[Cell]:
    """An upper header line, with the name of each group over all its columns."""
    line, lower = list(rows[index]), rows[lines[-1]]
    line.extend([None] * (len(lower) - len(line)))
    spans = [m for m in merged if m.first_row in lines and m.first_column < m.last_column]
    for span in spans:
        if span.first_row == index and span.first_column < len(line):
            end = min(span.last_column + 1, len(line))
            line[span.first_column : end] = [line[span.first_column]] * (end - span.first_column)
    if not spans:
        group: Cell = None
        for column, cell in enumerate(lower):
            if line[column] is not None:
                group = line[column] if cell is not None else None
            elif cell is not None:
                line[column] = group
    return line


def header_text(cell: Cell) -> str:
    """A header cell as a line of text."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return "" if cell is None else " ".join(clean(str(cell)).split())
