"""What a person may edit by hand: each field described once, for the forms, the table and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from importers.exported.labels import label_of
from urbanism.french import typeset
from urbanism.store.snapshots import SOURCES
from urbanism.store.tables import TABLES


class FieldType(Enum):
    """What a field holds."""

    TEXT = "texte"
    LONG_TEXT = "texte long"
    INTEGER = "nombre entier"
    AMOUNT = "montant"
    DATE = "date"
    CHOICE = "liste"
    REFERENCE = "fiche"


@dataclass(frozen=True, slots=True)
class EditableField:
    """A field: its French label, what it holds, what it may hold.

    Attributes:
        choices: the members of a CHOICE.
        targets: the tables of the snapshot that a REFERENCE may point to.
        required: whether it always has a value.
        fixed: whether it is given at the creation only (whose object it is).
        lowest, highest: the bounds of a number.
    """

    name: str
    label: str
    holds: FieldType
    choices: type[StrEnum] | None = None
    targets: tuple[str, ...] = ()
    required: bool = False
    fixed: bool = False
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class EditableKind:
    """A kind of objects: its table in the snapshot, its stored entity, its names, its fields in order."""

    table: str
    entity: str
    one: str
    several: str
    fields: tuple[EditableField, ...]

    def field(self, name: str) -> EditableField:
        """The field of that name; KeyError if a person does not edit it."""
        return next((field for field in self.fields if field.name == name), None) or _missing(name)


NAMES: Mapping[str, tuple[str, str]] = {
    "applications": ("application", "applications"),
    "interfaces": ("flux", "flux"),
    "referentials": ("référentiel", "référentiels"),
    "contracts": ("contrat", "contrats"),
    "departments": ("direction ou service", "directions et services"),
    "data_uses": ("usage de donnée", "usages de données"),
    "processings": ("traitement", "traitements"),
    "editors": ("éditeur", "éditeurs"),
    "products": ("produit", "produits"),
    "data_objects": ("donnée", "données"),
    "poolings": ("position de mutualisation", "positions de mutualisation"),
}
"""The tables that are edited by hand, and what one and several of their objects are called."""

PERIODS = (("started_on", "ends_on"), ("start_date", "end_date"))
"""Pairs of dates of which the second never comes before the first."""

_NOT_EDITED = {"id", "extra", "block_basis", "block_evidence", "project_id", "confidence", "source"}
_LONG = {"description", "purpose", "data_categories", "overlays", "attributes", "reason", "recipients", "agreement"}
_LEVELS = {"confidentiality", "integrity", "availability", "traceability"}
_PARTIES = ("applications", "referentials", "external_systems")
_YEARS = (2000.0, 2100.0)


@cache
def kind_of(table: str) -> EditableKind:
    """How the objects of a table of the snapshot are edited; KeyError where they are not."""
    one, several = NAMES[table]
    entity, record = SOURCES[table]
    hints = get_type_hints(record)
    names: tuple[str, ...] = getattr(record, "_fields")  # noqa: B009 - records are named tuples
    fields = tuple(_field(table, entity, name, hints[name]) for name in names if name not in _NOT_EDITED)
    return EditableKind(table, entity, one, several, fields)


def _field(table: str, entity: str, name: str, hint: Any) -> EditableField:
    column = TABLES[entity].columns[name]
    kinds = get_args(hint) or (hint,)
    choices = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None)
    targets = tuple(key.column.table.name for key in column.foreign_keys)
    kind = _type(name, kinds, bool(choices), bool(targets))
    numbers = kind in (FieldType.INTEGER, FieldType.AMOUNT)
    return EditableField(
        name,
        typeset(label_of(table, name)),
        kind,
        choices,
        _PARTIES if targets == ("party",) else tuple(t for t, (stored, _) in SOURCES.items() if stored in targets),
        required=not column.nullable,
        fixed=name == "commune_id" and not column.nullable,
        lowest=_YEARS[0] if name == "year" else 0.0 if numbers else None,
        highest=_YEARS[1] if name == "year" else 4.0 if name in _LEVELS else None,
    )


def _type(name: str, kinds: tuple[Any, ...], choice: bool, reference: bool) -> FieldType:
    if reference:
        return FieldType.REFERENCE
    if choice:
        return FieldType.CHOICE
    for kind, found in ((date, FieldType.DATE), (float, FieldType.AMOUNT), (int, FieldType.INTEGER)):
        if kind in kinds:
            return found
    return FieldType.LONG_TEXT if name in _LONG else FieldType.TEXT


def _missing(name: str) -> EditableField:
    raise KeyError(name)
