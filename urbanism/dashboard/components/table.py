"""Tables of objects: sorted, paged when long, each row opening the page of its object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from urbanism.dashboard.address import Address
from urbanism.dashboard.components.column_widths import FIRST, PLACE, column_widths
from urbanism.dashboard.components.layout import nothing_fits
from urbanism.dashboard.components.links import go_to
from urbanism.dashboard.components.table_button import table_button
from urbanism.dashboard.components.text import button_label
from urbanism.french import count, number
from urbanism.palette import SEVERITY_COLOURS

PAGE_ROWS = 2_000
"""Rows sent to the browser at once; longer tables are sorted by the server and shown page by page."""

PAGES_WIDTH = 340
"""Pixels of the numbers of pages, which the framework would fold beside anything else."""

ROW_HEIGHT = 34
HEADER_HEIGHT = 34
BORDERS = 2
TICKS = 36
"""Pixels of a table's parts; of the column of boxes to tick."""

VISIBLE_ROWS = 18

Record = TypeVar("Record")
Target = tuple[str, Address]
"""A page and the parameters of its address."""


@dataclass(frozen=True)
class Column(Generic[Record]):
    """A column: its title, its value in a record, and how it is shown.

    `kind` is text, figure (a number written with its unit), number, euros, share (of 100), part (a share of 100 among
    many, drawn beside the largest), date, or severity (whose value is a list of words).
    """

    title: str
    value: Callable[[Record], Any]
    kind: str = "text"


def object_table(
    records: Sequence[Record],
    columns: Sequence[Column[Record]],
    key: str,
    opens: Callable[[Record], Target | None] | None = None,
    noun: str = "ligne",
    visible_rows: int = VISIBLE_ROWS,
    plural: str | None = None,
    jumps: bool = True,
    alike: Sequence[Record] = (),
) -> None:
    """Show `records`; where `opens` gives a page and its address, the first column is a button to it.

    `jumps`: a record can also be opened by its name, and the table taken away, from above it. `alike`: the records of
    all the tables whose columns must line up with these.
    """
    above = None
    if jumps and records:
        above = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right")
    _table(records, columns, key, opens, noun, visible_rows, plural, alike, above)


def _table(
    records: Sequence[Record],
    columns: Sequence[Column[Record]],
    key: str,
    opens: Callable[[Record], Target | None] | None,
    noun: str,
    visible_rows: int,
    plural: str | None,
    alike: Sequence[Record],
    above: DeltaGenerator | None,
) -> None:
    """The table; `above` it, what opens any line that it shows by its name, and takes them all away."""
    every = records
    if len(records) > PAGE_ROWS:
        records = _one_page(records, columns, key, noun, plural)
    if above is not None:
        with above:
            if opens:
                jump(records, columns, key, opens)
            table_button(every, columns, key, plural or f"{noun}s")
    cells = {column.title: [column.value(record) for record in records] for column in columns}
    clicked = f"{key}-ouvrir"
    seen = {column.title: [column.value(record) for record in alike] for column in columns} if alike else cells
    configuration = _configurations(columns, seen, button=clicked if opens else None)
    if opens:
        cells[columns[0].title] = [button_label(cell) for cell in cells[columns[0].title]]
    st.dataframe(
        pd.DataFrame(cells),
        key=key,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=_height(min(len(records), visible_rows)),
        column_config=configuration,
        placeholder="inconnu",
    )
    click = st.session_state.get(clicked)
    if opens and click and (target := opens(records[click["row"]])):
        go_to(*target)


def selectable_table(
    records: Sequence[Record], columns: Sequence[Column[Record]], key: str, noun: str
) -> Sequence[Record]:
    """Show `records` with a box to tick on each; gives those ticked. `key` must change with the records."""
    if len(records) > PAGE_ROWS:
        records = _one_page(records, columns, key, noun)
    cells = {column.title: [column.value(record) for record in records] for column in columns}
    shown = st.dataframe(
        pd.DataFrame(cells),
        key=key,
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=_height(min(len(records), VISIBLE_ROWS)),
        column_config=_configurations(columns, cells, place=PLACE - TICKS),
        placeholder="inconnu",
        on_select="rerun",
        selection_mode="multi-row",
    )
    return [records[row] for row in shown.selection.rows if row < len(records)]


def found_table(
    records: Sequence[Record],
    columns: Sequence[Column[Record]],
    key: str,
    noun: str,
    plural: str | None = None,
    opens: Callable[[Record], Target | None] | None = None,
) -> None:
    """What a search found: how many, then the table, or what to do where nothing fits."""
    if not records:
        st.markdown(f"**{count(0, noun, plural)}**")
        nothing_fits()
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{count(len(records), noun, plural)}**", width="content")
        above = st.container(horizontal=True, vertical_alignment="center", width="content")
    _table(records, columns, key, opens, noun, VISIBLE_ROWS, plural, (), above)


def jump(
    records: Sequence[Record],
    columns: Sequence[Column[Record]],
    key: str,
    opens: Callable[[Record], Target | None],
) -> None:
    """Open a record by typing its name: what the keyboard uses, as it cannot press the buttons of a table."""
    first, second = columns[:2]

    def name(position: int) -> str:
        record = records[position]
        return f"{position + 1}. {first.value(record)} – {second.value(record) or 'inconnu'}"

    chosen = st.selectbox(
        "Ouvrir la fiche de",
        range(len(records)),
        index=None,
        format_func=name,
        key=f"{key}-aller",
        placeholder="Ouvrir une fiche : cliquez un nom, ou tapez-le ici",
        label_visibility="collapsed",
        width=380,
    )
    if chosen is not None and (target := opens(records[chosen])):
        del st.session_state[f"{key}-aller"]  # another view of this page would make the same choice again
        go_to(*target)


def said(word: StrEnum) -> str | None:
    """The word of an enumeration, None (shown as « inconnu ») where nobody said."""
    return None if word.value == "inconnu" else word.value


def _one_page(
    records: Sequence[Record], columns: Sequence[Column[Record]], key: str, noun: str, plural: str | None = None
) -> Sequence[Record]:
    """Sort all the records on the server and let the reader turn the pages."""
    pages = -(-len(records) // PAGE_ROWS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = [column.title for column in columns]
        chosen = st.selectbox(
            "Trier par",
            titles,
            index=None,
            key=f"{key}-tri",
            placeholder="Ordre proposé",
            width=220,
            bind="query-params",
        )
        descending = st.toggle("Ordre décroissant", key=f"{key}-sens", disabled=chosen is None, bind="query-params")
        page = st.pagination(pages, key=f"{key}-page", width=PAGES_WIDTH, bind="query-params")
    if chosen is not None:
        records = sort_records(records, columns[titles.index(chosen)].value, descending)
    start = (page - 1) * PAGE_ROWS
    shown = records[start : start + PAGE_ROWS]
    st.caption(f"Lignes {number(start + 1)} à {number(start + len(shown))} sur {count(len(records), noun, plural)}")
    return shown


def sort_records(
    records: Sequence[Record], value: Callable[[Record], Any], descending: bool = False
) -> Sequence[Record]:
    """Records in the order of a column; what is unknown comes last whatever the direction."""
    known = [record for record in records if value(record) is not None]
    unknown = [record for record in records if value(record) is None]
    return sorted(known, key=value, reverse=descending) + unknown


def _height(rows: int) -> int:
    """Pixels of a table that shows so many rows under its header."""
    return ROW_HEIGHT * rows + HEADER_HEIGHT + BORDERS


def _configurations(
    columns: Sequence[Column[Any]], cells: Mapping[str, Sequence[Any]], button: str | None = None, place: int = PLACE
) -> dict[str, Any]:
    """How each column is shown; the first one opens a page where `button` is the key of its clicks.

    It stays in sight when the others are scrolled, unless it may be squeezed: the framework would not let it grow.
    """
    titles, kinds = [_title(column) for column in columns], [column.kind for column in columns]
    widths = column_widths(titles, kinds, list(cells.values()), bool(button), place)
    shown = {
        column.title: _configuration(column, width, cells[column.title])
        for column, width in zip(columns, widths, strict=True)
    }
    if button:
        shown[columns[0].title] = st.column_config.ButtonColumn(
            type="tertiary", alignment="left", key=button, width=widths[0], pinned=widths[0] < FIRST
        )
    return shown


def _title(column: Column[Any]) -> str:
    return f"{column.title} (€)" if column.kind == "euros" else column.title


def _configuration(column: Column[Any], width: int, cells: Sequence[Any]) -> Any:
    match column.kind:
        case "figure":
            return st.column_config.TextColumn(width=width, alignment="right")
        case "number":
            return st.column_config.NumberColumn(format="localized", width=width)
        case "euros":
            return st.column_config.NumberColumn(_title(column), format="localized", width=width)
        case "share" | "part":
            largest = 100 if column.kind == "share" else max((cell for cell in cells if cell), default=100)
            return st.column_config.ProgressColumn(format="%.0f %%", width=width, min_value=0, max_value=largest)
        case "severity":
            return st.column_config.MultiselectColumn(
                options=[severity.value for severity in SEVERITY_COLOURS],
                color=list(SEVERITY_COLOURS.values()),
                width=width,
            )
        case "date":
            return st.column_config.DateColumn(format="DD/MM/YYYY", width=width)
        case _:
            return st.column_config.TextColumn(width=width)
