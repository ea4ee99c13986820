"""Zones > quartiers > blocs, and the national facts that every estate is held against."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, Extra, Key, choice, foreign_key
from urbanism.vocabulary import BlockClass, Confidence, MasterLevel, Ternary


class Zone(Base):
    __tablename__ = "zone"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    rank: Mapped[int]


class District(Base):
    """A quartier: in exactly one zone (rule R01)."""

    __tablename__ = "district"

    id: Mapped[Key]
    zone_id: Mapped[int] = foreign_key("zone.id")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    rank: Mapped[int]


class Ru30Sector(Base):
    __tablename__ = "ru30_sector"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 10", name="ten_sectors"),)

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    examples: Mapped[str]


class FunctionalBlock(Base):
    """A bloc fonctionnel: in exactly one quartier (rule R01)."""

    __tablename__ = "functional_block"

    id: Mapped[Key]
    district_id: Mapped[int] = foreign_key("district.id")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    block_class: Mapped[BlockClass] = choice(BlockClass.UNKNOWN)
    sector_id: Mapped[int | None] = foreign_key("ru30_sector.id")
    transverse_channel: Mapped[bool]
    m57_code: Mapped[str | None]
    rank: Mapped[int]
    confidence: Mapped[Confidence] = choice(Confidence.UNKNOWN)
    source: Mapped[str | None]


class ExternalSystem(Base):
    """A national platform or standard; it can be the end of an interface."""

    __tablename__ = "external_system"

    id: Mapped[int] = foreign_key("party.id", primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    operator: Mapped[str | None]
    confidence: Mapped[Confidence] = choice(Confidence.UNKNOWN)
    source: Mapped[str | None]
    extra: Mapped[Extra]


class ExternalSystemBlock(Base):
    __tablename__ = "external_system_block"

    external_system_id: Mapped[int] = foreign_key("external_system.id", primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)


class DataObject(Base):
    __tablename__ = "data_object"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    personal: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    identifier: Mapped[str | None]
    synonyms: Mapped[str | None]
    national_source: Mapped[str | None]
    master_level: Mapped[MasterLevel] = choice(MasterLevel.UNKNOWN)
    sector_id: Mapped[int | None] = foreign_key("ru30_sector.id")
    confidence: Mapped[Confidence] = choice(Confidence.UNKNOWN)
    source: Mapped[str | None]
    extra: Mapped[Extra]


class DataObjectBlock(Base):
    __tablename__ = "data_object_block"

    data_object_id: Mapped[int] = foreign_key("data_object.id", primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)
