"""What people decide: pooling, authority, identities, projects and diagnostics, reviews, scenarios."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, Extra, Key, choice, foreign_key, stored_by_value
from urbanism.vocabulary import (
    AuthorityRating,
    DataRole,
    Hosting,
    IdentityVerdict,
    Operation,
    Opinion,
    PoolingStance,
    ProjectStatus,
    Ternary,
)


class Pooling(Base):
    """A commune's word on a block for a year."""

    __tablename__ = "pooling"
    __table_args__ = (UniqueConstraint("commune_id", "block_id", "year"),)

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    block_id: Mapped[int] = foreign_key("functional_block.id")
    year: Mapped[int]
    stance: Mapped[PoolingStance] = choice(PoolingStance.UNKNOWN)
    reason: Mapped[str | None]


class AuthorityRule(Base):
    __tablename__ = "authority_rule"

    id: Mapped[Key]
    source_id: Mapped[int] = foreign_key("party.id", index=True)
    data_object_id: Mapped[int] = foreign_key("data_object.id")
    commune_id: Mapped[int | None] = foreign_key("commune.id")
    block_id: Mapped[int | None] = foreign_key("functional_block.id")
    rating: Mapped[AuthorityRating] = choice(AuthorityRating.NO_OPINION)
    reason: Mapped[str | None]


class IdentityDecision(Base):
    """Same or not the same; keys are the normalised texts or codes of the two sides, so that it outlives imports."""

    __tablename__ = "identity_decision"
    __table_args__ = (UniqueConstraint("kind", "left_key", "right_key"),)

    id: Mapped[Key]
    kind: Mapped[str]
    left_key: Mapped[str]
    right_key: Mapped[str]
    verdict: Mapped[IdentityVerdict] = mapped_column(stored_by_value(IdentityVerdict))
    reason: Mapped[str | None]


class Project(Base):
    __tablename__ = "project"

    id: Mapped[Key]
    commune_id: Mapped[int | None] = foreign_key("commune.id")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    need: Mapped[str | None]
    status: Mapped[ProjectStatus] = choice(ProjectStatus.UNKNOWN)
    block_id: Mapped[int | None] = foreign_key("functional_block.id")
    department_id: Mapped[int | None] = foreign_key("department.id", index=True)
    solution: Mapped[str | None]
    personal_data: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    hosting: Mapped[Hosting] = choice(Hosting.UNKNOWN)
    cost: Mapped[float | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    extra: Mapped[Extra]


class ProjectDepartment(Base):
    """A direction that must be at the table, beside the one that asks (the map of projects × directions)."""

    __tablename__ = "project_department"

    project_id: Mapped[int] = foreign_key("project.id", primary_key=True)
    department_id: Mapped[int] = foreign_key("department.id", primary_key=True)


class ProjectBlock(Base):
    """A bloc that a project also serves, beside its main one."""

    __tablename__ = "project_block"

    project_id: Mapped[int] = foreign_key("project.id", primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)


class ProjectDataObject(Base):
    """A data object that a project would read or write, and what the project would be for it."""

    __tablename__ = "project_data_object"
    __table_args__ = (UniqueConstraint("project_id", "data_object_id"),)

    id: Mapped[Key]
    project_id: Mapped[int] = foreign_key("project.id")
    data_object_id: Mapped[int] = foreign_key("data_object.id")
    reads: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    writes: Mapped[Ternary] = choice(Ternary.UNKNOWN)
    role: Mapped[DataRole] = choice(DataRole.UNKNOWN)


class IntendedChange(Base):
    """What a project will do to what already exists when it goes live: values before, as they were read, and after.

    What it brings stands in the estate already: applications « projet » and interfaces « prévue » that name it.
    """

    __tablename__ = "intended_change"

    id: Mapped[Key]
    project_id: Mapped[int] = foreign_key("project.id", index=True)
    entity: Mapped[str]
    object_id: Mapped[int]
    operation: Mapped[Operation] = mapped_column(stored_by_value(Operation))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class ProjectDocument(Base):
    """A document attached to a project; what it holds is kept apart, in `DocumentContent`."""

    __tablename__ = "project_document"

    id: Mapped[Key]
    project_id: Mapped[int] = foreign_key("project.id", index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]


class DocumentContent(Base):
    """The bytes of a document, in base 64 like every stored value; never part of a snapshot."""

    __tablename__ = "document_content"

    document_id: Mapped[int] = foreign_key("project_document.id", primary_key=True)
    content: Mapped[str]


class Diagnostic(Base):
    __tablename__ = "diagnostic"

    id: Mapped[Key]
    project_id: Mapped[int] = foreign_key("project.id", index=True)
    opinion: Mapped[Opinion] = choice(Opinion.PENDING)
    signed_by: Mapped[str | None]
    signed_on: Mapped[date | None]
    text: Mapped[str | None]


class SignedDiagnosis(Base):
    """What the diagnosis said the day its opinion was signed, and of which revision of the estate: never changed."""

    __tablename__ = "signed_diagnosis"

    diagnostic_id: Mapped[int] = foreign_key("diagnostic.id", primary_key=True)
    revision: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Reserve(Base):
    __tablename__ = "reserve"

    id: Mapped[Key]
    diagnostic_id: Mapped[int] = foreign_key("diagnostic.id", index=True)
    text: Mapped[str]
    owner: Mapped[str | None]
    due_on: Mapped[date | None]
    lifted_on: Mapped[date | None]


class Waiver(Base):
    __tablename__ = "waiver"

    id: Mapped[Key]
    rule_code: Mapped[str]
    subject_id: Mapped[int | None]
    reason: Mapped[str]
    until: Mapped[date | None]


class ExtractComparison(Base):
    """What comparing extracts of two referentials told, kept because someone asked; their rows never are."""

    __tablename__ = "extract_comparison"

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id")
    left_id: Mapped[int] = foreign_key("referential.id", index=True)
    right_id: Mapped[int] = foreign_key("referential.id", index=True)
    compared_on: Mapped[date]
    summary: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Assessment(Base):
    """A figure that people enter: self-assessed indicators, payroll ratios, thresholds of rules."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("code", "commune_id", "year"),)

    id: Mapped[Key]
    code: Mapped[str]
    commune_id: Mapped[int | None] = foreign_key("commune.id")
    year: Mapped[int | None]
    value: Mapped[float]
    note: Mapped[str | None]


class Campaign(Base):
    __tablename__ = "campaign"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    scope: Mapped[str | None]


class Attestation(Base):
    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("campaign_id", "commune_id"),)

    id: Mapped[Key]
    campaign_id: Mapped[int] = foreign_key("campaign.id")
    commune_id: Mapped[int] = foreign_key("commune.id")
    signed_by: Mapped[str]
    signed_on: Mapped[date]
    expires_on: Mapped[date | None]
    revision: Mapped[int]


class Scenario(Base):
    __tablename__ = "scenario"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = foreign_key("scenario.id", index=True)
    doctrine: Mapped[str | None]
    settings: Mapped[Extra]
