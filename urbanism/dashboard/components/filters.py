"""The bar of filters: the same on every page, written in the address, kept from page to page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from urbanism.analyses.search import NONE, Filters
from urbanism.dashboard.address import PARAMETERS, WITHOUT_FILTER, Address, from_address, to_address
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, derived
from urbanism.french import listing
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import BlockClass, LifecycleStatus

LABELS: Mapping[str, str] = {
    "communes": "Commune",
    "zones": "Zone",
    "districts": "Quartier",
    "blocks": "Bloc",
    "editors": "Éditeur",
    "classes": "Classe",
    "statuses": "Statut",
}

Options = Mapping[str, Mapping[str, str]]
"""For each field of `Filters`, the values one may choose and how they are called."""


def filter_bar(estate: Estate, placeholder: str = "Rechercher…", fields: Sequence[str] = tuple(LABELS)) -> Filters:
    """Show the bar and return what is asked; the address says it too.

    `fields` are those that mean something on this page; the others are left as they are for the other pages.
    """
    options = derived(filter_options, estate)
    _follow_address(options, fields)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Rechercher",
            key=_key("text"),
            type="search",
            live="300ms",
            placeholder=placeholder,
            label_visibility="collapsed",
        )
        st.button("Tout effacer", icon=":material/filter_alt_off:", on_click=_clear, type="tertiary")
    with st.grid(len(fields), min_column_width=116, gap="small"):
        for field in fields:
            names = options[field]
            st.multiselect(
                LABELS[field],
                list(names),
                format_func=names.__getitem__,
                key=_key(field),
                placeholder="toutes" if field in ("communes", "zones", "classes") else "tous",
                select_all=False,
                wrap=False,
            )
    filters = _chosen(fields)
    _write_address(filters, fields)
    return filters


def without_filters() -> None:
    """Say that a view of the page has no bar: nothing of it is filtered, and the next bar starts from memory."""
    st.session_state.pop("filters-seen", None)


def filter_options(snapshot: Snapshot) -> Options:
    """What can be chosen in each filter, in the order people expect."""
    used = {application.editor_id for application in snapshot.applications}
    editors = sorted((e.name for e in snapshot.editors if e.id in used), key=str.casefold)
    return {
        "communes": {c.code: c.name for c in sorted(snapshot.communes, key=lambda c: c.name)},
        "zones": {z.code: z.name for z in sorted(snapshot.zones, key=lambda z: z.rank)} | {NONE: "Sans bloc"},
        "districts": {d.code: d.name for d in sorted(snapshot.districts, key=lambda d: d.name)},
        "blocks": {NONE: "Sans bloc"} | {b.code: b.name for b in sorted(snapshot.blocks, key=lambda b: b.name)},
        "editors": {NONE: "Éditeur inconnu"} | {name: name for name in editors},
        "classes": {kind.value: kind.value.capitalize() for kind in BlockClass if kind is not BlockClass.UNKNOWN},
        "statuses": {status.value: status.value.capitalize() for status in LifecycleStatus},
    }


def filters_in_words(estate: Estate) -> str:
    """The filters in force on this page, for what is taken away from it: « commune : Ormes »; "" where none are."""
    filters = from_address(st.session_state.get("filters-seen") or {}) or Filters()
    options = derived(filter_options, estate)
    words = [f"« {filters.text} »"] if filters.text else []
    for field, label in LABELS.items():
        if values := getattr(filters, field):
            words.append(f"{label.lower()} : {listing(options[field].get(value, value) for value in values)}")
    return " ; ".join(words)


def _follow_address(options: Options, fields: Sequence[str]) -> None:
    """Set the widgets where the address, or the memory of another page, says something else than they do.

    « filters-seen » is the address at the end of the last run on this page (the shell forgets it on another one): the
    address differs from it when the person went back or forward, the widgets when they were touched.
    """
    seen: Address | None = st.session_state.get("filters-seen")
    address = _present_address()
    if seen is None:
        asked = from_address(address)
        if asked is not None:
            st.session_state["filters"] = asked
        _set_widgets(st.session_state.get("filters", Filters()), options, fields)
    elif address != seen:
        _set_widgets(from_address(address) or Filters(), options, fields)


def _present_address() -> Address:
    names = (*PARAMETERS.values(), *WITHOUT_FILTER)
    return {name: st.query_params.get_all(name) for name in names if name in st.query_params}


def _set_widgets(filters: Filters, options: Options, fields: Sequence[str]) -> None:
    strangers: list[str] = []
    st.session_state[_key("text")] = filters.text
    for field in fields:
        values = getattr(filters, field)
        strangers += [value for value in values if value not in options[field]]
        st.session_state[_key(field)] = [value for value in values if value in options[field]]
    if strangers:
        st.warning(f"L’adresse demande un filtre inconnu, laissé de côté : {plain(listing(strangers))}.")


def _chosen(fields: Sequence[str]) -> Filters:
    state = st.session_state
    return Filters(text=state[_key("text")], **{field: tuple(state[_key(field)]) for field in fields})


def _write_address(filters: Filters, fields: Sequence[str]) -> None:
    address = to_address(filters)
    if _present_address() != address or "id" in st.query_params:
        for name in (*PARAMETERS.values(), *WITHOUT_FILTER, "id"):  # an object's page may have left its own
            if name in st.query_params and name not in address:
                del st.query_params[name]
        st.query_params.update(address)
    shown = {field: getattr(filters, field) for field in ("text", *fields)}
    st.session_state["filters"] = replace(st.session_state.get("filters", Filters()), **shown)
    st.session_state["filters-seen"] = address


def _clear() -> None:
    st.session_state[_key("text")] = ""
    for field in LABELS:
        st.session_state[_key(field)] = []


def _key(field: str) -> str:
    return f"filtre-{field}"
