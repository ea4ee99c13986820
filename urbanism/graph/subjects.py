"""What a result speaks of: an object of the estate, with the words to name it."""

from __future__ import annotations

from typing import Any, NamedTuple

from urbanism.snapshot import (
    Application,
    Commune,
    DataObject,
    District,
    Editor,
    ExternalSystem,
    FunctionalBlock,
    Interface,
    Processing,
    Product,
    Project,
    Referential,
    Ru30Sector,
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
    Processing: "traitement",
    Product: "produit",
    Suite: "suite",
    Editor: "éditeur",
    Project: "projet",
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
