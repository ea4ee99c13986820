"""The table of a page as a workbook, made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from urbanism.analyses.overview import is_fictitious
from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.components.table import Column
from urbanism.dashboard.state import Estate, derived


def workbook_of(
    estate: Estate, records: Sequence[Any], columns: Sequence[Column[Any]], name: str
) -> Callable[[], bytes]:
    """What makes the workbook of all the records, in the columns of the table shown."""

    def make() -> bytes:
        from urbanism.exports.table import table_workbook

        headers = [(f"{c.title} (€)" if c.kind == "euros" else c.title, c.kind) for c in columns]
        rows = ([column.value(record) for column in columns] for record in records)
        return table_workbook(name, headers, rows, derived(is_fictitious, estate))

    return make


def table_button(estate: Estate, records: Sequence[Any], columns: Sequence[Column[Any]], name: str) -> None:
    """Offer the table, where there is no drawing to take away with it."""
    download_button(
        estate,
        "Classeur",
        workbook_of(estate, records, columns, name),
        f"{name}.xlsx",
        XLSX,
        icon=":material/table:",
        key=f"classeur-{name}",
        help="Cette table, toutes ses lignes.",
    )
