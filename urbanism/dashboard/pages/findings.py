"""Constats: everything that breaks a rule, worst first, filtered by place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import streamlit as st

from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.findings import SEVERITIES, by_severity, families_table
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count
from urbanism.vocabulary import Severity


def show(estate: Estate) -> None:
    heading("Constats", "Ce qui enfreint une règle, du plus grave au plus léger, avec sa preuve.", estate)
    if not estate.snapshot.applications:
        empty("Rien à juger", "Importez un tableur : ce qu’il décrit sera confronté aux règles.", "flag")
        return
    filters = filter_bar(estate, "Rechercher dans les constats…")
    found = by_severity(estate, filters)
    severity = _asked_severity()
    _severities({rank: sum(map(len, lines)) for rank, lines in found.items()}, severity)
    shown = found.values() if severity is None else [found.get(severity, ())]
    families_table(list(chain.from_iterable(shown)), "constats", with_rule=True)


def _asked_severity() -> Severity | None:
    asked = st.query_params.get("gravite", "")
    return Severity(asked) if asked in list(Severity) else None


def _severities(counts: Mapping[Severity, int], chosen: Severity | None) -> None:
    """How many of each severity, each a link to those alone."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name != "gravite"}
    with st.container(horizontal=True, gap="small"):
        for severity in filter(counts.get, SEVERITIES):
            with st.container(border=True, key=f"tile-{severity}-gravite", width="content"):
                link(
                    "constats",
                    f"{count(counts[severity], 'constat')} : {severity}",
                    {**others, "gravite": [severity.value]},
                )
        if chosen:
            link("constats", "Montrer toutes les gravités", others or {"filtres": ["aucun"]}, "close")


show(open_estate())
