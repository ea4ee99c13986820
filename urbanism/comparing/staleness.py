"""Which extract was kept up to date last, everywhere and territory by territory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from urbanism.comparing import headers
from urbanism.comparing.coding import MISSING, CodedExtract, Ints, Kind
from urbanism.comparing.extract import Extract
from urbanism.comparing.pairing import Pairing
from urbanism.comparing.results import Lag, Staleness

FEWEST = 5
"""Dated pairs of a territory below which its median says nothing."""


def update_column(extract: CodedExtract) -> str:
    """The header of the column that says when a row was last changed, the fullest of them; "" where there is none."""
    found = [c for c in extract.columns if c.kind is Kind.DATE and headers.says_update(c.header)]
    return max(found, key=lambda column: column.filled).header if found else ""


def days_later(
    left: CodedExtract, right: CodedExtract, columns: tuple[str, str], pairing: Pairing
) -> NDArray[np.float64] | None:
    """Of each pair, how many days later the left row was changed; NaN where unknown; None where no column says it."""
    if not all(columns):
        return None
    first = left.column(columns[0]).values[pairing.left_rows]
    second = right.column(columns[1]).values[pairing.right_rows]
    return np.asarray(first - second, dtype=np.float64)


def staleness(
    extracts: tuple[Extract, Extract],
    coded: tuple[CodedExtract, CodedExtract],
    columns: tuple[str, str],
    pairing: Pairing | None,
    territory: tuple[str, str] | None,
) -> Staleness:
    """The median lag of paired rows, and that of each territory."""
    lacking = [side.name for side, header in zip(coded, columns, strict=True) if not header]
    if lacking:
        why = f"Fraîcheur non mesurable : aucune colonne de date de mise à jour dans {' ni dans '.join(lacking)}."
        return Staleness(columns, None, (), why)
    days = days_later(*coded, columns, pairing) if pairing is not None else None
    if pairing is None or days is None or not np.isfinite(days).any():
        return Staleness(
            columns, None, (), "Fraîcheur non mesurable : aucune ligne commune n’est datée des deux côtés."
        )
    known = np.isfinite(days)
    everywhere = Lag("", int(known.sum()), float(np.median(days[known])))
    by_territory: tuple[Lag, ...] = ()
    if territory is not None:
        side = 0 if territory[0] else 1
        rows = pairing.right_rows if side else pairing.left_rows
        by_territory = _by_territory(extracts[side], coded[side], territory[side], rows, days)
    return Staleness(columns, everywhere, by_territory, "")


def _by_territory(
    extract: Extract, coded: CodedExtract, header: str, rows: Ints, days: NDArray[np.float64]
) -> tuple[Lag, ...]:
    texts = extract.column(header)
    codes = coded.column(header).plain[rows]
    kept = np.flatnonzero(np.isfinite(days) & (codes != MISSING))
    kept = kept[np.argsort(codes[kept], kind="stable")]
    if texts is None or not len(kept):
        return ()
    _, starts = np.unique(codes[kept], return_index=True)
    lags = []
    for group in np.split(kept, starts[1:]):
        if len(group) >= FEWEST:
            lags.append(Lag(texts.values[int(rows[group[0]])], len(group), float(np.median(days[group]))))
    return tuple(sorted(lags, key=lambda lag: (-abs(lag.days), lag.territory)))
