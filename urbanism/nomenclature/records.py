"""What a nomenclature says, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from urbanism.vocabulary import BlockClass, Confidence


class Trust(NamedTuple):
    """How far a shipped fact may be trusted: its confidence, the keys of its sources, a remark or ""."""

    confidence: Confidence
    sources: tuple[str, ...]
    remark: str


class Zone(NamedTuple):
    """The widest cut of the plan d'occupation des sols."""

    code: str
    name: str
    description: str
    trust: Trust


class District(NamedTuple):
    """A quartier: a coherent part of a zone (`zone` is a code)."""

    code: str
    name: str
    zone: str
    description: str
    trust: Trust


class FunctionalBlock(NamedTuple):
    """A bloc fonctionnel. `district` is a code; `sector` is an RU-30 number, None outside RU-30."""

    code: str
    name: str
    district: str
    description: str
    block_class: BlockClass
    sector: int | None
    transverse_channel: bool
    trust: Trust


class M57Function(NamedTuple):
    """The M57 function proposed for a bloc, and why it is to be checked again before it is shown as official."""

    block: str
    code: str
    label: str
    caveat: str
    trust: Trust


class Ru30Sector(NamedTuple):
    """One of the ten sectors of RU-30 (doctrine 2013)."""

    number: int
    name: str
    examples: str
    trust: Trust


class NationalInterface(NamedTuple):
    """A national system or standard that applications of some blocs (codes) exchange with."""

    code: str
    name: str
    blocks: tuple[str, ...]
    description: str
    operator: str
    trust: Trust


class ReferenceObject(NamedTuple):
    """An object of reference data. `authority` is "nationale", "communale", or "" where it is not settled (R19)."""

    code: str
    name: str
    description: str
    synonyms: tuple[str, ...]
    national_source: str
    authority: str
    personal: bool
    consumers: tuple[str, ...]
    trust: Trust


class Rule(NamedTuple):
    """An urbanisation rule and the check that can be computed."""

    code: str
    title: str
    check: str
    trust: Trust


class IndicatorDefinition(NamedTuple):
    """An indicator: what it measures, its formula, how to read it."""

    code: str
    title: str
    formula: str
    reading: str
    trust: Trust


class KnownProduct(NamedTuple):
    """A real product, used only to recognise it in an inventory. `block` is a code."""

    name: str
    editor: str
    block: str
    suite: str
    licence: str
    trust: Trust


class KeywordSet(NamedTuple):
    """Words and turns of phrase by which people speak of a bloc (a code), in one language ("fr", "en")."""

    block: str
    language: str
    words: tuple[str, ...]
    trust: Trust


@dataclass(frozen=True)
class Nomenclature:
    """Everything a nomenclature folder says. `sources` gives the reference behind each source key."""

    zones: tuple[Zone, ...]
    districts: tuple[District, ...]
    blocks: tuple[FunctionalBlock, ...]
    m57: tuple[M57Function, ...]
    sectors: tuple[Ru30Sector, ...]
    national_interfaces: tuple[NationalInterface, ...]
    reference_objects: tuple[ReferenceObject, ...]
    rules: tuple[Rule, ...]
    indicators: tuple[IndicatorDefinition, ...]
    products: tuple[KnownProduct, ...]
    keywords: tuple[KeywordSet, ...]
    sources: Mapping[str, str]
