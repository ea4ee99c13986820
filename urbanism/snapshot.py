"""The estate as frozen, typed tables: what every analysis reads.

A `Snapshot` is one consistent reading of the estate, made for one viewer at one revision. Each table is a tuple of
records; a record's fields carry the names of the stored columns. Records refer to each other by `id`, unique over the
whole estate. ``None`` means "nobody said"; for enumerations that is the member ``UNKNOWN``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from urbanism.vocabulary import (
    AuthorityRating,
    BlockBasis,
    BlockClass,
    Confidence,
    Consent,
    Criticality,
    DataEntry,
    DataHolder,
    DataRole,
    HolderKind,
    Hosting,
    IdentityVerdict,
    InstanceKind,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    MasterLevel,
    Operation,
    Opinion,
    PoolingStance,
    ProjectStatus,
    ProposalStatus,
    ReferentialPattern,
    ReviewVerdict,
    Rhythm,
    Ternary,
)

Extra = Mapping[str, Any]
"""Attributes that a commune's file has and the model has not, as written there."""


class Commune(NamedTuple):
    """A holder: a town, the métropole itself, later a syndicate or a delegated operator."""

    id: int
    code: str
    name: str
    kind: HolderKind
    insee: str | None
    inhabitants: int | None
    agents: int | None
    extra: Extra


class ExpectedBlock(NamedTuple):
    """A block that a commune is expected to cover, by the competences it holds."""

    commune_id: int
    block_id: int


class Department(NamedTuple):
    """A direction or service of a holder, under its own deputy."""

    id: int
    commune_id: int
    name: str
    parent_id: int | None
    deputy: str | None
    extra: Extra


class Zone(NamedTuple):
    """The widest cut of the plan d'occupation des sols."""

    id: int
    code: str
    name: str
    description: str
    rank: int


class District(NamedTuple):
    """A quartier: a coherent part of a zone."""

    id: int
    zone_id: int
    code: str
    name: str
    description: str
    rank: int


class Ru30Sector(NamedTuple):
    """One of the ten sectors of the CNIL's RU-30 (doctrine 2013)."""

    id: int
    number: int
    name: str
    examples: str


class FunctionalBlock(NamedTuple):
    """A bloc fonctionnel: one function, in one quartier."""

    id: int
    district_id: int
    code: str
    name: str
    description: str
    block_class: BlockClass
    sector_id: int | None
    transverse_channel: bool
    m57_code: str | None
    rank: int
    confidence: Confidence
    source: str | None


class Editor(NamedTuple):
    """A company or community that publishes products."""

    id: int
    name: str
    siret: str | None
    extra: Extra


class Suite(NamedTuple):
    """A family of products that an editor sells together."""

    id: int
    name: str
    editor_id: int | None
    extra: Extra


class Product(NamedTuple):
    """What an editor sells, as opposed to its instances in use."""

    id: int
    name: str
    editor_id: int | None
    suite_id: int | None
    block_id: int | None
    description: str | None
    licence: str | None
    version: str | None
    url: str | None
    end_of_support: date | None
    extra: Extra


class Alias(NamedTuple):
    """Another name of an editor, suite or product (renaming, takeover, a commune's spelling), with its dates."""

    id: int
    editor_id: int | None
    suite_id: int | None
    product_id: int | None
    text: str
    since: date | None
    until: date | None
    reason: str | None


class Contract(NamedTuple):
    """An agreement with an editor or provider."""

    id: int
    commune_id: int
    reference: str
    title: str | None
    editor_id: int | None
    start_date: date | None
    end_date: date | None
    notice_months: int | None
    yearly_amount: float | None
    data_return_clause: Ternary
    extra: Extra


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


class ExternalSystem(NamedTuple):
    """A national platform or standard that applications exchange with."""

    id: int
    code: str
    name: str
    description: str | None
    operator: str | None
    confidence: Confidence
    source: str | None
    extra: Extra


class ExternalSystemBlock(NamedTuple):
    """A block that is expected to exchange with an external system."""

    external_system_id: int
    block_id: int


class DataObject(NamedTuple):
    """Something data are kept about: voie, adresse, tiers, agent…"""

    id: int
    code: str
    name: str
    description: str | None
    personal: Ternary
    identifier: str | None
    synonyms: str | None
    national_source: str | None
    master_level: MasterLevel
    sector_id: int | None
    confidence: Confidence
    source: str | None
    extra: Extra


class DataObjectBlock(NamedTuple):
    """A block that is expected to consume a data object."""

    data_object_id: int
    block_id: int


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


class Interface(NamedTuple):
    """A flow of data between two ends; each end is an application, a referential or an external system."""

    id: int
    commune_id: int
    code: str
    name: str | None
    description: str | None
    source_id: int
    target_id: int
    means: InterfaceMeans
    format: str | None
    standard: Ternary
    rhythm: Rhythm
    synchronous: Ternary
    owner: str | None
    state: InterfaceState
    personal_data: Ternary
    processing_id: int | None
    legal_basis: str | None
    agreement: str | None
    consent: Consent
    consent_proof: str | None
    document: str | None
    yearly_cost: float | None
    project_id: int | None
    extra: Extra


class InterfaceObject(NamedTuple):
    """A data object that an interface carries."""

    interface_id: int
    data_object_id: int


class Processing(NamedTuple):
    """An entry of the register of processings (RGPD, article 30)."""

    id: int
    commune_id: int
    code: str
    name: str
    purpose: str | None
    legal_basis: str | None
    data_categories: str | None
    recipients: str | None
    retention: str | None
    controller: str | None
    sector_id: int | None
    extra: Extra


class ProcessingApplication(NamedTuple):
    """An application that carries out a processing."""

    processing_id: int
    application_id: int


class Process(NamedTuple):
    """A business process: a citizen's request, a school enrolment…"""

    id: int
    commune_id: int | None
    code: str
    name: str
    description: str | None
    district_id: int | None
    extra: Extra


class ProcessStep(NamedTuple):
    """One step of a process: who does what, in which block, with which application."""

    id: int
    process_id: int
    rank: int
    name: str
    actor: str | None
    block_id: int | None
    application_id: int | None
    data_read: str | None
    data_written: str | None


class Pooling(NamedTuple):
    """A commune's word on pooling a block in a year."""

    id: int
    commune_id: int
    block_id: int
    year: int
    stance: PoolingStance
    reason: str | None


class AuthorityRule(NamedTuple):
    """A rule (source, data object, scope) → rating; the most specific one wins."""

    id: int
    source_id: int
    data_object_id: int
    commune_id: int | None
    block_id: int | None
    rating: AuthorityRating
    reason: str | None


class IdentityDecision(NamedTuple):
    """A person's word on whether two objects are the same; kept for ever."""

    id: int
    kind: str
    left_key: str
    right_key: str
    verdict: IdentityVerdict
    reason: str | None


class Project(NamedTuple):
    """A project that asks for an architecture diagnostic."""

    id: int
    commune_id: int | None
    code: str
    name: str
    need: str | None
    status: ProjectStatus
    block_id: int | None
    department_id: int | None
    solution: str | None
    personal_data: Ternary
    hosting: Hosting
    cost: float | None
    starts_on: date | None
    ends_on: date | None
    extra: Extra


class ProjectDepartment(NamedTuple):
    """A direction that must be at the table of a project, beside the one that asks."""

    project_id: int
    department_id: int


class ProjectBlock(NamedTuple):
    """A block that a project also serves, beside its main one."""

    project_id: int
    block_id: int


class ProjectDataObject(NamedTuple):
    """A data object that a project would read or write, and what the project would be for it."""

    id: int
    project_id: int
    data_object_id: int
    reads: Ternary
    writes: Ternary
    role: DataRole


class IntendedChange(NamedTuple):
    """What a project will do to an existing object when it goes live; `before` and `after` are stored values."""

    id: int
    project_id: int
    entity: str
    object_id: int
    operation: Operation
    before: Extra
    after: Extra


class ProjectDocument(NamedTuple):
    """A document attached to a project; `size` in bytes."""

    id: int
    project_id: int
    name: str
    media_type: str
    size: int


class Diagnostic(NamedTuple):
    """The architecture diagnostic of a project and its opinion."""

    id: int
    project_id: int
    opinion: Opinion
    signed_by: str | None
    signed_on: date | None
    text: str | None


class SignedDiagnosis(NamedTuple):
    """What the diagnosis said the day its opinion was signed, of the estate at that revision."""

    diagnostic_id: int
    revision: int
    content: Extra


class Reserve(NamedTuple):
    """A reserve of a diagnostic, followed until it is lifted."""

    id: int
    diagnostic_id: int
    text: str
    owner: str | None
    due_on: date | None
    lifted_on: date | None


class Waiver(NamedTuple):
    """A finding that the urbanist accepts, with a reason and an end."""

    id: int
    rule_code: str
    subject_id: int | None
    reason: str
    until: date | None


class ExtractComparison(NamedTuple):
    """What comparing extracts of two referentials told, kept for a holder because someone asked.

    `content` is what `comparing.digest` makes: counts and sentences, never a row.
    """

    id: int
    commune_id: int
    left_id: int
    right_id: int
    compared_on: date
    summary: str
    content: Mapping[str, Any]


class Assessment(NamedTuple):
    """A figure that people enter because nothing computes it (I17, I18) or a threshold they set."""

    id: int
    code: str
    commune_id: int | None
    year: int | None
    value: float
    note: str | None


class Campaign(NamedTuple):
    """A review of the map by the communes."""

    id: int
    name: str
    opens_on: date | None
    closes_on: date | None
    scope: str | None


class Attestation(NamedTuple):
    """A commune's signature under its own map as it was at `revision`, broken by a later change of someone else."""

    id: int
    campaign_id: int
    commune_id: int
    signed_by: str
    signed_on: date
    expires_on: date | None
    revision: int


class CampaignCommune(NamedTuple):
    """A commune that a campaign asks."""

    campaign_id: int
    commune_id: int


class CampaignQuestion(NamedTuple):
    """A question that a campaign asks every commune, beside its map."""

    id: int
    campaign_id: int
    rank: int
    text: str


class CampaignAnswer(NamedTuple):
    """What a commune answers to a question."""

    id: int
    question_id: int
    commune_id: int
    text: str


class ReviewMark(NamedTuple):
    """What a commune says, in a campaign, of one of its objects."""

    id: int
    campaign_id: int
    commune_id: int
    object_id: int
    verdict: ReviewVerdict
    made_by: str
    made_on: date


class Assignment(NamedTuple):
    """An object given to a colleague to review."""

    id: int
    campaign_id: int
    commune_id: int
    object_id: int
    person: str
    note: str | None


class Remark(NamedTuple):
    """What someone says of an object or of a proposal of a commune."""

    id: int
    commune_id: int
    object_id: int
    text: str
    made_by: str
    made_on: date


class SignedUnknowns(NamedTuple):
    """What a map did not say when it was signed: the missing fields of each application, by its code."""

    id: int
    attestation_id: int
    commune_id: int
    content: Extra


class Proposal(NamedTuple):
    """Changes that a commune proposes together, and what became of them; `content` is that of the store."""

    id: int
    commune_id: int
    title: str
    content: Extra
    reason: str | None
    source: str | None
    proposed_by: str
    proposed_on: date
    status: ProposalStatus
    decided_by: str | None
    decided_on: date | None
    answer: str | None


class Scenario(NamedTuple):
    """A named set of convergence choices."""

    id: int
    name: str
    parent_id: int | None
    doctrine: str | None
    settings: Extra


@dataclass(frozen=True)
class Snapshot:
    """The whole estate as one viewer may see it at one revision.

    `revision` counts the writes that came before; `viewer` is the name of who asks; `hidden_communes` are those whose
    costs, contracts and projects were withheld (so "not known" can be told from "not shown").
    """

    revision: int = 0
    viewer: str = ""
    today: date = date(2026, 1, 1)
    hidden_communes: frozenset[int] = frozenset()
    communes: tuple[Commune, ...] = ()
    expected_blocks: tuple[ExpectedBlock, ...] = ()
    departments: tuple[Department, ...] = ()
    zones: tuple[Zone, ...] = ()
    districts: tuple[District, ...] = ()
    sectors: tuple[Ru30Sector, ...] = ()
    blocks: tuple[FunctionalBlock, ...] = ()
    editors: tuple[Editor, ...] = ()
    suites: tuple[Suite, ...] = ()
    products: tuple[Product, ...] = ()
    aliases: tuple[Alias, ...] = ()
    contracts: tuple[Contract, ...] = ()
    applications: tuple[Application, ...] = ()
    secondary_blocks: tuple[SecondaryBlock, ...] = ()
    served_communes: tuple[ServedCommune, ...] = ()
    external_systems: tuple[ExternalSystem, ...] = ()
    external_system_blocks: tuple[ExternalSystemBlock, ...] = ()
    data_objects: tuple[DataObject, ...] = ()
    data_object_blocks: tuple[DataObjectBlock, ...] = ()
    data_uses: tuple[DataUse, ...] = ()
    referentials: tuple[Referential, ...] = ()
    carried_objects: tuple[CarriedObject, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    interface_objects: tuple[InterfaceObject, ...] = ()
    processings: tuple[Processing, ...] = ()
    processing_applications: tuple[ProcessingApplication, ...] = ()
    processes: tuple[Process, ...] = ()
    process_steps: tuple[ProcessStep, ...] = ()
    poolings: tuple[Pooling, ...] = ()
    authority_rules: tuple[AuthorityRule, ...] = ()
    identity_decisions: tuple[IdentityDecision, ...] = ()
    projects: tuple[Project, ...] = ()
    project_departments: tuple[ProjectDepartment, ...] = ()
    project_blocks: tuple[ProjectBlock, ...] = ()
    project_data_objects: tuple[ProjectDataObject, ...] = ()
    intended_changes: tuple[IntendedChange, ...] = ()
    project_documents: tuple[ProjectDocument, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    signed_diagnoses: tuple[SignedDiagnosis, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    extract_comparisons: tuple[ExtractComparison, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    campaign_communes: tuple[CampaignCommune, ...] = ()
    campaign_questions: tuple[CampaignQuestion, ...] = ()
    campaign_answers: tuple[CampaignAnswer, ...] = ()
    review_marks: tuple[ReviewMark, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    signed_unknowns: tuple[SignedUnknowns, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    scenarios: tuple[Scenario, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[int, Any]:
        """Every record that has an identifier, by it."""
        index: dict[int, Any] = {}
        for table in fields(self):
            records = getattr(self, table.name)
            if isinstance(records, tuple) and records and hasattr(records[0], "id"):
                index.update((record.id, record) for record in records)
        return index

    @cached_property
    def application_ids(self) -> frozenset[int]:
        """Identifiers of the applications, to tell an interface's ends apart."""
        return frozenset(application.id for application in self.applications)

    @cached_property
    def referential_ids(self) -> frozenset[int]:
        """Identifiers of the referentials."""
        return frozenset(referential.id for referential in self.referentials)
