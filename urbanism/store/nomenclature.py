"""Loading a nomenclature into the estate, or replacing the one it has.

Zones, quartiers and blocs are matched by code: new ones are created, changed ones updated, those that the new
nomenclature no longer has are removed. Nothing that hung on a removed bloc is lost: an application keeps the name of
its former bloc among its extra attributes, and is listed as an orphan. Sectors, external systems and data objects that
are no longer named stay, because processings, interfaces and referentials may refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from urbanism.nomenclature import Nomenclature
from urbanism.nomenclature.records import Trust
from urbanism.store.apply import current_base
from urbanism.store.changes import Creations, Deletion, Identifiers, Plan, Update
from urbanism.store.engine import reading
from urbanism.store.tables import Stored, fields_of, owner_field, read_rows
from urbanism.vocabulary import MasterLevel, Origin, Ternary

FORMER_BLOCK = "Ancien bloc"
"""The extra attribute that keeps the name of a bloc that a new nomenclature dropped."""

REMOVED_WITH_BLOCK = ("secondary_block", "expected_block", "pooling", "external_system_block", "data_object_block")
DETACHED_FROM_BLOCK = ("product", "process_step", "project", "authority_rule")

Values = dict[str, Stored]


@dataclass(frozen=True, slots=True)
class Orphan:
    """An application whose bloc the new nomenclature no longer has."""

    application_id: int
    code: str
    name: str
    former_block: str


@dataclass(frozen=True, slots=True)
class NomenclatureChange:
    """The plan that loads a nomenclature, and the applications it leaves without a bloc."""

    plan: Plan
    orphans: tuple[Orphan, ...]


def nomenclature_plan(
    engine: Engine,
    nomenclature: Nomenclature,
    author: str = "urbanism",
    reason: str = "Chargement de la nomenclature",
) -> NomenclatureChange:
    """What loading `nomenclature` would change; nothing is written."""
    with reading(engine) as connection:
        return _Loading(connection, nomenclature).change(author, reason)


class _Loading:
    """One loading under way: what is stored, what is wanted, and the changes that lead from one to the other."""

    def __init__(self, connection: Connection, nomenclature: Nomenclature) -> None:
        self._connection = connection
        self._wanted = nomenclature
        self._base = current_base(connection)
        self._identifiers = Identifiers(self._base)
        self._creations: list[Creations] = []
        self._updates: list[Update] = []
        self._deletions: list[Deletion] = []
        self._orphans: list[Orphan] = []

    def change(self, author: str, reason: str) -> NomenclatureChange:
        sectors = self._align("ru30_sector", "number", self._sectors(), removes=False)
        zones = self._align("zone", "code", self._zones(), removes=True)
        districts = self._align("district", "code", self._districts(zones), removes=True)
        blocks = self._align("functional_block", "code", self._blocks(districts, sectors), removes=True)
        systems = self._align("external_system", "code", self._systems(), removes=False)
        objects = self._align("data_object", "code", self._objects(), removes=False)
        wanted = self._wanted
        self._associate(
            "external_system_block", systems, {s.code: s.blocks for s in wanted.national_interfaces}, blocks
        )
        self._associate("data_object_block", objects, {o.code: o.consumers for o in wanted.reference_objects}, blocks)
        self._release_removed_blocks()
        plan = Plan(
            author,
            reason,
            Origin.NOMENCLATURE,
            self._base,
            creations=tuple(self._creations),
            updates=tuple(self._updates),
            deletions=tuple(self._deletions),
        )
        return NomenclatureChange(plan, tuple(self._orphans))

    def _sectors(self) -> Iterable[Values]:
        for sector in self._wanted.sectors:
            yield {"number": sector.number, "name": sector.name, "examples": sector.examples}

    def _zones(self) -> Iterable[Values]:
        for rank, zone in enumerate(self._wanted.zones):
            yield {"code": zone.code, "name": zone.name, "description": zone.description, "rank": rank}

    def _districts(self, zones: Mapping[Stored, int]) -> Iterable[Values]:
        for rank, district in enumerate(self._wanted.districts):
            yield {
                "zone_id": zones[district.zone],
                "code": district.code,
                "name": district.name,
                "description": district.description,
                "rank": rank,
            }

    def _blocks(self, districts: Mapping[Stored, int], sectors: Mapping[Stored, int]) -> Iterable[Values]:
        m57 = {function.block: function.code for function in self._wanted.m57}
        for rank, block in enumerate(self._wanted.blocks):
            yield {
                "district_id": districts[block.district],
                "code": block.code,
                "name": block.name,
                "description": block.description,
                "block_class": block.block_class.value,
                "sector_id": None if block.sector is None else sectors[block.sector],
                "transverse_channel": block.transverse_channel,
                "m57_code": m57.get(block.code),
                "rank": rank,
                **_trust(block.trust),
            }

    def _systems(self) -> Iterable[Values]:
        for system in self._wanted.national_interfaces:
            yield {
                "code": system.code,
                "name": system.name,
                "description": system.description or None,
                "operator": system.operator or None,
                **_trust(system.trust),
            }

    def _objects(self) -> Iterable[Values]:
        for item in self._wanted.reference_objects:
            yield {
                "code": item.code,
                "name": item.name,
                "description": item.description or None,
                "personal": (Ternary.YES if item.personal else Ternary.NO).value,
                "synonyms": " | ".join(item.synonyms) or None,
                "national_source": item.national_source or None,
                "master_level": MasterLevel(item.authority or MasterLevel.UNKNOWN).value,
                **_trust(item.trust),
            }

    def _align(self, entity: str, key: str, wanted: Iterable[Values], *, removes: bool) -> dict[Stored, int]:
        """Create, update and (where asked) remove rows so that the table says what is wanted; identifiers by key."""
        fields = fields_of(entity)
        present = {row[key]: row for row in self._rows(entity)}
        identifiers: dict[Stored, int] = {}
        new: list[tuple[Any, ...]] = []
        names: tuple[str, ...] = ()
        for values in wanted:
            known = present.pop(values[key], None)
            if known is None:
                identifiers[values[key]] = identifier = self._identifiers.take()
                names = ("id", *values)
                new.append((identifier, *values.values()))
                continue
            identifiers[values[key]] = known["id"]
            changed = {name: value for name, value in values.items() if _plain(known[name]) != _plain(value)}
            if changed:
                before = {name: known[name] for name in changed}
                self._updates.append(Update(entity, known["id"], before, changed))
        if new:
            self._creations.append(Creations(entity, names, new))
        if removes:
            self._deletions += [
                Deletion(entity, row["id"], {name: row[name] for name in fields}) for row in present.values()
            ]
        return identifiers

    def _associate(
        self,
        entity: str,
        owners: Mapping[Stored, int],
        wanted: Mapping[str, Iterable[str]],
        blocks: Mapping[Stored, int],
    ) -> None:
        fields = fields_of(entity)
        pairs = {(owners[code], blocks[block]) for code, names in wanted.items() for block in names}
        present = {tuple(row.values()) for row in self._rows(entity)}
        missing = sorted(pairs - present)
        if missing:
            self._creations.append(Creations(entity, fields, missing))
        for row in sorted(present - pairs):
            self._deletions.append(Deletion(entity, row[0], dict(zip(fields, row, strict=True))))

    def _release_removed_blocks(self) -> None:
        """Detach whatever hangs on the blocs that go; an application remembers its former bloc and is listed."""
        gone = {item.object_id: item.before["name"] for item in self._deletions if item.entity == "functional_block"}
        if not gone:
            return
        for row in self._rows("application"):
            if row["block_id"] in gone:
                former = str(gone[row["block_id"]])
                extra = {**(row["extra"] or {}), FORMER_BLOCK: former}
                before = {"block_id": row["block_id"], "extra": row["extra"]}
                self._updates.append(Update("application", row["id"], before, {"block_id": None, "extra": extra}))
                self._orphans.append(Orphan(row["id"], row["code"], row["name"], former))
        for entity in DETACHED_FROM_BLOCK:
            for row in self._rows(entity):
                if row["block_id"] in gone:
                    self._updates.append(Update(entity, row["id"], {"block_id": row["block_id"]}, {"block_id": None}))
        removed = {(item.entity, *item.before.values()) for item in self._deletions}
        for entity in REMOVED_WITH_BLOCK:
            for row in self._rows(entity):
                if row["block_id"] in gone and (entity, *row.values()) not in removed:
                    self._deletions.append(Deletion(entity, row[owner_field(entity)], row))
        self._detach_from_removed_districts()

    def _detach_from_removed_districts(self) -> None:
        gone = {item.object_id for item in self._deletions if item.entity == "district"}
        for row in self._rows("process"):
            if row["district_id"] in gone:
                before = {"district_id": row["district_id"]}
                self._updates.append(Update("process", row["id"], before, {"district_id": None}))

    def _rows(self, entity: str) -> list[Values]:
        fields = fields_of(entity)
        return [dict(zip(fields, row, strict=True)) for row in read_rows(self._connection, entity, fields)]


def _trust(trust: Trust) -> Values:
    return {"confidence": trust.confidence.value, "source": ", ".join(trust.sources) or None}


def _plain(value: Stored) -> Stored:
    """Booleans come back from SQLite as numbers: compare them as such."""
    return int(value) if isinstance(value, bool) else value
