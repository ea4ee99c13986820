"""What happened to the estate: every write, every import run, and where each value came from.

A `ChangeSet` is one applied plan. Its `Change` rows keep, for each object, the values before and after. The creation of
an object keeps no values: they are its present ones with the later changes undone, so history costs little. Rows of an
association (a table without an identifier of its own) that are born with their owner are part of its creation.
Provenance is kept once a row: a change made by an import names the sheet and the row; the cell of each value follows
from the sheet's column map.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, choice, foreign_key, stored_by_value
from urbanism.vocabulary import Operation, Origin


class Revision(Base):
    """The one row that every write locks and bumps: how many writes there were, and the next free identifier."""

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    next_id: Mapped[int]


class ChangeSet(Base):
    """One plan of changes, applied: who, when, why, from what."""

    __tablename__ = "change_set"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime]
    author: Mapped[str]
    reason: Mapped[str]
    origin: Mapped[Origin] = choice(Origin.EDIT)
    undoes_id: Mapped[int | None] = foreign_key("change_set.id")


class ImportFile(Base):
    """A file that a run read, or could not."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change_set_id: Mapped[int] = foreign_key("change_set.id", index=True)
    path: Mapped[str]
    commune_id: Mapped[int | None]
    status: Mapped[str]
    reason: Mapped[str | None]


class ImportSheet(Base):
    """A table found in a sheet: what it held, how its columns were understood, what became of its rows."""

    __tablename__ = "import_sheet"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_id: Mapped[int] = foreign_key("import_file.id", index=True)
    name: Mapped[str]
    kind: Mapped[str]
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    issues: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ImportProfile(Base):
    """How a commune's file is to be understood: the kinds, columns and names that a person corrected."""

    __tablename__ = "import_profile"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    commune_id: Mapped[int] = mapped_column(
        ForeignKey("commune.id", deferrable=True, initially="IMMEDIATE"), unique=True
    )
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)


class Change(Base):
    """What one plan did to one object, and the row of the sheet it came from."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_set_id: Mapped[int] = foreign_key("change_set.id", index=True)
    entity: Mapped[str]
    object_id: Mapped[int] = mapped_column(index=True)
    operation: Mapped[Operation] = mapped_column(stored_by_value(Operation))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sheet_id: Mapped[int | None]
    row: Mapped[int | None]
