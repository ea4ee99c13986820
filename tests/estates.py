"""Small estates made by hand: say only what matters to the test, the rest is "nobody said".

    made = Estate()
    civil = made.application("Acte", block="etat-civil")
    roll = made.application("Liste", block="elections")
    made.flow(civil, roll, "adresses", means=InterfaceMeans.SCRIPT)
    snapshot = made.snapshot()

Communes, blocks, data objects, suites, editors and products are named by their code and made when first named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from urbanism import snapshot as records
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import BlockClass, HolderKind, InterfaceMeans, LifecycleStatus

TODAY = date(2026, 1, 1)


def record(record_type: Any, /, **fields: Any) -> Any:
    """A record whose unsaid fields are unknown: None, the member UNKNOWN, "" or 0."""
    return record_type(**{**_defaults(record_type), **fields})


@cache
def _defaults(record_type: Any) -> dict[str, Any]:
    return {name: _default(hint) for name, hint in get_type_hints(record_type).items() if name in record_type._fields}


def _default(hint: Any) -> Any:
    if type(None) in get_args(hint):
        return None
    if hint == records.Extra:
        return {}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return getattr(hint, "UNKNOWN", next(iter(hint)))
    return {str: "", int: 0, float: 0.0, bool: False}.get(hint)


class Estate:
    """An estate being built; `snapshot()` freezes it."""

    def __init__(self, today: date = TODAY) -> None:
        self.today = today
        self.tables: dict[str, list[Any]] = {}
        self._ids: dict[tuple[str, str], int] = {}
        self._next = 1

    def add(self, table: str, record_type: Any, /, **fields: Any) -> int:
        """Any record of any table; returns its identifier (0 for an association)."""
        if "id" in record_type._fields:
            fields.setdefault("id", self._next)
            self._next = max(self._next, fields["id"]) + 1
        self.tables.setdefault(table, []).append(record(record_type, **fields))
        return int(fields.get("id", 0))

    def _named(self, table: str, record_type: Any, code: str, /, **fields: Any) -> int:
        if (table, code) not in self._ids:
            named = {name: code for name in ("code", "name") if name in record_type._fields}
            self._ids[table, code] = self.add(table, record_type, **{**named, **fields})
        return self._ids[table, code]

    def commune(self, name: str = "Ville", kind: HolderKind = HolderKind.COMMUNE, **fields: Any) -> int:
        return self._named("communes", records.Commune, name, kind=kind, **fields)

    def zone(self, code: str = "metiers") -> int:
        return self._named("zones", records.Zone, code)

    def district(self, code: str = "quartier", zone: str = "metiers") -> int:
        return self._named("districts", records.District, code, zone_id=self.zone(zone))

    def sector(self, number: int) -> int:
        return self._named("sectors", records.Ru30Sector, f"Secteur {number}", number=number)

    def block(self, code: str, district: str | None = None, zone: str = "metiers", **fields: Any) -> int:
        """A block, in a district of its own unless told; `sector` is an RU-30 number."""
        sector = fields.pop("sector", None)
        fields.setdefault("block_class", BlockClass.VALUE)
        return self._named(
            "blocks",
            records.FunctionalBlock,
            code,
            district_id=self.district(district or f"quartier {code}", zone),
            sector_id=self.sector(sector) if sector else None,
            **fields,
        )

    def editor(self, name: str) -> int:
        return self._named("editors", records.Editor, name)

    def suite(self, name: str, editor: str | None = None) -> int:
        return self._named("suites", records.Suite, name, editor_id=self.editor(editor) if editor else None)

    def product(self, name: str, suite: str | None = None, editor: str | None = None, **fields: Any) -> int:
        return self._named(
            "products",
            records.Product,
            name,
            suite_id=self.suite(suite) if suite else None,
            editor_id=self.editor(editor) if editor else None,
            **fields,
        )

    def data_object(self, code: str, **fields: Any) -> int:
        sector = fields.pop("sector", None)
        return self._named(
            "data_objects", records.DataObject, code, sector_id=self.sector(sector) if sector else None, **fields
        )

    def application(self, name: str, commune: str = "Ville", block: str | None = None, **fields: Any) -> int:
        """An application in use; `serves` names other communes, `also` other blocks, `product` a product."""
        serves, also, product = fields.pop("serves", ()), fields.pop("also", ()), fields.pop("product", None)
        fields.setdefault("status", LifecycleStatus.IN_USE)
        made = self.add(
            "applications",
            records.Application,
            code=fields.pop("code", name),
            name=name,
            commune_id=self.commune(commune),
            block_id=self.block(block) if block else None,
            product_id=self.product(product) if product else None,
            **fields,
        )
        for other in serves:
            self.add("served_communes", records.ServedCommune, application_id=made, commune_id=self.commune(other))
        for other in also:
            self.add("secondary_blocks", records.SecondaryBlock, application_id=made, block_id=self.block(other))
        return made

    def referential(self, name: str, about: str | None = None, carries: Iterable[str] = (), **fields: Any) -> int:
        commune = self.commune(fields.pop("commune", "Ville"))
        about_id = self.data_object(about) if about else None
        made = self.add(
            "referentials",
            records.Referential,
            code=name,
            name=name,
            commune_id=commune,
            data_object_id=about_id,
            **fields,
        )
        for code in carries:
            self.add(
                "carried_objects",
                records.CarriedObject,
                referential_id=made,
                data_object_id=self.data_object(code),
            )
        return made

    def external(self, name: str, **fields: Any) -> int:
        return self._named("external_systems", records.ExternalSystem, name, **fields)

    def flow(self, source: int, target: int, *objects: str, **fields: Any) -> int:
        """An interface, by file unless told, of the commune « Ville » unless told."""
        fields.setdefault("means", InterfaceMeans.FILE)
        commune = self.commune(fields.pop("commune", "Ville"))
        code = fields.pop("code", f"F{self._next}")
        made = self.add(
            "interfaces",
            records.Interface,
            commune_id=commune,
            code=code,
            source_id=source,
            target_id=target,
            **fields,
        )
        for name in objects:
            self.add(
                "interface_objects",
                records.InterfaceObject,
                interface_id=made,
                data_object_id=self.data_object(name),
            )
        return made

    def use(self, application: int, data_object: str, **fields: Any) -> int:
        return self.add(
            "data_uses",
            records.DataUse,
            application_id=application,
            data_object_id=self.data_object(data_object),
            **fields,
        )

    def processing(self, name: str, *applications: int, **fields: Any) -> int:
        sector = fields.pop("sector", None)
        made = self.add(
            "processings",
            records.Processing,
            code=name,
            name=name,
            commune_id=self.commune(fields.pop("commune", "Ville")),
            sector_id=self.sector(sector) if sector else None,
            **fields,
        )
        for application in applications:
            self.add(
                "processing_applications",
                records.ProcessingApplication,
                processing_id=made,
                application_id=application,
            )
        return made

    def snapshot(self, **fields: Any) -> Snapshot:
        tables = {name: tuple(rows) for name, rows in self.tables.items()}
        return Snapshot(today=self.today, **{**tables, **fields})
