"""The catalogue of fields: every kind of sheet, and how people name its columns."""

from importers.fields import applications, data, exchanges, governance, holders
from importers.fields.base import Field, SheetKind, ValueType
from importers.fields.languages import with_other_languages

KINDS: dict[str, SheetKind] = {
    kind.name: with_other_languages(kind)
    for kind in (
        holders.COMMUNE_SHEET,
        holders.DEPARTMENT_SHEET,
        holders.EDITOR_SHEET,
        holders.PRODUCT_SHEET,
        holders.CONTRACT,
        applications.APPLICATION,
        exchanges.PROCESSING,
        data.REFERENTIAL,
        data.DATA_USE,
        exchanges.INTERFACE,
        exchanges.PROCESS_STEP,
        governance.POOLING,
    )
}
"""Every kind of sheet by name, in the order their rows are to be understood: what others refer to comes first."""

__all__ = ["KINDS", "Field", "SheetKind", "ValueType"]
