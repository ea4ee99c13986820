"""The snapshot itself: every table of the estate, and its records by identifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from urbanism.snapshot.estate import Application, CarriedObject, DataUse, Referential, SecondaryBlock, ServedCommune
from urbanism.snapshot.exchanges import (
    Interface,
    InterfaceObject,
    Process,
    Processing,
    ProcessingApplication,
    ProcessStep,
)
from urbanism.snapshot.governance import (
    Assessment,
    Attestation,
    AuthorityRule,
    Campaign,
    Diagnostic,
    ExtractComparison,
    IdentityDecision,
    IntendedChange,
    Pooling,
    Project,
    ProjectBlock,
    ProjectDataObject,
    ProjectDepartment,
    ProjectDocument,
    Reserve,
    Scenario,
    SignedDiagnosis,
    Waiver,
)
from urbanism.snapshot.holders import Alias, Commune, Contract, Department, Editor, ExpectedBlock, Product, Suite
from urbanism.snapshot.nomenclature import (
    DataObject,
    DataObjectBlock,
    District,
    ExternalSystem,
    ExternalSystemBlock,
    FunctionalBlock,
    Ru30Sector,
    Zone,
)
from urbanism.snapshot.review import (
    Assignment,
    CampaignAnswer,
    CampaignCommune,
    CampaignQuestion,
    Proposal,
    Remark,
    ReviewMark,
    SignedUnknowns,
)


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
