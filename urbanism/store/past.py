"""Going back: the stored rows as they were at an earlier revision, made from the present ones.

The changes applied since are undone, newest first, in the order opposite to the one they were applied in: a change set
deletes, then creates, then updates. Undoing a creation takes the row away, with the association rows of its object,
which are part of its creation. The work grows with the changes undone, not with the age of the estate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from urbanism.model.memory import Change, ChangeSet
from urbanism.store.apply import current_base
from urbanism.store.engine import reading
from urbanism.store.tables import TABLES, Row, Stored, has_identity, key_fields, owner_field
from urbanism.vocabulary import Operation

UNDOING_ORDER = {Operation.UPDATE: 0, Operation.CREATE: 1, Operation.DELETE: 2}


class Later(NamedTuple):
    """A change applied after the revision one goes back to.

    `values` are those before it; for a row of an association that was created, the row itself.
    """

    change_set: int
    entity: str
    object_id: int
    operation: Operation
    values: Mapping[str, Stored]


Changes = Mapping[str, Sequence[Later]]
"""The later changes of each entity, in the order they are to be undone."""


def revision_on(connection: Connection, day: date) -> int:
    """The revision at the end of `day` on this machine's clock; 0 where nothing had been written yet.

    A change set bears the hour its plan was made: the first one made later than that day ends the search.
    """
    midnight = datetime.combine(day + timedelta(1), time.min).astimezone(UTC)
    later = connection.execute(select(func.min(ChangeSet.id)).where(ChangeSet.made_at >= midnight)).scalar()
    return current_base(connection).revision if later is None else later - 1


def read_revision_on(engine: Engine, day: date) -> int:
    """`revision_on` of a database."""
    with reading(engine) as connection:
        return revision_on(connection, day)


def written_at(engine: Engine, revision: int) -> datetime | None:
    """When a revision was written, None for the first one.

    It tells a revision from the one that bore its number before a backup was put in the place of a database.
    """
    with reading(engine) as connection:
        return revision_written_at(connection, revision)


def revision_written_at(connection: Connection, revision: int) -> datetime | None:
    """`written_at` of an open connection."""
    return connection.execute(select(ChangeSet.made_at).where(ChangeSet.id == revision)).scalar()


def first_day(engine: Engine) -> date | None:
    """The day of the oldest change, on this machine's clock; None before the first one."""
    with reading(engine) as connection:
        made_at = connection.execute(select(func.min(ChangeSet.made_at))).scalar()
    if made_at is None:
        return None
    return (made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)).astimezone().date()


def changes_since(connection: Connection, revision: int) -> Changes:
    """What was changed after `revision`."""
    query = (
        select(
            Change.change_set_id, Change.entity, Change.object_id, Change.operation, Change.before, Change.after
        )
        .where(Change.change_set_id > revision)
        .order_by(Change.id.desc())
    )  # fmt: skip
    found: dict[str, list[Later]] = {}
    for change_set, entity, object_id, operation, before, after in connection.execute(query):
        values = after if operation is Operation.CREATE else before
        found.setdefault(entity, []).append(Later(change_set, entity, object_id, operation, values or {}))
    return found


def entities_touched_since(connection: Connection, revision: int) -> frozenset[str]:
    """The entities whose rows are, or may be, others than at `revision`."""
    query = select(Change.entity, Change.operation).where(Change.change_set_id > revision).distinct()
    found = [(entity, operation) for entity, operation in connection.execute(query)]
    born = {entity for entity, operation in found if operation is Operation.CREATE}
    with_owner = frozenset(entity for entity in TABLES if not has_identity(entity) and born & _owners(entity))
    return with_owner | {entity for entity, _operation in found}


def rows_before(entity: str, names: Sequence[str], rows: Iterable[Row], changes: Changes) -> list[Row]:
    """The rows of an entity before `changes`, in the order of its primary key; `names` are their columns."""
    undone = _concerning(entity, changes)
    if not undone:
        return list(rows)
    keys = key_fields(entity)
    positions = {name: position for position, name in enumerate(names)}
    of_key = [positions[name] for name in keys]
    present = {tuple(row[position] for position in of_key): row for row in rows}
    owned = _Owned(present) if not has_identity(entity) else None
    for later in undone:
        if later.entity != entity:
            if owned is not None:
                owned.remove_all_of(later.object_id)
        elif later.operation is Operation.UPDATE:
            key = (later.object_id,)
            if key in present:
                present[key] = _with(present[key], positions, later.values)
        else:
            key = (later.object_id,) if owned is None else tuple(later.values[name] for name in keys)
            if later.operation is Operation.CREATE:
                present.pop(key, None)
            else:
                present[key] = tuple(_value(entity, name, later.values) for name in names)
                if owned is not None:
                    owned.note(key)
    return [present[key] for key in sorted(present)]


class _Owned:
    """The rows of an association by the object that owns them."""

    def __init__(self, rows: dict[Row, Row]) -> None:
        self._rows = rows
        self._keys: dict[int, list[Row]] = {}
        for key in rows:
            self.note(key)

    def note(self, key: Row) -> None:
        self._keys.setdefault(key[0], []).append(key)

    def remove_all_of(self, owner: int) -> None:
        for key in self._keys.pop(owner, ()):
            self._rows.pop(key, None)


def _concerning(entity: str, changes: Changes) -> list[Later]:
    """The changes of an entity and, for an association, the creations of what owns its rows."""
    if has_identity(entity):
        found = [*changes.get(entity, ())]
    else:
        created = (c for owner in _owners(entity) for c in changes.get(owner, ()) if c.operation is Operation.CREATE)
        found = [*changes.get(entity, ()), *created]
    return sorted(found, key=lambda c: (-c.change_set, UNDOING_ORDER[c.operation]))


def _owners(entity: str) -> frozenset[str]:
    """The entities whose objects own the rows of an association: creating one creates its rows."""
    return frozenset(key.column.table.name for key in TABLES[entity].columns[owner_field(entity)].foreign_keys)


def _with(row: Row, positions: Mapping[str, int], values: Mapping[str, Stored]) -> Row:
    changed = list(row)
    for name, value in values.items():
        if name in positions:
            changed[positions[name]] = value
    return tuple(changed)


def _value(entity: str, name: str, values: Mapping[str, Stored]) -> Stored:
    """The value of a row that was deleted; a column added to the model since holds its default."""
    if name in values:
        return values[name]
    default: Any = TABLES[entity].columns[name].default
    return default.arg if default is not None and default.is_scalar else None
