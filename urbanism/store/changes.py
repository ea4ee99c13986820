"""A plan of changes: the only way anything is written.

A plan says who writes, when, why and from what, and holds every object it creates, updates or deletes, with the values
before and after. It is shown (preview), then the same object is applied in one transaction by `urbanism.store.apply`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from urbanism.store.tables import Row, Stored
from urbanism.vocabulary import Origin

Place = tuple[int, int | None]
"""Where a change comes from: an identifier of `ImportSheet`, a row of it (None: what the whole table says or omits)."""


@dataclass(frozen=True, slots=True)
class Creations:
    """New rows of one entity: `rows` hold stored values in the order of `fields` (the identifier among them)."""

    entity: str
    fields: tuple[str, ...]
    rows: Sequence[Row]
    places: Sequence[Place | None] | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """New values of one object. `before` must still hold when the plan is applied."""

    entity: str
    object_id: int
    before: Mapping[str, Stored]
    after: Mapping[str, Stored]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Deletion:
    """A row that goes; `before` is the whole of it, kept in the history."""

    entity: str
    object_id: int
    before: Mapping[str, Stored]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was understood of a table of a file, and what became of its rows."""

    id: int
    name: str
    kind: str
    columns: Sequence[Mapping[str, Stored]]
    counts: Mapping[str, int]
    issues: Sequence[Mapping[str, Stored]]


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that an import read, or could not."""

    id: int
    path: str
    status: str
    reason: str | None = None
    commune_id: int | None = None
    sheets: Sequence[SheetReport] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """The state of the store that a plan was made on: its revision and its next free identifier."""

    revision: int
    next_id: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes to apply together or not at all."""

    author: str
    reason: str
    origin: Origin
    base: Base
    creations: Sequence[Creations] = ()
    updates: Sequence[Update] = ()
    deletions: Sequence[Deletion] = ()
    files: Sequence[FileReport] = ()
    undoes: int | None = None
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def is_empty(self) -> bool:
        """Whether the plan changes nothing of the estate."""
        return not (self.updates or self.deletions or any(batch.rows for batch in self.creations))


class Identifiers:
    """Gives the identifiers of the objects a plan creates, from the first one free."""

    def __init__(self, base: Base) -> None:
        self._next = base.next_id

    def take(self) -> int:
        """The next identifier."""
        self._next += 1
        return self._next - 1
