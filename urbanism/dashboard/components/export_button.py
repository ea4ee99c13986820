"""The button that gives the estate's workbook, made only when asked for."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.reader import network_address
from urbanism.dashboard.state import Estate
from urbanism.store.audit import record
from urbanism.vocabulary import Act

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_button(estate: Estate, commune_id: int | None, key: str, primary: bool = False) -> None:
    """Offer the workbook of a commune, or of everything."""
    name = estate.name_of(commune_id) or "métropole"

    def make() -> bytes:
        from urbanism.exports import estate_workbook

        record(estate.engine, Act.EXPORT, f"classeur, {name}", address=network_address())
        return estate_workbook(estate.snapshot, commune_id)

    st.download_button(
        "Télécharger le classeur" if primary else "Exporter",
        make,
        f"cartographie {name.replace('/', ' ')}.xlsx",
        XLSX,
        icon=":material/download:",
        type="primary" if primary else "secondary",
        on_click="ignore",
        key=key,
        help=None if primary else f"Le classeur de {name}, qui se corrige et se réimporte.",
    )
