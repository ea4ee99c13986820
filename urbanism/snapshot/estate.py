"""What the communes run: applications, what they do with data, and referentials."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from urbanism.snapshot.base import Extra
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


class Application(NamedTuple):
    """A product (or a home-made program) in use at a holder. Costs are in euros a year."""

    id: int
    commune_id: int
    code: str
    name: str
    description: str | None
    purpose: str | None
    data_categories: str | None
    url: str | None
    product_id: int | None
    editor_id: int | None
    home_made: Ternary
    block_id: int | None
    block_basis: BlockBasis
    block_evidence: str | None
    department_id: int | None
    version: str | None
    overlays: str | None
    status: LifecycleStatus
    started_on: date | None
    ends_on: date | None
    end_of_support: date | None
    trial_decision: str | None
    confidentiality: int | None
    integrity: int | None
    availability: int | None
    traceability: int | None
    hosting: Hosting
    server: str | None
    technologies: str | None
    users: int | None
    criticality: Criticality
    business_value: int | None
    technical_value: int | None
    cost_licence: float | None
    cost_maintenance: float | None
    cost_hosting: float | None
    cost_staff: float | None
    cost_other: float | None
    cost_total: float | None
    contract_id: int | None
    correspondent: str | None
    personal_data: Ternary
    user_identifier: str | None
    open_api: Ternary
    instance: InstanceKind
    data_holder: DataHolder
    target_decision: str | None
    target_date: date | None
    project_id: int | None
    extra: Extra

    @property
    def yearly_cost(self) -> float | None:
        """The stated total, else the sum of the stated parts, else None."""
        if self.cost_total is not None:
            return self.cost_total
        parts = (
            self.cost_licence,
            self.cost_maintenance,
            self.cost_hosting,
            self.cost_staff,
            self.cost_other,
        )
        known = [part for part in parts if part is not None]
        return sum(known) if known else None

    @property
    def is_active(self) -> bool:
        """Whether the application runs today; one whose status nobody said is taken as running."""
        return self.status not in (LifecycleStatus.STOPPED, LifecycleStatus.PROJECT)


class SecondaryBlock(NamedTuple):
    """A block that an application also serves, beside its main one."""

    application_id: int
    block_id: int


class ServedCommune(NamedTuple):
    """A commune that uses an application held by another (a pooled instance)."""

    application_id: int
    commune_id: int
    users: int | None


class DataUse(NamedTuple):
    """What an application does with a data object (a cell of the CRUD matrix)."""

    id: int
    application_id: int
    data_object_id: int
    creates: Ternary
    reads: Ternary
    updates: Ternary
    deletes: Ternary
    role: DataRole
    entry: DataEntry
    scope: str | None
    extra: Extra


class Referential(NamedTuple):
    """A system in which business data are placed, stored and ordered."""

    id: int
    commune_id: int
    code: str
    name: str
    description: str | None
    data_object_id: int | None
    application_id: int | None
    department_id: int | None
    database: str | None
    technology: str | None
    owner: str | None
    territory: str | None
    record_count: int | None
    updated_on: date | None
    attributes: str | None
    key: str | None
    pattern: ReferentialPattern
    authority: AuthorityRating
    national_source: str | None
    extra: Extra


class CarriedObject(NamedTuple):
    """An object of which a referential keeps its own copy (a lighting base carries its own roads)."""

    referential_id: int
    data_object_id: int
