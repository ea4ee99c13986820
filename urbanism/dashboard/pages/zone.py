"""Zone: its quartiers and blocs as on the plan, and all that serves them."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.part_map import show_part_map
from urbanism.dashboard.components.part_of_plan import show_part
from urbanism.dashboard.state import Estate, open_estate


def show(estate: Estate) -> None:
    asked = st.query_params.get("zone", "")
    zone = next((one for one in estate.snapshot.zones if one.code == asked), None)
    if zone is None:
        heading("Zone")
        empty("Cette zone n’existe pas, ou plus", "Retrouvez-la sur le plan.", "search_off")
        link("plan", "Ouvrir le plan", icon="map")
        return
    heading(zone.name, zone.description, estate)
    link("plan", "Plan", icon="map")
    districts = frozenset(one.id for one in estate.snapshot.districts if one.zone_id == zone.id)
    show_part_map(estate, f"Zone {zone.name}", districts)
    blocks = [block for block in estate.snapshot.blocks if block.district_id in districts]
    show_part(estate, blocks, Filters(zones=(zone.code,)))


show(open_estate())
