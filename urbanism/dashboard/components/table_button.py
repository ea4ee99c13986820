"""The table of a page as a workbook, made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from urbanism.analyses.overview import is_fictitious
from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.state import Estate, derived, opened_estate

if TYPE_CHECKING:
    from urbanism.dashboard.components.table import Column


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


def table_button(records: Sequence[Any], columns: Sequence[Column[Any]], key: str, name: str) -> None:
    """Offer a table of a page, all its rows and columns."""
    estate = opened_estate()
    download_button(
        estate,
        "Classeur",
        workbook_of(estate, records, columns, name),
        f"{name}.xlsx",
        XLSX,
        icon=":material/table:",
        key=f"{key}-classeur",
        type="tertiary",
        help="Cette table, toutes ses lignes.",
    )
