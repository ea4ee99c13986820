"""What a viewer may see of the communes that are not theirs: only what is listed here.

Between communes, names, products, blocks and flows are visible: they must be able to talk to each other. Everything
else of a commune is its own. A field, or a table, that is not listed is withheld, so that what is added to the model
later stays private until someone decides otherwise. Attributes that only a commune's file has (`extra`) may hold
anything: they are never shared, nor, on shared objects, shown to whoever does not see everything.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from urbanism import snapshot as records
from urbanism.store.scenario_sharing import own_parts

Tables = Mapping[str, Sequence[Any]]
NO_EXTRA: records.Extra = MappingProxyType({})
ALL = "*"

SHARED: Mapping[str, str] = {
    "communes": ALL,
    "departments": ALL,
    "applications": "id commune_id code name product_id editor_id home_made block_id block_basis department_id version"
    " status started_on hosting users personal_data open_api instance data_holder correspondent",
    "secondary_blocks": ALL,
    "served_communes": ALL,
    "data_uses": ALL,
    "referentials": "id commune_id code name data_object_id application_id department_id technology owner territory"
    " pattern authority national_source",
    "carried_objects": ALL,
    "interfaces": "id commune_id code name source_id target_id means format standard rhythm synchronous owner state"
    " personal_data",
    "interface_objects": ALL,
    "processes": "id commune_id code name district_id",
    "process_steps": ALL,
    "authority_rules": "id source_id data_object_id commune_id block_id rating",
}
"""The fields of another commune's records that everyone sees; a commune's tables that are not here are its own."""

COMMON: Mapping[str, str] = {
    "expected_blocks": ALL,
    "zones": ALL,
    "districts": ALL,
    "sectors": ALL,
    "blocks": ALL,
    "editors": ALL,
    "suites": ALL,
    "products": ALL,
    "aliases": ALL,
    "external_systems": ALL,
    "external_system_blocks": ALL,
    "data_objects": ALL,
    "data_object_blocks": ALL,
    "identity_decisions": "id kind left_key right_key verdict",
    "campaigns": ALL,
    "campaign_communes": ALL,
    "campaign_questions": ALL,
}
"""Tables that belong to no commune, and their fields that everyone sees."""

OF_EVERYONE = ("processes", "authority_rules", "waivers", "assessments")
"""Tables whose records that no commune holds are everyone's (the limits of a rule, a waiver of a whole rule)."""

OWNER: Mapping[str, str] = {
    "commune": "id",
    "secondary_block": "application_id",
    "served_commune": "application_id",
    "data_use": "application_id",
    "carried_object": "referential_id",
    "interface_object": "interface_id",
    "processing_application": "processing_id",
    "process_step": "process_id",
    "diagnostic": "project_id",
    "project_department": "project_id",
    "project_block": "project_id",
    "project_data_object": "project_id",
    "intended_change": "project_id",
    "project_document": "project_id",
    "document_content": "document_id",
    "signed_diagnosis": "diagnostic_id",
    "reserve": "diagnostic_id",
    "waiver": "subject_id",
}
"""By entity, the field that leads to the commune that holds an object, where it is not `commune_id`."""

REFERENCES: Mapping[str, str] = {"contract_id": "contracts", "processing_id": "processings", "project_id": "projects"}
"""The fields that may lead to a record withheld, and its table."""


def withhold(tables: Tables, entities: Mapping[str, str], hidden: frozenset[int]) -> dict[str, list[Any]]:
    """The tables as someone sees them who does not see the private matter of the `hidden` communes.

    `entities` gives the stored table of each.
    """
    holders: dict[int, int | None] = {commune.id: commune.id for commune in tables["communes"]}
    shown = {name: list(_shown(name, entities[name], rows, holders, hidden)) for name, rows in tables.items()}
    shown["scenarios"] = list(own_parts(tables, hidden))
    return {name: _without_dangling(rows, shown) for name, rows in shown.items()}


def _without_dangling(rows: list[Any], shown: Tables) -> list[Any]:
    """The rows without their references to what is withheld (a contract that another commune holds)."""
    for field, target in REFERENCES.items():
        if rows and field in rows[0]._fields:
            known = {record.id for record in shown[target]} | {None}
            rows = [row if getattr(row, field) in known else row._replace(**{field: None}) for row in rows]
    return rows


def _shown(
    name: str, entity: str, rows: Sequence[Any], holders: dict[int, int | None], hidden: frozenset[int]
) -> Iterator[Any]:
    if not rows:
        return
    kind: Any = type(rows[0])
    owner = None if name in COMMON else OWNER.get(entity, "commune_id" if "commune_id" in kind._fields else None)
    withheld = _withheld(kind, kind._fields, SHARED.get(name) or COMMON.get(name))
    for row in rows:
        holder = holders.get(getattr(row, owner)) if owner else None
        if owner and "id" in kind._fields:
            holders[row.id] = holder
        if name in OF_EVERYONE if holder is None else holder not in hidden:
            yield row
        elif withheld is not None:
            yield row._replace(**withheld) if withheld else row


@cache
def _withheld(kind: Hashable, fields: tuple[str, ...], shown: str | None) -> Mapping[str, Any] | None:
    """What the fields that are not shown hold instead; None where no record is shown at all."""
    if shown is None:
        return None
    names = fields if shown == ALL else shown.split()
    hints = get_type_hints(kind)
    return {name: _unknown(hints[name]) for name in fields if name not in names or name == "extra"}


def _unknown(hint: Any) -> Any:
    """The value of a field that nobody said."""
    if hint == records.Extra:
        return NO_EXTRA
    if type(None) in get_args(hint):
        return None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint["UNKNOWN"]
    return hint()
