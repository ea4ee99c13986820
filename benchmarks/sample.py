"""The sample métropole as a snapshot, straight from the invented world: it measures the rules apart from the import."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, get_args, get_type_hints

from urbanism import snapshot as records
from urbanism.demo.layout import layouts_for
from urbanism.demo.records import World
from urbanism.demo.truth import as_written
from urbanism.nomenclature import Nomenclature, load_nomenclature
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import MasterLevel, Ternary

POINTERS = {
    "holder": "commune_id",
    "block": "block_id",
    "product": "product_id",
    "editor": "editor_id",
    "application": "application_id",
    "data_object": "data_object_id",
    "contract": "contract_id",
    "source": "source_id",
    "target": "target_id",
}


class _Tables:
    """Snapshot tables being filled: identifiers by (table, key)."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {}
        self.ids: dict[tuple[str, Any], int] = {}

    def add(self, table: str, record: Any, key: Any = None, /, **fields: Any) -> int:
        identifier = len(self.ids) + 1
        self.ids[table, key if key is not None else identifier] = identifier
        blank = dict(_blank(record))
        known = {name: value for name, value in fields.items() if name in record._fields}
        if "id" in blank:
            blank["id"] = identifier
        self.rows.setdefault(table, []).append(record(**{**blank, **known}))
        return identifier

    def get(self, table: str, key: Any) -> int | None:
        return self.ids.get((table, key))


@cache
def _blank(record: Any) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {name: _unknown(hints[name]) for name in record._fields}


def _unknown(hint: Any) -> Any:
    if type(None) in get_args(hint):
        return None
    if hint == records.Extra:
        return {}
    return getattr(hint, "UNKNOWN", {str: "", int: 0, float: 0.0, bool: False}.get(hint))


def snapshot_of(world: World) -> tuple[Snapshot, World]:
    """The snapshot of a world as its workbooks tell it, and that world."""
    written = as_written(world, layouts_for(len(world.holders)))
    tables = _Tables()
    _add_plan(tables, load_nomenclature())
    _add_products(tables, world)
    _add_estate(tables, written)
    rows = {name: tuple(found) for name, found in tables.rows.items()}
    return Snapshot(today=world.today, **rows), written


SHARED = (
    "zones",
    "districts",
    "sectors",
    "blocks",
    "editors",
    "suites",
    "products",
    "data_objects",
    "external_systems",
)
STEP = 10_000_000


def repeated(snapshot: Snapshot, times: int, seed: int = 2019) -> Snapshot:
    """The same estate many times over on one plan; one flow in fifty then goes to another copy, at random."""
    shared = {record.id for table in SHARED for record in getattr(snapshot, table)}
    tables = {
        name: tuple(_shifted(record, copy * STEP, shared) for copy in range(times) for record in rows)
        for name, rows in vars(snapshot).items()
        if isinstance(rows, tuple) and rows and name not in SHARED
    }
    random = Random(seed)
    ends = [application.id for application in tables["applications"]]
    tables["interfaces"] = tuple(
        flow._replace(target_id=random.choice(ends)) if random.random() < 0.02 else flow
        for flow in tables["interfaces"]
    )
    return replace(snapshot, **tables)


def _shifted(record: Any, step: int, shared: set[int]) -> Any:
    moved = {
        name: value + step
        for name, value in zip(record._fields, record, strict=True)
        if (name == "id" or name.endswith("_id")) and value is not None and value not in shared
    }
    return record._replace(**moved)


def _add_plan(tables: _Tables, plan: Nomenclature) -> None:
    for zone in plan.zones:
        tables.add("zones", records.Zone, zone.code, **zone._asdict())
    for district in plan.districts:
        fields = {**district._asdict(), "zone_id": tables.get("zones", district.zone)}
        tables.add("districts", records.District, district.code, **fields)
    for sector in plan.sectors:
        tables.add("sectors", records.Ru30Sector, sector.number, **sector._asdict())
    for block in plan.blocks:
        fields = {**block._asdict(), "district_id": tables.get("districts", block.district)}
        fields["sector_id"] = tables.get("sectors", block.sector)
        tables.add("blocks", records.FunctionalBlock, block.code, **fields)
    for system in plan.national_interfaces:
        tables.add("external_systems", records.ExternalSystem, system.code, code=system.code, name=system.name)
    for item in plan.reference_objects:
        identifier = tables.add(
            "data_objects",
            records.DataObject,
            item.code,
            code=item.code,
            name=item.name,
            personal=Ternary.YES if item.personal else Ternary.NO,
            national_source=item.national_source or None,
            master_level=MasterLevel(item.authority or "inconnu"),
        )
        tables.ids["data_objects", item.name] = identifier


def _add_products(tables: _Tables, world: World) -> None:
    for suite in world.catalogue.suites:
        tables.add("suites", records.Suite, suite.name, name=suite.name)
    for product in world.catalogue.products.values():
        suite = tables.get("suites", product.suite)
        editor = tables.get("editors", product.editor) or tables.add(
            "editors", records.Editor, product.editor, name=product.editor
        )
        tables.add("products", records.Product, product.name, name=product.name, suite_id=suite, editor_id=editor)


def _add_estate(tables: _Tables, world: World) -> None:
    for holder in world.holders:
        own = tables.add("communes", records.Commune, holder.name, code=holder.name, **holder._asdict())
        for block in holder.expected_blocks:
            expected = {"commune_id": own, "block_id": tables.get("blocks", block)}
            tables.add("expected_blocks", records.ExpectedBlock, **expected)
    for contract in world.contracts:
        key = contract.holder, contract.reference
        tables.add("contracts", records.Contract, key, **_pointed(tables, contract, {}))
    for application in world.applications:
        contract = tables.get("contracts", (application.holder, application.contract))
        fields = _pointed(tables, application, {"contract_id": contract})
        own = tables.add("applications", records.Application, application.code, **fields)
        for block in application.secondary_blocks:
            tables.add(
                "secondary_blocks", records.SecondaryBlock, application_id=own, block_id=tables.get("blocks", block)
            )
        for commune in application.served_communes:
            served = tables.get("communes", commune)
            tables.add("served_communes", records.ServedCommune, application_id=own, commune_id=served)
    _add_data(tables, world)


def _add_data(tables: _Tables, world: World) -> None:
    for referential in world.referentials:
        about = _object(tables, referential.data_object)
        own = tables.add(
            "referentials",
            records.Referential,
            referential.code,
            **_pointed(tables, referential, {"data_object_id": about}),
        )
        for name in referential.carried_objects:
            carried = _object(tables, name)
            tables.add("carried_objects", records.CarriedObject, referential_id=own, data_object_id=carried)
    for use in world.data_uses:
        tables.add("data_uses", records.DataUse, **_pointed(tables, use, {}))
    for flow in world.interfaces:
        own = tables.add("interfaces", records.Interface, flow.code, **_pointed(tables, flow, {}))
        for name in flow.data_objects:
            about = _object(tables, name)
            tables.add("interface_objects", records.InterfaceObject, interface_id=own, data_object_id=about)
    for processing in world.processings:
        own = tables.add("processings", records.Processing, processing.code, **_pointed(tables, processing, {}))
        for code in processing.applications:
            application = tables.get("applications", code)
            tables.add(
                "processing_applications", records.ProcessingApplication, processing_id=own, application_id=application
            )


def _object(tables: _Tables, name: str | None) -> int | None:
    """A data object by code or name, made when the nomenclature has none."""
    if name is None:
        return None
    return tables.get("data_objects", name) or tables.add(
        "data_objects", records.DataObject, name, code=name, name=name
    )


def _pointed(tables: _Tables, record: Any, changes: dict[str, Any]) -> dict[str, Any]:
    """The record's fields, pointers turned to identifiers."""
    fields = record._asdict()
    places = {
        "holder": ("communes",),
        "block": ("blocks",),
        "product": ("products",),
        "application": ("applications",),
        "data_object": ("data_objects",),
        "source": ("applications", "referentials", "external_systems"),
        "target": ("applications", "referentials", "external_systems"),
    }
    for name, found_in in places.items():
        if name in fields:
            value = fields.pop(name)
            found = (tables.get(table, value) for table in found_in)
            fields[POINTERS[name]] = next((identifier for identifier in found if identifier is not None), None)
    return {**fields, **changes}
