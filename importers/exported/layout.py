"""How our own workbook is laid out: which sheets and columns, and how an object is named without its identifier.

An object is named by what its holder calls it (a code, a name), within its holder or editor where need be: two communes
may use the same code. What is written here is written by `urbanism.exports.workbook` and read by this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from importers.exported.labels import label_of
from importers.fields import ValueType
from urbanism import snapshot as records
from urbanism import vocabulary

MARK = "Classeur écrit par Urbanism"
"""First cell of the sheet of explanations: by it a workbook is known as ours."""
README = "Lisez-moi"
LISTS = "Listes"
"""The sheet of allowed names (blocs, communes…)."""
REVISION = "Révision de la base"
EXTRA_PREFIX = "Attribut : "
"""What comes before the name of an extra attribute that would be taken for a column of ours."""
RARE_EXTRAS = "Attributs rares (JSON)"
"""The column of the extra attributes that too few objects have to get a column each."""
CONTINUED = " ▸"
"""« Description ▸2 »: the rest of texts too long for one cell."""

LEVELS = frozenset(
    ("confidentiality", "integrity", "availability", "traceability", "business_value", "technical_value")
)


@dataclass(frozen=True, slots=True)
class Target:
    """How a kind of object is named: by a field, within what `scope` leads to; `shown`: by its name, else by code."""

    entity: str
    field: str
    scope: str | None = None
    shown: bool = False


TARGETS = MappingProxyType(
    {
        "communes": Target("commune", "name"),
        "departments": Target("department", "name", "commune_id"),
        "editors": Target("editor", "name"),
        "suites": Target("suite", "name", "editor_id"),
        "products": Target("product", "name", "editor_id"),
        "contracts": Target("contract", "reference", "commune_id"),
        "projects": Target("project", "code"),
        "applications": Target("application", "code", "commune_id"),
        "referentials": Target("referential", "code", "commune_id"),
        "processings": Target("processing", "code", "commune_id"),
        "processes": Target("process", "code", "commune_id"),
        "blocks": Target("functional_block", "code", shown=True),
        "districts": Target("district", "code", shown=True),
        "sectors": Target("ru30_sector", "number", shown=True),
        "data_objects": Target("data_object", "code", shown=True),
        "external_systems": Target("external_system", "code", shown=True),
    }
)
"""Every kind of object that another may name, by its table in the snapshot."""

PARTY_KINDS = MappingProxyType(
    {"application": "applications", "référentiel": "referentials", "système national": "external_systems"}
)
"""What may stand at the end of an interface: the word in the workbook, the table in the snapshot."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A column that holds a value of the object itself."""

    name: str
    label: str
    kind: ValueType
    choices: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A column that names another object, and one for the scope of that name.

    With `inherits`, a blank scope is the row's own commune, and the column is written only where a row needs it.
    """

    name: str
    label: str
    table: str
    scope_label: str | None = None
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Three columns that name an application, a referential or a national system: code, nature, commune."""

    name: str
    label: str
    kind_label: str
    scope_label: str


@dataclass(frozen=True, slots=True)
class Many:
    """A column that lists other objects; one that lists their communes where they are not the row's; one of figures.

    `table` is the association's table in the snapshot; `owner`, `name` and `figure` are fields of its records.
    """

    table: str
    entity: str
    owner: str
    name: str
    target: str
    label: str
    scope_label: str | None = None
    figure: str | None = None
    figure_label: str | None = None


Column = Plain | Link | End


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook: the objects of one table of the snapshot.

    Attributes:
        title: the sheet's name.
        table: of the snapshot; also what scripts call this kind of sheet.
        entity: the stored table.
        key: stored columns that tell two objects apart.
        columns: in the order of the sheet.
        lists: associations told as lists, after the columns.
    """

    title: str
    table: str
    entity: str
    record: Any
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    lists: tuple[Many, ...] = ()

    @property
    def has_extra(self) -> bool:
        """Whether the objects keep attributes that the model has not."""
        return "extra" in self.record._fields


_LINKS = MappingProxyType(
    {
        "commune_id": "communes", "parent_id": "departments", "editor_id": "editors", "suite_id": "suites",
        "product_id": "products", "block_id": "blocks", "department_id": "departments", "contract_id": "contracts",
        "project_id": "projects", "sector_id": "sectors", "data_object_id": "data_objects",
        "application_id": "applications", "processing_id": "processings", "district_id": "districts",
        "process_id": "processes",
    }
)  # fmt: skip
_ENDS = ("source_id", "target_id")


def _sheet(title: str, table: str, entity: str, record: Any, key: str, lists: tuple[Many, ...] = ()) -> Sheet:
    fields = tuple(name for name in record._fields if name not in ("id", "extra"))
    hints = get_type_hints(record)
    columns = tuple(_column(table, name, fields, hints[name]) for name in fields)
    return Sheet(title, table, entity, record, tuple(key.split()), columns, lists)


def _column(table: str, name: str, fields: tuple[str, ...], hint: Any) -> Column:
    label = label_of(table, name)
    if name in _ENDS:
        return End(name, label, label_of(table, f"{name}.kind"), label_of(table, f"{name}.scope"))
    if name in _LINKS:
        scope = TARGETS[_LINKS[name]].scope
        scope_label = label_of(table, f"{name}.scope") if scope else None
        return Link(name, label, _LINKS[name], scope_label, inherits=scope == "commune_id" and "commune_id" in fields)
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    kind = kinds[0]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Plain(name, label, ValueType.TERNARY if kind is vocabulary.Ternary else ValueType.CHOICE, kind)
    if name in LEVELS:
        return Plain(name, label, ValueType.LEVEL)
    types = {date: ValueType.DATE, float: ValueType.MONEY, int: ValueType.INTEGER}
    return Plain(name, label, types.get(kind, ValueType.TEXT))


SHEETS: tuple[Sheet, ...] = (
    _sheet("Communes", "communes", "commune", records.Commune, "name", (
        Many("expected_blocks", "expected_block", "commune_id", "block_id", "blocks", "Blocs attendus"),
    )),
    _sheet("Directions", "departments", "department", records.Department, "commune_id name"),
    _sheet("Éditeurs", "editors", "editor", records.Editor, "name"),
    _sheet("Suites", "suites", "suite", records.Suite, "name editor_id"),
    _sheet("Produits", "products", "product", records.Product, "name editor_id"),
    _sheet("Autres noms", "aliases", "alias", records.Alias, "editor_id suite_id product_id text"),
    _sheet("Contrats", "contracts", "contract", records.Contract, "commune_id reference"),
    _sheet("Projets", "projects", "project", records.Project, "code", (
        Many("project_departments", "project_department", "project_id", "department_id", "departments",
             "Directions concernées", scope_label="Communes des directions"),
        Many("project_blocks", "project_block", "project_id", "block_id", "blocks", "Autres blocs"),
    )),
    _sheet("Objets de données", "data_objects", "data_object", records.DataObject, "code"),
    _sheet("Données des projets", "project_data_objects", "project_data_object", records.ProjectDataObject,
           "project_id data_object_id"),
    _sheet("Systèmes nationaux", "external_systems", "external_system", records.ExternalSystem, "code"),
    _sheet("Applications", "applications", "application", records.Application, "commune_id code", (
        Many("secondary_blocks", "secondary_block", "application_id", "block_id", "blocks", "Blocs secondaires"),
        Many("served_communes", "served_commune", "application_id", "commune_id", "communes", "Communes servies",
             figure="users", figure_label="Utilisateurs des communes servies"),
    )),
    _sheet("Référentiels", "referentials", "referential", records.Referential, "commune_id code", (
        Many("carried_objects", "carried_object", "referential_id", "data_object_id", "data_objects",
             "Autres objets portés"),
    )),
    _sheet("Usages des données", "data_uses", "data_use", records.DataUse, "application_id data_object_id scope"),
    _sheet("Traitements", "processings", "processing", records.Processing, "commune_id code", (
        Many("processing_applications", "processing_application", "processing_id", "application_id", "applications",
             "Applications", scope_label="Communes des applications"),
    )),
    _sheet("Interfaces", "interfaces", "interface", records.Interface, "commune_id code", (
        Many("interface_objects", "interface_object", "interface_id", "data_object_id", "data_objects",
             "Données échangées"),
    )),
    _sheet("Processus", "processes", "process", records.Process, "commune_id code"),
    _sheet("Étapes des processus", "process_steps", "process_step", records.ProcessStep, "process_id rank"),
    _sheet("Mutualisation", "poolings", "pooling", records.Pooling, "commune_id block_id year"),
    _sheet("Règles d’autorité", "authority_rules", "authority_rule", records.AuthorityRule,
           "source_id data_object_id commune_id block_id"),
    _sheet("Identités décidées", "identity_decisions", "identity_decision", records.IdentityDecision,
           "kind left_key right_key"),
    _sheet("Chiffres saisis", "assessments", "assessment", records.Assessment, "code commune_id year"),
)  # fmt: skip
"""Every sheet, in the order in which they are to be read: what others name comes first."""

NOT_WRITTEN = (
    "diagnostics et réserves", "changements prévus et documents des projets", "dérogations",
    "campagnes, revues, propositions et attestations", "scénarios",
    "historique des modifications", "zones, quartiers et blocs (ils viennent de la nomenclature)",
)  # fmt: skip
"""What the workbook leaves to the backup, said in its sheet of explanations."""


def shown_names(rows: list[tuple[int, str, str]]) -> dict[int, str]:
    """How objects of a nomenclature (identifier, code, name) are shown: by name; by code where a name is not enough."""
    codes = {code for _id, code, _name in rows}
    times: dict[str, int] = {}
    for _identifier, _code, name in rows:
        times[name] = times.get(name, 0) + 1
    return {
        identifier: name if name and times[name] == 1 and (name not in codes or name == code) else code
        for identifier, code, name in rows
    }
