"""The button that gives the table of a page as a workbook, made only when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from urbanism.dashboard.components.export_button import XLSX
from urbanism.dashboard.components.table import Column


def table_button(records: Sequence[Any], columns: Sequence[Column[Any]], name: str, fictitious: bool = False) -> None:
    """Offer all the records, in the columns of the table shown."""

    def make() -> bytes:
        from urbanism.exports.table import table_workbook

        headers = [(f"{c.title} (€)" if c.kind == "euros" else c.title, c.kind) for c in columns]
        rows = ([column.value(record) for column in columns] for record in records)
        return table_workbook(name.capitalize(), headers, rows, fictitious)

    st.download_button(
        "Classeur",
        make,
        f"{name}.xlsx",
        XLSX,
        icon=":material/table:",
        on_click="ignore",
        key=f"classeur-{name}",
        help="Cette table, toutes ses lignes.",
    )
