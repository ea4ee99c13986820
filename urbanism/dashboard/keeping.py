"""What is computed once for a reading of the estate, and kept for whoever may see the same.

The framework would have the garbage collector walk every object at the end of each run of a page, all that is kept here
included: `.streamlit/config.toml` tells it not to. Python then walks them when enough new ones have gathered.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from urbanism.store import Viewer

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


def viewer_key(viewer: Viewer) -> str:
    """What tells viewers apart: two of the same key see the same."""
    communes = "toutes" if viewer.communes is None else ",".join(map(str, sorted(viewer.communes)))
    return f"{viewer.account_id}|{viewer.name}|{viewer.role}|{communes}"


KEYS: dict[str | type, Callable[[Any], Any]] = {
    "urbanism.dashboard.state.Estate": attrgetter("key"),
    Viewer: viewer_key,
}
"""What an argument stands for: an estate is its reading, a viewer is what they may see."""


def kept(entries: int, words: str | None = None) -> Callable[[Callable[Asked, Result]], Callable[Asked, Result]]:
    """Keep the last `entries` results of a function, by its arguments; `words` are shown while it computes."""

    def keeping(compute: Callable[Asked, Result]) -> Callable[Asked, Result]:
        cached: Callable[Asked, Result] = st.cache_resource(
            max_entries=entries, show_spinner=words or False, hash_funcs=KEYS
        )(compute)
        return cached

    return keeping
