"""Choosing the part of the estate that figures are about: the whole, a commune, a zone or a bloc."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.dashboard.components.picker import chosen_code
from urbanism.dashboard.state import Estate, derived
from urbanism.snapshot import Snapshot

WHOLE = 0
PARAMETER = "partie"


def part_picker(estate: Estate) -> int:
    """The identifier of the part asked by the address or chosen here; 0 for the whole."""
    names = {str(part): name for part, name in derived(parts, estate).items()}
    return int(chosen_code("Pour", names, PARAMETER, str(WHOLE)))


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
