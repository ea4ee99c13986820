"""Whether two estates are the same but for their identifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from urbanism.snapshot import Snapshot

NOT_COMPARED = ("diagnostics", "reserves", "waivers", "campaigns", "attestations", "scenarios")
"""Tables that the workbook leaves to the backup."""
NAMING_FIELDS = ("commune_id", "editor_id", "code", "name", "reference", "number")


def tables(snapshot: Snapshot) -> dict[str, Counter[tuple[Any, ...]]]:
    """Every table as a bag of records without identifiers: each reference is replaced by what names its object."""
    bags: dict[str, Counter[tuple[Any, ...]]] = {}
    for field in fields(snapshot):
        rows = getattr(snapshot, field.name)
        if isinstance(rows, tuple) and field.name not in NOT_COMPARED:
            bags[field.name] = Counter(_plain(snapshot, row) for row in rows)
    return bags


def _plain(snapshot: Snapshot, row: Any) -> tuple[Any, ...]:
    return tuple(_value(snapshot, name, value) for name, value in zip(row._fields, row, strict=True) if name != "id")


def _value(snapshot: Snapshot, name: str, value: Any) -> Any:
    if name.endswith("_id") and value is not None:
        return _name(snapshot, value)
    if isinstance(value, Mapping):
        return tuple(sorted((key, type(item) is bool, item) for key, item in value.items()))
    return value


def _name(snapshot: Snapshot, identifier: int) -> tuple[Any, ...]:
    record = snapshot.by_id[identifier]
    return (
        type(record).__name__,
        *(
            _value(snapshot, name, getattr(record, name))
            for name in NAMING_FIELDS
            if hasattr(record, name) and not (name == "name" and hasattr(record, "code"))
        ),
    )


def differences(left: Snapshot, right: Snapshot) -> dict[str, tuple[list[Any], list[Any]]]:
    """By table, some records of each side that the other has not; empty when the estates are the same."""
    found = {}
    ours, theirs = tables(left), tables(right)
    for name, bag in ours.items():
        missing, added = bag - theirs[name], theirs[name] - bag
        if missing or added:
            found[name] = (list(missing)[:3], list(added)[:3])
    return found
