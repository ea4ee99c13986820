"""Choosing one object: its kind, then its name; the address says both."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st


def pick(label: str, kinds: Mapping[str, Collection[str]], whole: str | None = None) -> tuple[str, str | None]:
    """Ask for a kind and a name of that kind, None until one is chosen; no name is asked for `whole`."""
    kind = st.selectbox(label, list(kinds), key="sorte", bind="query-params", width=210) or next(iter(kinds))
    name = st.selectbox(
        "Lequel",
        list(kinds[kind]),
        index=None,
        placeholder="Tous" if kind == whole else "Choisir",
        key="quoi",
        bind="query-params",
        width="stretch",
        disabled=kind == whole,
    )
    return kind, name
