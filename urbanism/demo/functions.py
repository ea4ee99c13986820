"""What each bloc is called on the ground: its weight in an estate, its department, its names, its product words.

The order of functions.csv is the order in which data go: from referentials to front desks, trades, support, steering.
The sample's ordinary flows follow it, so that a cycle between blocs is there only where one was planted.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from urbanism.nomenclature import Nomenclature, load_nomenclature

_FILE = Path(__file__).with_name("functions.csv")


class Function(NamedTuple):
    """A bloc as the communes live it. `words` is how a commune with its own plan calls the bloc."""

    block: str
    rank: int
    commune_weight: int
    metropole_weight: int
    department: str
    product: str
    root: str
    names: tuple[str, ...]
    words: str


@cache
def load_functions() -> Mapping[str, Function]:
    """The functions by bloc code, in the order in which data go."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["bloc"]: Function(
                block=row["bloc"],
                rank=rank,
                commune_weight=int(row["poids_commune"]),
                metropole_weight=int(row["poids_metropole"]),
                department=row["direction"],
                product=row["produit"],
                root=row["racine"],
                names=tuple(row["noms"].split("|")),
                words=row["mots"],
            )
            for rank, row in enumerate(csv.DictReader(file, delimiter=";"))
        }


@cache
def shipped_nomenclature() -> Nomenclature:
    """The nomenclature the sample is built on."""
    return load_nomenclature()
