"""What people decide: pooling, authority, identities, projects and diagnostics, reviews, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from urbanism.snapshot.base import Extra
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


class Scenario(NamedTuple):
    """A named set of convergence choices."""

    id: int
    name: str
    parent_id: int | None
    doctrine: str | None
    settings: Extra
