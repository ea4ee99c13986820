"""What two extracts say differently, as a workbook that the services can go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from xlsxwriter import Workbook

from urbanism.comparing import Comparison, Extract
from urbanism.comparing.overlap import contradictions
from urbanism.comparing.sentences import aside_sentences, key_sentence, months, summary
from urbanism.exports.workbook import MOST_ROWS, Styles, TooManyRows, write_cell


class _Sheet(NamedTuple):
    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


def differences_workbook(comparison: Comparison, noun: str = "lignes") -> bytes:
    """The whole comparison: its sentences, columns, contradictions, rows without an answer, freshness and coverage.

    Raises:
        TooManyRows: more contradictions than a sheet holds.
    """
    content = BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        styles = Styles(book)
        for sheet in _sheets(comparison, noun):
            _write(book, sheet, styles)
    return content.getvalue()


def _write(book: Workbook, sheet: _Sheet, styles: Styles) -> None:
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(1, 0)
    for position, header in enumerate(sheet.headers):
        page.set_column(position, position, 100 if len(sheet.headers) == 1 else 26)
        page.write_string(0, position, header, styles.header)
    row = 0
    for row, cells in enumerate(sheet.rows, start=1):
        if row > MOST_ROWS:
            raise TooManyRows(
                f"Il y a plus d’écarts qu’une feuille n’en tient ({MOST_ROWS}).",
                remedy="Comparez commune par commune, ou moins de colonnes à la fois.",
            )
        for position, value in enumerate(cells):
            write_cell(page, row, position, value, styles, None)
    page.autofilter(0, 0, max(row, 1), len(sheet.headers) - 1)


def _sheets(comparison: Comparison, noun: str) -> Iterator[_Sheet]:
    left, right = comparison.left.name, comparison.right.name
    told = [summary(comparison, noun), key_sentence(comparison.key), *aside_sentences(comparison)]
    if comparison.staleness.why_not:
        told.append(comparison.staleness.why_not)
    yield _Sheet("Bilan", ["Bilan"], [[sentence] for sentence in told])
    yield _Sheet(
        "Colonnes",
        [left, right, "Identiques", "Écrites autrement", "Contradictoires", "Dont à une faute près",
         f"Seulement dans {left}", f"Seulement dans {right}"],
        chain(_columns(comparison), _alone(comparison)),
    )  # fmt: skip
    yield _Sheet(
        "Contradictions",
        ["Colonne", "Clé", f"Ligne de {left}", left, f"Ligne de {right}", right],
        ([found.columns.left, *one] for found in comparison.differences for one in contradictions(comparison, found)),
    )
    if comparison.pairing:
        for title, extract, side in (
            ("Propres au premier", comparison.left, comparison.pairing.left),
            ("Propres au second", comparison.right, comparison.pairing.right),
        ):
            headers = ["Ligne", *(column.header for column in extract.columns)]
            yield _Sheet(title, headers, rows_of(extract, np.sort(side.alone)))
    yield _Sheet(
        "Fraîcheur",
        ["Territoire", "Lignes datées des deux côtés", "Plus frais", "Écart (jours)", "Écart (mois)"],
        ([lag.territory, lag.rows, left if lag.days > 0 else right if lag.days < 0 else "ni l’un ni l’autre",
          abs(lag.days), months(lag.days)] for lag in comparison.staleness.by_territory),
    )  # fmt: skip
    yield _Sheet("Couverture", ["Territoire", left, right], comparison.coverage)


def rows_of(extract: Extract, rows: Iterable[int]) -> Iterator[list[Any]]:
    """Some rows of an extract, each after its line in the file."""
    for row in rows:
        yield [extract.row_numbers[row], *(column.values[row] or None for column in extract.columns)]


def _columns(comparison: Comparison) -> Iterator[list[Any]]:
    counted = {(one.columns.left, one.columns.right): one for one in comparison.differences}
    for matched in comparison.matched:
        one = counted.get((matched.left, matched.right))
        counts = (
            [one.identical, one.rewritten, len(one.contradictory), one.near, one.left_alone, one.right_alone]
            if one
            else []
        )
        yield [matched.left, matched.right, *counts]


def _alone(comparison: Comparison) -> Iterator[list[Any]]:
    yield from ([header, None] for header in comparison.left_only)
    yield from ([None, header] for header in comparison.right_only)
