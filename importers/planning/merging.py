"""When a row describes an object that is already stored: what the file changed, what others changed, who disagrees.

For each field that differs, three values are compared, as when two people edit one text: what this file said last time,
what it says now, what the estate holds. Only the file moved: update. Only the estate moved (a correction by hand,
another file): the estate's value stays. Both moved: conflict, and the row waits for a decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, select

from importers.choices import NO_CHOICE, Choices
from importers.typed import Side
from importers.values import fold
from importers.values.reading import Stored
from urbanism.model.memory import Change, ChangeSet, ImportFile, ImportSheet
from urbanism.store.tables import Row, fields_of
from urbanism.vocabulary import BlockBasis, Operation, Origin, Ternary


@dataclass(frozen=True, slots=True)
class Merge:
    """What to do of a row that meets a stored object.

    Attributes:
        before, after: the values that change.
        conflicts: fields on which two sources disagree (stored, told) and nobody said who is right.
        settled: those on which a person said who is right.
    """

    before: Mapping[str, Stored]
    after: Mapping[str, Stored]
    conflicts: Mapping[str, tuple[Stored, Stored]]
    settled: Mapping[str, tuple[Stored, Stored]] = field(default_factory=dict)


_PASSING = re.compile(r"\b(?:v\d+|copie|copy|final|finale|def|maj|version|export)\b|[\d_\W]+")
"""What changes in a file's name from one year or version to the next."""


def source_key(path: str) -> str:
    """What stays of a file's name over the years: « Saint-Aubin 2025 v2.xlsx » is still « saint aubin »."""
    stem = fold(PurePath(path).stem)
    return " ".join(_PASSING.sub(" ", stem.replace("_", " ")).split()) or stem


def differing(entity: str, stored: Row, told: Mapping[str, Stored]) -> dict[str, tuple[Stored, Stored]]:
    """The fields on which a file says something else than the estate (stored, told); silence says nothing."""
    different: dict[str, tuple[Stored, Stored]] = {}
    for position, name in enumerate(fields_of(entity)):
        value = told.get(name)
        if value is None or value == stored[position]:
            continue
        if name == "extra":
            merged = {**(stored[position] or {}), **value}
            if merged != (stored[position] or {}):
                different[name] = (stored[position], merged)
        else:
            different[name] = (stored[position], value)
    return different


def _block_basis(entity: str, stored: Row) -> Stored:
    """What the bloc of a stored application rests on; None for other entities."""
    return stored[fields_of(entity).index("block_basis")] if entity == "application" else None


def _is_proposal(basis: Stored, name: str) -> bool:
    """Whether the stored value is the software's own, which yields to anyone's."""
    return basis == BlockBasis.PROPOSED and name in ("block_id", "block_basis")


def _is_confirmed(basis: Stored, name: str) -> bool:
    """Whether a person settled the stored value: a file that says otherwise is in conflict with that person."""
    return basis == BlockBasis.CONFIRMED and name == "block_id"


class Merger:
    """Compares rows of one file with what the estate holds.

    `revision` is the one that the file shows, where the file is an export of this estate: it then knew every value
    of that time. `choices` say who is right where they disagree.
    """

    def __init__(
        self, connection: Connection, path: str, revision: int | None = None, choices: Choices = NO_CHOICE
    ) -> None:
        self._connection = connection
        self._choices = choices
        self._file = source_key(path)
        self._revision = revision or 0

    def merge(self, entity: str, stored: Row, told: Mapping[str, Stored]) -> Merge:
        """What a row of the file does to a stored object."""
        different = differing(entity, stored, told)
        basis = None if self._revision else _block_basis(entity, stored)
        if basis == BlockBasis.CONFIRMED:
            different.pop("block_basis", None)
        if not different:
            return Merge({}, {}, {})
        last = self._last_told(stored[0], stored, entity)
        before, after, conflicts, settled = {}, {}, {}, {}
        for name, (present, value) in different.items():
            base = last.get(name, present)
            if name != "extra" and base == value:
                continue  # the file did not move; the estate did, and keeps its value
            said_by_nobody = present is None or present == Ternary.UNKNOWN or base == present or name == "extra"
            if (said_by_nobody or _is_proposal(basis, name)) and not _is_confirmed(basis, name):
                before[name], after[name] = present, value
            elif (side := self.side(entity, stored[0], name)) is None:
                conflicts[name] = (present, value)
            else:
                settled[name] = (present, value)
                if side is Side.FILE:
                    before[name], after[name] = present, value
        return Merge(before, after, conflicts, settled)

    def side(self, entity: str, object_id: int, name: str) -> Side | None:
        """Who is right about a value, if a person said."""
        return self._choices.settled.get((entity, object_id, name))

    def _last_told(self, object_id: int, stored: Row, entity: str) -> dict[str, Stored]:
        """The object's values when this file last spoke of it; empty when it never did (then nothing is disputed
        that only another file or person said: every difference with a known value is)."""
        values = dict(zip(fields_of(entity), stored, strict=True))
        for change in self._changes(object_id):
            if change.change_set_id <= self._revision or (
                change.origin is Origin.IMPORT and source_key(change.path or "") == self._file
            ):
                return values
            if change.operation is Operation.UPDATE:
                values.update(change.before or {})
        return dict.fromkeys(fields_of(entity))

    def _changes(self, object_id: int) -> Any:
        query = (
            select(Change.change_set_id, Change.operation, Change.before, ChangeSet.origin, ImportFile.path)
            .join(ChangeSet, Change.change_set_id == ChangeSet.id)
            .outerjoin(ImportSheet, Change.sheet_id == ImportSheet.id)
            .outerjoin(ImportFile, ImportSheet.file_id == ImportFile.id)
            .where(Change.object_id == object_id)
            .order_by(Change.id.desc())
        )
        return self._connection.execute(query).all()
