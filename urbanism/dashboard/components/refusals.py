"""What the estate refuses, said where it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from urbanism.dashboard.components.text import plain
from urbanism.errors import UrbanismError


@contextmanager
def refusals_said() -> Iterator[None]:
    """Say on the page why what the block asks for is refused; the rest of the block is left undone."""
    try:
        yield
    except UrbanismError as error:
        st.error(plain(error, limit=800), icon=":material/error:")
