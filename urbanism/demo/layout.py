"""How a holder writes its workbook, read from `layouts/*.toml`: sheets, headers, codes, the way of writing values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from urbanism.demo.draft import CodeStyle

_FOLDER = Path(__file__).with_name("layouts")


class Column(NamedTuple):
    """A column: the field it holds ("" for an empty one, "note" for a free remark), its header on one or two lines."""

    field: str
    header: str
    second: str


@dataclass(frozen=True)
class SheetLayout:
    """One table of a workbook.

    Attributes:
        table: which records it lists.
        name: of the sheet; tables under one name are stacked in one sheet.
        titles: lines above the header.
        footers: lines below the last row.
        columns: in order.
        hidden: fields whose column is hidden.
        subtotal: field whose groups end with a subtotal line, or "".
        repeat: how many rows before the header is repeated, or 0.
        indent: empty columns at the left.
    """

    table: str
    name: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    subtotal: str = ""
    repeat: int = 0
    indent: int = 0

    @property
    def two_lines(self) -> bool:
        """Whether the header takes two lines, the first one merged over its group."""
        return any(column.second for column in self.columns)


class Style(NamedTuple):
    """How a holder writes values. See `urbanism.demo.spelling` for what each choice means."""

    dates: str = ""
    money: str = "number"
    yes: str = "oui"
    no: str = "non"
    unknown: str = ""
    words: str = "officiel"
    blocks: str = "name"
    ends: str = "name"
    spelling: str = "exact"
    separator: str = ", "
    mistakes: float = 0.0


@dataclass(frozen=True)
class Layout:
    """A holder's way of writing its workbook."""

    format: str
    codes: CodeStyle
    style: Style
    sheets: tuple[SheetLayout, ...] = field(default=())

    def fields(self, table: str) -> frozenset[str]:
        """The fields of a table that the workbook writes; empty when it has no such table."""
        return frozenset(column.field for sheet in self.sheets if sheet.table == table for column in sheet.columns) - {
            ""
        }


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The métropole's layout, then those of the communes by size."""
    return tuple(
        _layout(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(_FOLDER.glob("[0-9]*.toml"))
    )


def layouts_for(holders: int) -> list[Layout]:
    """A layout for each holder; beyond those shipped, the ones that number their applications come round again."""
    shipped = shipped_layouts()
    numbered = [layout for layout in shipped[1:] if layout.codes.applications]
    extra = (numbered[rank % len(numbered)] for rank in range(holders))
    return [*shipped, *extra][:holders]


def _layout(data: dict[str, Any]) -> Layout:
    return Layout(
        format=data["format"],
        codes=CodeStyle(**data.get("codes", {})),
        style=Style(**data.get("style", {})),
        sheets=tuple(_sheet(sheet) for sheet in data["sheets"]),
    )


def _sheet(data: dict[str, Any]) -> SheetLayout:
    columns = tuple(Column(name, header, *(rest or [""])) for name, header, *rest in data.pop("columns"))
    return SheetLayout(
        columns=columns,
        titles=tuple(data.pop("titles", ())),
        footers=tuple(data.pop("footers", ())),
        hidden=frozenset(data.pop("hidden", ())),
        **data,
    )
