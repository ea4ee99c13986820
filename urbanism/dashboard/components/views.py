"""The views of a page as tabs: the address says which one is open, and only that one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st


def views(shown: Mapping[str, Callable[[], None]], key: str = "onglet") -> None:
    """Show each view under its title; `key` names the parameter of the address."""
    for tab, make in zip(st.tabs(list(shown), key=key, bind="query-params"), shown.values(), strict=True):
        if tab.open:
            with tab:
                make()
