"""What a result speaks of: an object of the estate, with the words to name it."""

from __future__ import annotations

from typing import Any, NamedTuple

from urbanism.snapshot import (
    Application,
    Commune,
    Contract,
    DataObject,
    Department,
    District,
    Editor,
    ExternalSystem,
    FunctionalBlock,
    Interface,
    Process,
    Processing,
    Product,
    Project,
    Referential,
    Ru30Sector,
    Scenario,
    Snapshot,
    Suite,
    Zone,
)

KINDS: dict[type[Any], str] = {
    Application: "application",
    Referential: "référentiel",
    ExternalSystem: "système national",
    Interface: "interface",
    Commune: "commune",
    FunctionalBlock: "bloc",
    District: "quartier",
    Zone: "zone",
    Ru30Sector: "secteur",
    DataObject: "objet",
    Process: "processus",
    Processing: "traitement",
    Product: "produit",
    Suite: "suite",
    Editor: "éditeur",
    Project: "projet",
    Contract: "contrat",
    Scenario: "scénario",
    Department: "direction",
}
"""The French word for each kind of object that a result may name."""


class Subject(NamedTuple):
    """An object named by a result: its kind, identifier, code, readable label, and holder's name (or "").

    A commune goes by its name everywhere: it is its own code and holder.
    """

    kind: str
    id: int
    code: str
    label: str
    commune: str = ""


class Names(dict[int, Subject]):
    """The objects of a snapshot by identifier, named once, when first asked for.

    One that the viewer may not see keeps its number.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self._records = snapshot.by_id

    def __missing__(self, identifier: int) -> Subject:
        self[identifier] = self._name(identifier)
        return self[identifier]

    def _name(self, identifier: int) -> Subject:
        record = self._records.get(identifier)
        if record is None:
            return Subject("objet masqué", identifier, str(identifier), f"objet n° {identifier}")
        kind, name = KINDS.get(type(record), ""), _called(record)
        if isinstance(record, Commune):
            return Subject(kind, identifier, name, name, name)
        commune = self._records.get(getattr(record, "commune_id", None) or 0)
        holder = commune.name if commune else ""
        if isinstance(record, Interface):
            name = f"{self[record.source_id].label} → {self[record.target_id].label}"
        return Subject(kind, identifier, getattr(record, "code", None) or name, name, holder)


def _called(record: Any) -> str:
    """The name of a record; a contract goes by its reference."""
    return getattr(record, "name", None) or getattr(record, "reference", None) or ""
