"""Links to the page of an object."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from urbanism.dashboard.address import PARAMETERS, WITHOUT_FILTER, Address
from urbanism.dashboard.catalogue import page_file
from urbanism.dashboard.components.text import plain

ASKED = "adresse-demandee"
"""Where the session keeps the address of another view of the page, until the next run."""


def link(page: str, label: str, address: Address | None = None, icon: str | None = None) -> None:
    """A link to a page of the dashboard; `label` is shown as text.

    The framework's own links lead nowhere when only the parameters change: within a page it is a button.
    """
    mark = f":material/{icon}:" if icon else None
    if page != st.session_state.get("page"):
        st.page_link(page_file(page), label=plain(label), icon=mark, query_params=address)
        return
    words = "|".join(f"{name}={','.join(values)}" for name, values in (address or {}).items())
    st.button(
        plain(label), key=f"lien-{label}-{words}", icon=mark, type="tertiary", on_click=_turn, args=(address or {},)
    )


def _turn(address: Address) -> None:
    """Say another address of the page being read, the filters kept unless it speaks of them.

    A widget that keeps itself in the address is told instead, and stays there.
    """
    bound = [name for name in address if name in st.session_state]
    for name in bound:
        if st.query_params.get_all(name) != address[name]:
            st.session_state[name] = address[name][0]
    ours = {name: values for name, values in address.items() if name not in bound}
    if bound and not ours:
        return
    filters = (*PARAMETERS.values(), *WITHOUT_FILTER)
    kept = () if any(name in address for name in filters) else filters
    for name in list(st.query_params):
        if name not in (*ours, *kept) and name not in st.session_state:
            del st.query_params[name]
    st.query_params.update(ours)


def turn_where_asked() -> None:
    """Go where the last run asked to on this very page, before anything of it is shown."""
    address: Address | None = st.session_state.pop(ASKED, None)
    if address is not None:
        _turn(address)


def object_address(object_id: int) -> Address:
    """The parameters that name an object in the address of its page."""
    return {"id": [str(object_id)]}


def go_to(page: str, address: Address) -> NoReturn:
    """Leave for another page, or for another view of this one: what is bound to a widget is told before it is shown."""
    if page == st.session_state.get("page"):
        st.session_state[ASKED] = address
        st.rerun()
    st.switch_page(page_file(page), query_params=address)


def asked_object() -> int | None:
    """The object that the page's address asks for, or None where it names none."""
    text = st.query_params.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
