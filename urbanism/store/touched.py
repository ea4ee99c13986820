"""What was changed in the map of the communes since a revision, and by whom: what makes a signature fall."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, select

from urbanism.model.memory import Change, ChangeSet
from urbanism.store.engine import reading
from urbanism.store.tables import Stored
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Operation

SIGNED = (
    "application", "secondary_block", "served_commune", "data_use", "department", "contract", "referential",
    "carried_object", "interface", "interface_object", "processing", "processing_application", "process",
    "process_step", "pooling",
)  # fmt: skip
"""The entities of a commune's map: what it signs."""


class LaterChange(NamedTuple):
    """A change of an object of a commune; `fields` are those that changed, where it was updated."""

    commune_id: int
    change_set: int
    author: str
    made_at: datetime
    entity: str
    object_id: int
    operation: Operation
    fields: tuple[str, ...]


def changes_of_maps(engine: Engine, revision: int, holders: Mapping[int, int]) -> tuple[LaterChange, ...]:
    """Every change made after `revision` to the maps of the communes that the viewer sees, oldest first.

    `holders` gives the commune of each object; what is gone bears its own.
    """
    query = (
        select(
            Change.change_set_id, Change.entity, Change.object_id, Change.operation, Change.before, Change.after,
            ChangeSet.author, ChangeSet.made_at,
        )
        .join(ChangeSet, Change.change_set_id == ChangeSet.id)
        .where(Change.change_set_id > revision, Change.entity.in_(SIGNED))
        .order_by(Change.id)
    )  # fmt: skip
    found = []
    with reading(engine) as connection:
        viewer = viewer_of(connection)
        for row in connection.execute(query):
            commune = _commune(row.object_id, row.before or row.after or {}, holders)
            if commune is None or not viewer.sees_all_of(commune):
                continue
            fields = tuple(row.after) if row.operation is Operation.UPDATE else ()
            what = (row.entity, row.object_id, row.operation)
            found.append(LaterChange(commune, row.change_set_id, row.author, row.made_at, *what, fields))
    return tuple(found)


def _commune(object_id: int, values: Mapping[str, Stored], holders: Mapping[int, int]) -> int | None:
    parents = (values.get(name) for name in ("application_id", "process_id", "referential_id", "interface_id"))
    known = (holders.get(one) for one in (object_id, *parents) if one is not None)
    return values.get("commune_id") or next((one for one in known if one is not None), None)
