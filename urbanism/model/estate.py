"""Applications, what they do with data, and the referentials they carry."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from urbanism.model.base import Base, Extra, Key, choice, foreign_key
from urbanism.vocabulary import (
    AuthorityRating,
    BlockBasis,
    Criticality,
    DataEntry,
    DataHolder,
    DataRole,
    Hosting,
    InstanceKind,
    LifecycleStatus,
    ReferentialPattern,
    Ternary,
)


class Application(Base):
    """A product, or a home-made program, in use at a holder; its code is unique there."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("commune_id", "code"),
        CheckConstraint("users >= 0", name="users_not_negative"),
    )

    id: Mapped[int] = foreign_key("party.id", primary_key=True)
    commune_id: Mapped[int] = foreign_key("commune.id")
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    purpose: Mapped[str | None]
    data_categories: Mapped[str | None]
    url: Mapped[str | None]
    product_id: Mapped[int | None] = foreign_key("product.id", index=True)
    editor_id: Mapped[int | None] = foreign_key("editor.id", index=True)
    home_made: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    block_id: Mapped[int | None] = foreign_key("functional_block.id")
    block_basis: Mapped[BlockBasis] = choice(BlockBasis.UNKNOWN)
    block_evidence: Mapped[str | None]
    department_id: Mapped[int | None] = foreign_key("department.id", index=True)
    version: Mapped[str | None]
    overlays: Mapped[str | None]
    status: Mapped[LifecycleStatus] = choice(LifecycleStatus.UNKNOWN)
    started_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    end_of_support: Mapped[date | None]
    trial_decision: Mapped[str | None]
    confidentiality: Mapped[int | None]
    integrity: Mapped[int | None]
    availability: Mapped[int | None]
    traceability: Mapped[int | None]
    hosting: Mapped[Hosting] = choice(Hosting.UNKNOWN)
    server: Mapped[str | None]
    technologies: Mapped[str | None]
    users: Mapped[int | None]
    criticality: Mapped[Criticality] = choice(Criticality.UNKNOWN)
    business_value: Mapped[int | None]
    technical_value: Mapped[int | None]
    cost_licence: Mapped[float | None]
    cost_maintenance: Mapped[float | None]
    cost_hosting: Mapped[float | None]
    cost_staff: Mapped[float | None]
    cost_other: Mapped[float | None]
    cost_total: Mapped[float | None]
    contract_id: Mapped[int | None] = foreign_key("contract.id", index=True)
    correspondent: Mapped[str | None]
    personal_data: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    user_identifier: Mapped[str | None]
    open_api: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    instance: Mapped[InstanceKind] = choice(InstanceKind.UNKNOWN)
    data_holder: Mapped[DataHolder] = choice(DataHolder.UNKNOWN)
    target_decision: Mapped[str | None]
    target_date: Mapped[date | None]
    project_id: Mapped[int | None] = foreign_key("project.id")
    extra: Mapped[Extra]


class SecondaryBlock(Base):
    __tablename__ = "secondary_block"

    application_id: Mapped[int] = foreign_key("application.id", primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)


class ServedCommune(Base):
    __tablename__ = "served_commune"

    application_id: Mapped[int] = foreign_key("application.id", primary_key=True)
    commune_id: Mapped[int] = foreign_key("commune.id", primary_key=True)
    users: Mapped[int | None]


class DataUse(Base):
    """A cell of the CRUD matrix: application × data object."""

    __tablename__ = "data_use"
    __table_args__ = (UniqueConstraint("application_id", "data_object_id", "scope"),)

    id: Mapped[Key]
    application_id: Mapped[int] = foreign_key("application.id")
    data_object_id: Mapped[int] = foreign_key("data_object.id", index=True)
    creates: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    reads: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    updates: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    deletes: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    role: Mapped[DataRole] = choice(DataRole.UNKNOWN)
    entry: Mapped[DataEntry] = choice(DataEntry.UNKNOWN)
    scope: Mapped[str | None]
    extra: Mapped[Extra]


class Referential(Base):
    __tablename__ = "referential"
    __table_args__ = (UniqueConstraint("commune_id", "code"),)

    id: Mapped[int] = foreign_key("party.id", primary_key=True)
    commune_id: Mapped[int] = foreign_key("commune.id")
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    data_object_id: Mapped[int | None] = foreign_key("data_object.id", index=True)
    application_id: Mapped[int | None] = foreign_key("application.id", index=True)
    department_id: Mapped[int | None] = foreign_key("department.id", index=True)
    database: Mapped[str | None]
    technology: Mapped[str | None]
    owner: Mapped[str | None]
    territory: Mapped[str | None]
    record_count: Mapped[int | None]
    updated_on: Mapped[date | None]
    attributes: Mapped[str | None]
    key: Mapped[str | None]
    pattern: Mapped[ReferentialPattern] = choice(ReferentialPattern.UNKNOWN)
    authority: Mapped[AuthorityRating] = choice(AuthorityRating.NO_OPINION)
    national_source: Mapped[str | None]
    extra: Mapped[Extra]


class CarriedObject(Base):
    """An object of which a referential keeps its own copy, beside the one it is about."""

    __tablename__ = "carried_object"

    referential_id: Mapped[int] = foreign_key("referential.id", primary_key=True)
    data_object_id: Mapped[int] = foreign_key("data_object.id", primary_key=True)
