"""Headings, figure tiles, empty states: the parts that every page shares."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.overview import is_fictitious
from urbanism.dashboard.address import Address
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, derived


def heading(title: str, subtitle: str = "", estate: Estate | None = None) -> None:
    """A page's title, what it is about in one sentence, and whether the data are invented."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(plain(title), anchor=False, width="content")
        if estate is not None and derived(is_fictitious, estate):
            st.badge(
                "jeu fictif", color="violet", help="Ces données sont inventées : aucune commune réelle n’y figure."
            )
    if subtitle:
        st.markdown(f":gray[{plain(subtitle, limit=600)}]")


def tile(label: str, figure: str, note: str, page: str, address: Address | None, key: str) -> None:
    """A figure of the estate; the whole tile opens its list."""
    with st.container(border=True, key=f"tile-{key}", gap="xxsmall", height="stretch"):
        st.metric(label, figure)
        link(page, note, address)


def empty(title: str, advice: str, icon: str = "inbox") -> None:
    """Say that there is nothing here, and what to do about it."""
    with st.container(border=True, horizontal_alignment="center", gap="xsmall"):
        st.markdown(f"## :material/{icon}: {plain(title)}", text_alignment="center", anchors=False)
        st.markdown(f":gray[{plain(advice, limit=600)}]", text_alignment="center")


def nothing_fits() -> None:
    """Say that what is asked leaves nothing, and how to see more."""
    empty("Rien ne correspond", "Enlevez un mot de la recherche ou un filtre.", "search_off")
