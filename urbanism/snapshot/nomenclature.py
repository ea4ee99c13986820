"""What the nomenclature says: zones, quartiers, blocs, RU-30 sectors, external systems and data objects."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.snapshot.base import Extra
from urbanism.vocabulary import BlockClass, Confidence, MasterLevel, Ternary


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
