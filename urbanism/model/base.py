"""The declarative base and the column types shared by every entity."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    literal,
    or_,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[int, mapped_column(Integer, primary_key=True, autoincrement=False)]
"""An identifier unique over the whole estate, given by the door of writes (`urbanism.store.changes`)."""

Extra = Annotated[dict[str, Any] | None, mapped_column(JSON(none_as_null=True))]
"""Attributes that a commune's file has and the model has not; NULL when there are none."""


def stored_by_value(enumeration: type[StrEnum]) -> Enum:
    """A text column that holds the members' French values (`refuse_unknown_values` makes it refuse any other)."""
    return Enum(
        enumeration,
        native_enum=False,
        create_constraint=False,
        length=32,
        name=enumeration.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def choice(default: StrEnum) -> Any:
    """A column of an enumeration, never NULL; `default` is what it holds while nobody said."""
    return mapped_column(stored_by_value(type(default)), default=default, server_default=default.value)


def foreign_key(target: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """A foreign key to ``table.id``, checked at a plan's end; whether it may be NULL follows from the annotation."""
    return mapped_column(
        ForeignKey(target, deferrable=True, initially="IMMEDIATE"), index=index, primary_key=primary_key
    )


class Base(DeclarativeBase):
    """Base of every stored entity."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - declared so by SQLAlchemy
        str: Text(),
        int: Integer(),
        float: Float(),
        date: Date(),
        datetime: DateTime(timezone=True),
    }


class Party(Base):
    """Anything that an interface may start from or reach: an application, a referential, an external system."""

    __tablename__ = "party"

    id: Mapped[Key]
    kind: Mapped[str]


def refuse_unknown_values(metadata: MetaData) -> None:
    """Have the database refuse, in every column of an enumeration, what is none of its members.

    Written as a chain of equalities: SQLite builds a table for each ``IN``, which doubles the time of an insertion.
    """
    for table in metadata.tables.values():
        for column in list(table.columns):
            if isinstance(column.type, Enum):
                known = or_(*(column == literal(value, Text()) for value in column.type.enums))
                table.append_constraint(CheckConstraint(known, name=f"{column.name}_known"))
