"""The nomenclature: zones, quartiers, blocs and the other facts of the field that ship with the software."""

from urbanism.nomenclature.reading import load_nomenclature
from urbanism.nomenclature.records import (
    District,
    FunctionalBlock,
    IndicatorDefinition,
    KeywordSet,
    KnownProduct,
    M57Function,
    NationalInterface,
    Nomenclature,
    ReferenceObject,
    Ru30Sector,
    Rule,
    Trust,
    Zone,
)
from urbanism.nomenclature.rows import UnusableNomenclature

__all__ = [
    "District",
    "FunctionalBlock",
    "IndicatorDefinition",
    "KeywordSet",
    "KnownProduct",
    "M57Function",
    "NationalInterface",
    "Nomenclature",
    "ReferenceObject",
    "Ru30Sector",
    "Rule",
    "Trust",
    "UnusableNomenclature",
    "Zone",
    "load_nomenclature",
]
