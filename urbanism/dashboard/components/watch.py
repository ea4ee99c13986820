"""What deserves a look: its tile on the home page, and the list that the tile opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

import streamlit as st

from urbanism.analyses.overview import WATCH_SEVERITY, Watch, watch_lists
from urbanism.analyses.search import Filters
from urbanism.dashboard.address import link_to
from urbanism.dashboard.components.links import link
from urbanism.dashboard.labels import WATCH_LABELS, WATCH_PAGES
from urbanism.dashboard.state import Estate, derived
from urbanism.french import count


class Identified(Protocol):
    """Anything that has an identifier."""

    @property
    def id(self) -> int: ...


Record = TypeVar("Record", bound=Identified)
PARAMETER = "regard"


def only_watched(estate: Estate, records: Sequence[Record]) -> Sequence[Record]:
    """The records of the watch that the address names (all of them where it names none), said on the page."""
    code = st.query_params.get(PARAMETER, "")
    if code not in list(Watch):
        return records
    watch = Watch(code)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(WATCH_LABELS[watch].several.capitalize(), color="orange", icon=":material/visibility:")
        st.caption(WATCH_LABELS[watch].reason, width="content")
        st.button("Ne plus limiter à cette liste", type="tertiary", icon=":material/close:", on_click=_forget)
    kept = frozenset(derived(watch_lists, estate)[watch])
    return [record for record in records if record.id in kept]


def watch_tile(watch: Watch, found: int) -> None:
    """How many, of what, and why it deserves a look; the whole tile opens the list."""
    severity = WATCH_SEVERITY[watch]
    label = WATCH_LABELS[watch]
    with st.container(border=True, gap=None, key=f"tile-{severity}-{watch}", height="stretch"):
        title = count(found, label.one, label.several)
        link(WATCH_PAGES[watch], title, link_to(Filters(), **{PARAMETER: watch.value}))
        st.caption(f"{label.reason} *{severity.value.capitalize()}.*")


def _forget() -> None:
    del st.query_params[PARAMETER]
