"""Links to the page of an object."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from urbanism.dashboard.address import Address
from urbanism.dashboard.catalogue import page_file
from urbanism.dashboard.components.text import plain


def link(page: str, label: str, address: Address | None = None, icon: str | None = None) -> None:
    """A link to another page of the dashboard; `label` is shown as text."""
    st.page_link(
        page_file(page),
        label=plain(label),
        icon=f":material/{icon}:" if icon else None,
        query_params=address,
    )


def object_address(object_id: int) -> Address:
    """The parameters that name an object in the address of its page."""
    return {"id": [str(object_id)]}


def go_to(page: str, address: Address) -> NoReturn:
    """Leave for another page."""
    st.switch_page(page_file(page), query_params=address)


def asked_object() -> int | None:
    """The object that the page's address asks for, or None where it names none."""
    text = st.query_params.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
