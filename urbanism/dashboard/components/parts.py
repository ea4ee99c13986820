"""Choosing the part of the estate that figures are about: the whole, a commune, a zone or a bloc."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.dashboard.state import Estate, derived
from urbanism.snapshot import Snapshot

WHOLE = 0
PARAMETER = "partie"


def part_picker(estate: Estate) -> int:
    """The identifier of the part asked by the address or chosen here; 0 for the whole."""
    names = derived(parts, estate)
    chosen = st.selectbox(
        "Pour", list(names), format_func=names.__getitem__, index=_asked(names), key="partie-choisie", width=420
    )
    if chosen != WHOLE:
        st.query_params[PARAMETER] = str(chosen)
    else:
        st.query_params.pop(PARAMETER, None)
    return chosen


def parts(snapshot: Snapshot) -> Mapping[int, str]:
    """Every part of the estate by its identifier, in the order people expect."""
    return {
        WHOLE: "Tout le patrimoine",
        **{c.id: f"Commune – {c.name}" for c in sorted(snapshot.communes, key=lambda c: c.name)},
        **{z.id: f"Zone – {z.name}" for z in sorted(snapshot.zones, key=lambda z: z.rank)},
        **{b.id: f"Bloc – {b.name}" for b in sorted(snapshot.blocks, key=lambda b: b.name)},
    }


def asked_part(names: Mapping[int, str]) -> int:
    """The part that the address names; 0 where it names none."""
    text = st.query_params.get(PARAMETER, "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else WHOLE
    return asked if asked in names else WHOLE


def _asked(names: Mapping[int, str]) -> int:
    return list(names).index(asked_part(names))
