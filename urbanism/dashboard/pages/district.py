"""Quartier: its blocs as on the plan, and all that serves them."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.part_map import show_part_map
from urbanism.dashboard.components.part_of_plan import show_part
from urbanism.dashboard.state import Estate, open_estate


def show(estate: Estate) -> None:
    asked = st.query_params.get("quartier", "")
    district = next((one for one in estate.snapshot.districts if one.code == asked), None)
    if district is None:
        heading("Quartier")
        empty("Ce quartier n’existe pas, ou plus", "Retrouvez-le sur le plan.", "search_off")
        link("plan", "Ouvrir le plan", icon="map")
        return
    heading(district.name, district.description, estate)
    zone = estate.snapshot.by_id[district.zone_id]
    with st.container(horizontal=True, gap="small"):
        link("plan", "Plan", icon="map")
        link("zone", f"Zone {zone.name}", {"zone": [zone.code]})
    show_part_map(estate, f"Quartier {district.name}", frozenset({district.id}))
    blocks = [block for block in estate.snapshot.blocks if block.district_id == district.id]
    show_part(estate, blocks, Filters(districts=(district.code,)))


show(open_estate())
