"""Saying how far a long operation is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from urbanism.dashboard.components.text import plain


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar that goes away at the end; gives the function that moves it (what is being done, share from 0 to 1)."""
    bar = st.progress(0.0, "Préparation…")

    def move(step: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), plain(step))

    try:
        yield move
    finally:
        bar.empty()
