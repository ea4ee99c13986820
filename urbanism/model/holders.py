"""Who holds the estate (communes and their departments) and who publishes what they use."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, Extra, Key, choice, foreign_key
from urbanism.vocabulary import HolderKind, Ternary


class Commune(Base):
    """A holder: a town, the métropole itself, later syndicates and delegated operators."""

    __tablename__ = "commune"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[HolderKind] = choice(HolderKind.COMMUNE)
    insee: Mapped[str | None]
    inhabitants: Mapped[int | None]
    agents: Mapped[int | None]
    extra: Mapped[Extra]


class ExpectedBlock(Base):
    __tablename__ = "expected_block"

    commune_id: Mapped[int] = foreign_key("commune.id", primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)


class Department(Base):
    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("commune_id", "name"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    name: Mapped[str]
    parent_id: Mapped[int | None] = foreign_key("department.id", index=True)
    deputy: Mapped[str | None]
    extra: Mapped[Extra]


class Editor(Base):
    __tablename__ = "editor"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    siret: Mapped[str | None]
    extra: Mapped[Extra]


class Suite(Base):
    __tablename__ = "suite"
    __table_args__ = (UniqueConstraint("name", "editor_id"),)

    id: Mapped[Key]
    name: Mapped[str]
    editor_id: Mapped[int | None] = foreign_key("editor.id", index=True)
    extra: Mapped[Extra]


class Product(Base):
    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("name", "editor_id"),)

    id: Mapped[Key]
    name: Mapped[str]
    editor_id: Mapped[int | None] = foreign_key("editor.id", index=True)
    suite_id: Mapped[int | None] = foreign_key("suite.id", index=True)
    block_id: Mapped[int | None] = foreign_key("functional_block.id")
    description: Mapped[str | None]
    licence: Mapped[str | None]
    version: Mapped[str | None]
    url: Mapped[str | None]
    end_of_support: Mapped[date | None]
    extra: Mapped[Extra]


class Alias(Base):
    """Another name of exactly one editor, suite or product."""

    __tablename__ = "alias"
    __table_args__ = (
        CheckConstraint(
            "(editor_id IS NOT NULL AND suite_id IS NULL AND product_id IS NULL)"
            " OR (editor_id IS NULL AND suite_id IS NOT NULL AND product_id IS NULL)"
            " OR (editor_id IS NULL AND suite_id IS NULL AND product_id IS NOT NULL)",
            name="one_subject",
        ),
    )

    id: Mapped[Key]
    editor_id: Mapped[int | None] = foreign_key("editor.id", index=True)
    suite_id: Mapped[int | None] = foreign_key("suite.id", index=True)
    product_id: Mapped[int | None] = foreign_key("product.id", index=True)
    text: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]
    reason: Mapped[str | None]


class Contract(Base):
    __tablename__ = "contract"
    __table_args__ = (UniqueConstraint("commune_id", "reference"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    reference: Mapped[str]
    title: Mapped[str | None]
    editor_id: Mapped[int | None] = foreign_key("editor.id", index=True)
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    notice_months: Mapped[int | None]
    yearly_amount: Mapped[float | None]
    data_return_clause: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    extra: Mapped[Extra]
