"""What goes from one to another: processings, interfaces and processes."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.snapshot.base import Extra
from urbanism.vocabulary import Consent, InterfaceMeans, InterfaceState, Rhythm, Ternary


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
