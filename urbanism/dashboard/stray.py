"""An address that no page has: said in French, with a way back, where the framework would say it in English."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import go_to, link

HOME = "accueil"


def stray_page(known: Collection[str]) -> list[Page]:
    """The page of the address that the browser asks for, where it is none of the `known` ones."""
    asked = unquote(urlsplit(st.context.url or "").path).strip("/").rpartition("/")[2]
    if not asked or (asked in known and asked != HOME):
        return []
    return [st.Page(_home if asked == HOME else _say, title="Adresse inconnue", url_path=asked, visibility="hidden")]


def _home() -> None:
    """The home page has no name in the address."""
    go_to(HOME, {})


def _say() -> None:
    heading("Adresse inconnue", "Aucune page n’a cette adresse.")
    empty("Rien à cette adresse", "Vérifiez-la, ou cherchez ce que vous vouliez voir.", "wrong_location")
    link(HOME, "Revenir à l’accueil", icon="home")
    link("rechercher", "Rechercher", icon="search")
