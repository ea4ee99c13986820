"""The columns of each sheet of our workbook: headers and values, ready to be written."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from importers.exported.layout import (
    CONTINUED,
    EXTRA_PREFIX,
    PARTY_KINDS,
    RARE_EXTRAS,
    Column,
    End,
    Link,
    Many,
    Plain,
    Sheet,
)
from importers.fields import ValueType
from urbanism.exports.naming import Names
from urbanism.snapshot import Snapshot

LONGEST_TEXT = 32_000
"""Characters of a cell; the rest goes on in a further column (spreadsheets hold 32 767)."""
MOST_EXTRA_COLUMNS = 200
"""Extra attributes that get a column each; the rarer ones share one."""


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column to write.

    Attributes:
        header: as it is written and read back.
        kind: how its values are shown.
        values: one a row; None leaves the cell blank.
        choices: the enumeration of its allowed values, if any.
        names: the table of the snapshot whose names it holds, if any.
        extra: whether it is an extra attribute.
    """

    header: str
    kind: ValueType
    values: Sequence[Any]
    choices: type[StrEnum] | None = None
    names: str | None = None
    extra: bool = False


def columns_of(snapshot: Snapshot, sheet: Sheet, names: Names) -> list[OutColumn]:
    """Every column of a sheet, those of extra attributes last."""
    rows = getattr(snapshot, sheet.table)
    held = dict(zip(sheet.record._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    columns = [out for column in sheet.columns for out in _columns(column, held, names)]
    for many in sheet.lists:
        columns += _listed(many, snapshot, rows, names)
    if sheet.has_extra:
        columns += _extras(held.get("extra", ()), {column.header for column in columns})
    return [part for column in columns for part in _cut(column)]


def _columns(column: Column, held: Mapping[str, Sequence[Any]], names: Names) -> list[OutColumn]:
    values = held.get(column.name, ())
    if isinstance(column, Plain):
        unknown = getattr(column.choices, "UNKNOWN", None)
        told = [None if value is unknown else value for value in values] if column.choices else values
        return [OutColumn(column.label, column.kind, told, column.choices)]
    if isinstance(column, End):
        return _end(column, values, names)
    linked = [names.text(column.table, value) for value in values]
    columns = [OutColumn(column.label, ValueType.NAME, linked, names=column.table)]
    if column.scope_label:
        scopes = [names.scope(column.table, value) for value in values]
        if column.inherits:
            own = [names.text("communes", commune) for commune in held.get("commune_id", ())]
            scopes = [None if scope == mine else scope for scope, mine in zip(scopes, own, strict=True)]
        if not column.inherits or any(scope is not None for scope in scopes):
            columns.append(OutColumn(column.scope_label, ValueType.NAME, scopes, names=_scope_table(column)))
    return columns


def _scope_table(column: Link) -> str:
    return "editors" if column.table in ("products", "suites") else "communes"


def _end(column: End, values: Sequence[int], names: Names) -> list[OutColumn]:
    kinds = [names.kinds[value] for value in values]
    tables = [PARTY_KINDS[kind] for kind in kinds]
    texts = [names.text(table, value) for table, value in zip(tables, values, strict=True)]
    scopes = [names.scope(table, value) for table, value in zip(tables, values, strict=True)]
    return [
        OutColumn(column.label, ValueType.NAME, texts),
        OutColumn(column.kind_label, ValueType.NAME, kinds),
        OutColumn(column.scope_label, ValueType.NAME, scopes, names="communes"),
    ]


def _listed(many: Many, snapshot: Snapshot, rows: Sequence[Any], names: Names) -> list[OutColumn]:
    listed: dict[int, list[Any]] = defaultdict(list)
    for record in getattr(snapshot, many.table):
        listed[getattr(record, many.owner)].append(record)
    texts, scopes, figures = [], [], []
    for row in rows:
        members = listed.get(row.id, ())
        targets = [getattr(member, many.name) for member in members]
        texts.append(write_list([names.text(many.target, target) for target in targets]))
        if many.scope_label:
            own = names.text("communes", row.commune_id)
            communes = [names.scope(many.target, target) for target in targets]
            scopes.append(write_list([None if commune == own else commune for commune in communes]))
        if many.figure:
            figures.append(write_list([getattr(member, many.figure) for member in members]))
    columns = [OutColumn(many.label, ValueType.LIST, texts)]
    if many.scope_label and any(scopes):
        columns.append(OutColumn(many.scope_label, ValueType.LIST, scopes))
    if many.figure_label:
        columns.append(OutColumn(many.figure_label, ValueType.LIST, figures))
    return columns


def write_list(items: Sequence[Any]) -> str | None:
    """Several names in a cell: « a; b; "c; d" », as CSV quotes them; None where no item says anything."""
    if all(item is None for item in items):
        return None
    return "; ".join(_quoted("" if item is None else str(item), said=item is not None) for item in items)


def _quoted(text: str, *, said: bool) -> str:
    needs = (said and not text) or text != text.strip() or any(mark in text for mark in ';"\r\n')
    return '"' + text.replace('"', '""') + '"' if needs else text


def _extras(extras: Sequence[Mapping[str, Any]], taken: set[str]) -> list[OutColumn]:
    """A column for each of the most common extra attributes, then one for all the others."""
    times = Counter(key for extra in extras for key in extra)
    common = [key for key, _times in times.most_common(MOST_EXTRA_COLUMNS)]
    columns = [
        OutColumn(
            extra_header(key, taken), ValueType.TEXT, [_extra_cell(extra.get(key)) for extra in extras], extra=True
        )
        for key in common
    ]
    if len(times) > len(common):
        known = set(common)
        rest = [{key: value for key, value in extra.items() if key not in known} for extra in extras]
        written = [json.dumps(values, ensure_ascii=False) if values else None for values in rest]
        columns.append(OutColumn(RARE_EXTRAS, ValueType.TEXT, written, extra=True))
    return columns


def extra_header(key: str, taken: set[str]) -> str:
    """The header of an extra attribute: its name, marked where it would be taken for something else."""
    plain = key not in taken and key == key.strip() and key and CONTINUED not in key and key != RARE_EXTRAS
    return key if plain and not key.startswith(EXTRA_PREFIX) else EXTRA_PREFIX + key


def _extra_cell(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _cut(column: OutColumn) -> list[OutColumn]:
    """The column, and those where texts too long for a cell go on."""
    longest = max((len(value) for value in column.values if isinstance(value, str)), default=0)
    if longest <= LONGEST_TEXT:
        return [column]
    parts = []
    for number in range(-(-longest // LONGEST_TEXT)):
        start = number * LONGEST_TEXT
        values = [
            (value[start : start + LONGEST_TEXT] or None) if isinstance(value, str) else (None if number else value)
            for value in column.values
        ]
        header = column.header if number == 0 else f"{column.header}{CONTINUED}{number + 1}"
        parts.append(OutColumn(header, column.kind, values, column.choices, column.names, column.extra))
    return parts
