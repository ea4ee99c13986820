"""Bloc: one function, its place on the plan, and all that serves it."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.part_of_plan import show_part
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.snapshot import FunctionalBlock


def show(estate: Estate) -> None:
    asked = st.query_params.get("bloc", "")
    block = next((block for block in estate.snapshot.blocks if block.code == asked), None)
    if block is None:
        heading("Bloc")
        empty("Ce bloc n’existe pas, ou plus", "Retrouvez-le sur le plan.", "search_off")
        link("plan", "Ouvrir le plan", icon="map")
        return
    heading(block.name, block.description, estate)
    _place(estate, block)
    show_part(estate, [block], Filters(blocks=(block.code,)))


def _place(estate: Estate, block: FunctionalBlock) -> None:
    """Where it stands: zone, quartier, class, sector."""
    records = estate.snapshot.by_id
    district = records[block.district_id]
    zone = records[district.zone_id]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        link("plan", "Plan", icon="map")
        link("zone", f"Zone {zone.name}", {"zone": [zone.code]})
        link("quartier", f"Quartier {district.name}", {"quartier": [district.code]})
        words = [f"classe : {block.block_class.value}"]
        if block.sector_id is not None:
            sector = records[block.sector_id]
            words.append(f"secteur RU-30 n° {sector.number} : {sector.name}")
        if block.transverse_channel:
            words.append("canal transverse")
        st.markdown(f":gray[{plain(' ; '.join(words))}]", width="content")


show(open_estate())
