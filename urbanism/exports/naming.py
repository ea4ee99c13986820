"""How a workbook names each object of an estate, without its identifier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from importers.exported.layout import PARTY_KINDS, TARGETS, shown_names
from urbanism.snapshot import Snapshot


class Name(NamedTuple):
    """What an object is called, and the identifier of the commune or editor within which it is called so."""

    text: str
    scope_id: int | None


class Names:
    """The name of every object that another may name."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._names: dict[str, dict[int, Name]] = {table: _names(snapshot, table) for table in TARGETS}
        self.kinds: dict[int, str] = {
            identifier: kind for kind, table in PARTY_KINDS.items() for identifier in self._names[table]
        }
        """What each end of an interface is."""

    def of(self, table: str, identifier: int | None) -> Name | None:
        """The name of an object of a table; None where there is none."""
        return self._names[table].get(identifier) if identifier is not None else None

    def text(self, table: str, identifier: int | None) -> str | None:
        """The text of the name of an object of a table."""
        name = self.of(table, identifier)
        return name.text if name else None

    def scope(self, table: str, identifier: int | None) -> str | None:
        """The name of the commune or editor within which an object of a table is named."""
        name = self.of(table, identifier)
        if name is None:
            return None
        return self.text("editors" if TARGETS[table].scope == "editor_id" else "communes", name.scope_id)

    def texts(self, table: str) -> Iterable[str]:
        """Every name of a table, in its order."""
        return (name.text for name in self._names[table].values())


def _names(snapshot: Snapshot, table: str) -> dict[int, Name]:
    target = TARGETS[table]
    found = getattr(snapshot, table)
    if target.shown:
        rows = [(record.id, str(getattr(record, target.field)), record.name) for record in found]
        return {identifier: Name(text, None) for identifier, text in shown_names(rows).items()}
    return {
        record.id: Name(str(getattr(record, target.field)), getattr(record, target.scope) if target.scope else None)
        for record in found
    }
