"""What is kept of a comparison when someone asks: its counts and its sentences, never a row nor a value of one."""

from __future__ import annotations

from typing import Any

from urbanism.comparing.results import Comparison
from urbanism.comparing.sentences import aside_sentences, key_sentence

MOST_PLACES = 200
"""Territories kept, those of the widest gaps first."""


def digest(comparison: Comparison, noun: str) -> dict[str, Any]:
    """A comparison as plain values, small whatever the extracts: what the page of a group shows later."""
    told = comparison.staleness
    lags = [lag for lag in (told.everywhere, *told.by_territory) if lag is not None]
    return {
        "noun": noun,
        "left": comparison.left.name,
        "right": comparison.right.name,
        "left_total": comparison.left_total,
        "right_total": comparison.right_total,
        "shared": comparison.shared,
        "margin": comparison.margin,
        "key": key_sentence(comparison.key),
        "asides": aside_sentences(comparison),
        "left_only": list(comparison.left_only),
        "right_only": list(comparison.right_only),
        "columns": [
            {
                "left": one.columns.left,
                "right": one.columns.right,
                "identical": one.identical,
                "rewritten": one.rewritten,
                "contradictory": len(one.contradictory),
                "near": one.near,
            }
            for one in comparison.differences
        ],
        "lags": [{"territory": lag.territory, "rows": lag.rows, "days": lag.days} for lag in lags[:MOST_PLACES]],
        "coverage": [
            {"territory": one.territory, "left": one.left, "right": one.right}
            for one in comparison.coverage[:MOST_PLACES]
        ],
    }
