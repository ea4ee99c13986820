"""The catalogue of fields: every kind of sheet, and how people name its columns."""

from importers.fields import estate, exchanges
from importers.fields.base import Field, SheetKind, ValueType
from importers.fields.languages import with_other_languages

KINDS: dict[str, SheetKind] = {
    kind.name: with_other_languages(kind)
    for kind in (
        exchanges.COMMUNE_SHEET,
        exchanges.DEPARTMENT_SHEET,
        estate.EDITOR_SHEET,
        estate.PRODUCT_SHEET,
        estate.CONTRACT,
        estate.APPLICATION,
        exchanges.PROCESSING,
        exchanges.REFERENTIAL,
        exchanges.DATA_USE,
        exchanges.INTERFACE,
        exchanges.PROCESS_STEP,
        exchanges.POOLING,
    )
}
"""Every kind of sheet by name, in the order their rows are to be understood: what others refer to comes first."""

__all__ = ["KINDS", "Field", "SheetKind", "ValueType"]
