"""What the invented métropole is made of, as frozen records.

Fields carry the names of the records of `urbanism.snapshot`, without `_id`: where the snapshot points at a record, the
sample gives its code (applications, referentials, interfaces, blocs) or its name (products, editors, departments).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from urbanism.demo.catalogue import Catalogue
from urbanism.vocabulary import (
    Consent,
    Criticality,
    DataEntry,
    DataHolder,
    DataRole,
    HolderKind,
    Hosting,
    InstanceKind,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    PoolingStance,
    ReferentialPattern,
    Rhythm,
    Ternary,
)

if TYPE_CHECKING:
    from urbanism.demo.projects import Project

TODAY = date(2026, 1, 1)
"""The day the sample is seen from."""


class Holder(NamedTuple):
    """The métropole (rank 0) or a commune, largest first. `thorough`: it records legal bases and agreements."""

    rank: int
    name: str
    kind: HolderKind
    insee: str | None
    inhabitants: int
    agents: int
    applications: int
    thorough: bool
    expected_blocks: tuple[str, ...]


class Department(NamedTuple):
    """A department of a holder, under a deputy named by delegation."""

    holder: str
    name: str
    deputy: str


class Contract(NamedTuple):
    """An agreement of a holder with an editor."""

    holder: str
    reference: str
    title: str
    editor: str
    start_date: date
    end_date: date
    notice_months: int | None
    yearly_amount: float
    data_return_clause: Ternary


class Application(NamedTuple):
    """A product, or a home-made program, in use at a holder."""

    holder: str
    code: str
    name: str
    description: str
    product: str | None
    editor: str | None
    home_made: Ternary
    block: str | None
    secondary_blocks: tuple[str, ...]
    department: str
    version: str | None
    overlays: str | None
    status: LifecycleStatus
    started_on: date | None
    ends_on: date | None
    end_of_support: date | None
    trial_decision: str | None
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
    contract: str | None
    correspondent: str | None
    personal_data: Ternary
    user_identifier: str | None
    open_api: Ternary
    instance: InstanceKind
    data_holder: DataHolder
    target_decision: str | None
    target_date: date | None
    served_communes: tuple[str, ...]

    @property
    def cost_total(self) -> float | None:
        """Euros a year, None where no part is known."""
        parts = [part for part in (self.cost_licence, self.cost_maintenance, self.cost_hosting) if part is not None]
        return sum(parts) if parts else None

    @property
    def is_active(self) -> bool:
        """Whether it runs today."""
        return self.status not in (LifecycleStatus.STOPPED, LifecycleStatus.PROJECT)


class DataUse(NamedTuple):
    """What an application does with a data object."""

    holder: str
    application: str
    data_object: str
    creates: Ternary
    reads: Ternary
    updates: Ternary
    deletes: Ternary
    role: DataRole
    entry: DataEntry


class Referential(NamedTuple):
    """A base of business data; `family` tells what it is the same as, "" when it stands alone."""

    holder: str
    code: str
    name: str
    description: str
    data_object: str
    carried_objects: tuple[str, ...]
    application: str | None
    department: str
    database: str | None
    technology: str
    owner: str
    territory: str
    record_count: int
    updated_on: date
    attributes: str
    key: str
    pattern: ReferentialPattern
    national_source: str | None
    family: str
    is_master: bool


class Interface(NamedTuple):
    """A flow; `holder` is who declares it, `source` and `target` are codes."""

    holder: str
    code: str
    source: str
    target: str
    data_objects: tuple[str, ...]
    description: str | None
    means: InterfaceMeans
    format: str | None
    standard: Ternary
    rhythm: Rhythm
    synchronous: Ternary
    owner: str | None
    state: InterfaceState
    personal_data: Ternary
    legal_basis: str | None
    agreement: str | None
    consent: Consent
    consent_proof: str | None
    document: str | None


class Processing(NamedTuple):
    """An entry of a holder's register."""

    holder: str
    code: str
    name: str
    purpose: str
    legal_basis: str
    data_categories: str
    recipients: str
    retention: str
    controller: str
    applications: tuple[str, ...]


class ProcessStep(NamedTuple):
    """One step of a process; `process` is its name."""

    holder: str
    process: str
    rank: int
    name: str
    actor: str
    block: str
    application: str | None
    data_read: str | None
    data_written: str | None


class Pooling(NamedTuple):
    """A commune's word on pooling a bloc in a year."""

    commune: str
    block: str
    year: int
    stance: PoolingStance
    reason: str | None


class Planted(NamedTuple):
    """A case put there on purpose: a rule's or finding's code, and the codes it concerns."""

    code: str
    subjects: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class World:
    """The whole invented métropole; nothing in it is real but the national systems."""

    seed: int
    metropole: str
    catalogue: Catalogue
    holders: tuple[Holder, ...]
    departments: tuple[Department, ...]
    contracts: tuple[Contract, ...]
    applications: tuple[Application, ...]
    data_uses: tuple[DataUse, ...]
    referentials: tuple[Referential, ...]
    interfaces: tuple[Interface, ...]
    processings: tuple[Processing, ...]
    process_steps: tuple[ProcessStep, ...]
    poolings: tuple[Pooling, ...]
    homonyms: tuple[tuple[str, str], ...]
    planted: tuple[Planted, ...]
    projects: tuple[Project, ...]
    today: date = TODAY
