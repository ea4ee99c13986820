"""Interfaces between applications, the processings they serve, and the processes they take part in."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from urbanism.model.base import Base, Extra, Key, choice, foreign_key
from urbanism.vocabulary import Consent, InterfaceMeans, InterfaceState, Rhythm, Ternary


class Processing(Base):
    """An entry of the register of processings."""

    __tablename__ = "processing"
    __table_args__ = (UniqueConstraint("commune_id", "code"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    code: Mapped[str]
    name: Mapped[str]
    purpose: Mapped[str | None]
    legal_basis: Mapped[str | None]
    data_categories: Mapped[str | None]
    recipients: Mapped[str | None]
    retention: Mapped[str | None]
    controller: Mapped[str | None]
    sector_id: Mapped[int | None] = foreign_key("ru30_sector.id")
    extra: Mapped[Extra]


class ProcessingApplication(Base):
    __tablename__ = "processing_application"

    processing_id: Mapped[int] = foreign_key("processing.id", primary_key=True)
    application_id: Mapped[int] = foreign_key("application.id", primary_key=True, index=True)


class Interface(Base):
    """A flow of data; it has two ends, and the database refuses one that has not."""

    __tablename__ = "interface"
    __table_args__ = (UniqueConstraint("commune_id", "code"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    code: Mapped[str]
    name: Mapped[str | None]
    description: Mapped[str | None]
    source_id: Mapped[int] = foreign_key("party.id", index=True)
    target_id: Mapped[int] = foreign_key("party.id", index=True)
    means: Mapped[InterfaceMeans] = choice(InterfaceMeans.UNKNOWN)
    format: Mapped[str | None]
    standard: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    rhythm: Mapped[Rhythm] = choice(Rhythm.UNKNOWN)
    synchronous: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    owner: Mapped[str | None]
    state: Mapped[InterfaceState] = choice(InterfaceState.UNKNOWN)
    personal_data: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    processing_id: Mapped[int | None] = foreign_key("processing.id", index=True)
    legal_basis: Mapped[str | None]
    agreement: Mapped[str | None]
    consent: Mapped[Consent] = choice(Consent.UNKNOWN)
    consent_proof: Mapped[str | None]
    document: Mapped[str | None]
    yearly_cost: Mapped[float | None]
    project_id: Mapped[int | None] = foreign_key("project.id")
    extra: Mapped[Extra]


class InterfaceObject(Base):
    __tablename__ = "interface_object"

    interface_id: Mapped[int] = foreign_key("interface.id", primary_key=True)
    data_object_id: Mapped[int] = foreign_key("data_object.id", primary_key=True)


class Process(Base):
    __tablename__ = "process"
    __table_args__ = (UniqueConstraint("commune_id", "code"),)

    id: Mapped[Key]
    commune_id: Mapped[int | None] = foreign_key("commune.id")
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    district_id: Mapped[int | None] = foreign_key("district.id")
    extra: Mapped[Extra]


class ProcessStep(Base):
    __tablename__ = "process_step"
    __table_args__ = (UniqueConstraint("process_id", "rank"),)

    id: Mapped[Key]
    process_id: Mapped[int] = foreign_key("process.id")
    rank: Mapped[int]
    name: Mapped[str]
    actor: Mapped[str | None]
    block_id: Mapped[int | None] = foreign_key("functional_block.id")
    application_id: Mapped[int | None] = foreign_key("application.id", index=True)
    data_read: Mapped[str | None]
    data_written: Mapped[str | None]
