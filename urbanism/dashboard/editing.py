"""Objects in forms and tables: what a reference may point to, in words that designate one object only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.governance.editable import EditableField
from urbanism.governance.editing import name_of

SEEN = "fiche-en-cours"
"""In the session: the object being edited, as it was when the person began."""


@kept(24)
def choices_of(estate: Estate, tables: Sequence[str]) -> Mapping[int, str]:
    """What a reference to one of `tables` may be, by identifier; no two are called the same."""
    records = [record for table in tables for record in getattr(estate.snapshot, table)]
    names = {record.id: _words(estate, record) for record in records}
    often = Counter(names.values())
    unique = {one: f"{name} – n° {one}" if often[name] > 1 else name for one, name in names.items()}
    return dict(sorted(unique.items(), key=lambda item: item[1].casefold()))


def options(estate: Estate, field: EditableField) -> Mapping[Any, str]:
    """What a field of choices or references may hold, in words."""
    if field.choices is not None:
        return {member: member.value for member in field.choices}
    return choices_of(estate, field.targets)


def _words(estate: Estate, record: Any) -> str:
    holder = estate.name_of(getattr(record, "commune_id", None))
    code = getattr(record, "code", None)
    whose = ", ".join(part for part in (holder, code if holder else None) if part)
    return f"{name_of(record)} ({whose})" if whose else name_of(record)
