"""Two extracts of streets, invented from a seed, and the truth about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from urbanism.comparing import Extract, ExtractColumn

PADDED, COMPOSITE, WORDS, NOTHING = "identifiant préfixé", "clé composée", "commune et nom", "aucune clé"
SCENARIOS = (PADDED, COMPOSITE, WORDS, NOTHING)

_TYPES = {"Rue": "R", "Avenue": "AV", "Boulevard": "BD", "Place": "PL", "Impasse": "IMP", "Chemin": "CHE"}
_FIRST = "Jean Paul Marie Lucie Émile Victor Jules Simone Louise Georges Hélène René Gaston Alice Irène Noël".split()
_START = "Bar Cor Del Fon Gar Hau Lan Mar Nor Per Quen Rou Sal Ter Val Ver Bel Chan Mont Saur".split()
_MIDDLE = "bi ca do fe li mo né pi ra so ti vu za gré blo cla".split()
_END = "dier lon met neau rand sart tier vel zac bert court ville nac lac mont".split()
_COMMUNES = [
    f"{a}-{b}" for a in ("Ville", "Saint", "Mont", "Pré") for b in ("Neuve", "Étienne", "Clair", "Haut", "Bas")
]
_CODES = {"Communale": "VC", "Départementale": "RD", "Privée": "P"}
LAGS = (0, 426, -210, 30, 92)
"""Days by which the left extract is fresher, commune by commune in turn."""


@dataclass
class Truth:
    """What comparing them should find; counts are of things (streets), not of lines."""

    columns: set[tuple[str, str]]
    key: set[tuple[str, str]]
    shared: int
    left_alone: int
    right_alone: int
    contradictions: dict[tuple[str, str], int] = field(default_factory=dict)
    lags: dict[str, float] = field(default_factory=dict)


@dataclass
class Invented:
    """Two extracts and their truth."""

    left: Extract
    right: Extract
    truth: Truth


def invent(scenario: str, size: int, seed: int) -> Invented:
    """Two extracts of about `size` lines that share nine streets out of ten."""
    random = Random(f"{scenario}/{seed}")
    streets = _streets(random, int(size * 1.1), unique_names=scenario == WORDS)
    cut = len(streets) - size
    left_streets, right_streets = streets[: len(streets) - cut], streets[cut:]
    shared = streets[cut : len(streets) - cut]
    changes = _changes(random, shared, with_names=scenario in (PADDED, COMPOSITE))
    left = [_left(street, scenario) for street in left_streets]
    left += [dict(random.choice(left)) for _ in range(size // 100)] if scenario != NOTHING else []
    right = [_right({**street, **changes.get(street["id"], {})}, scenario) for street in right_streets]
    left.sort(key=lambda row: row["COMMUNE"])
    if scenario == NOTHING:
        random.shuffle(right)
    else:
        right.sort(key=lambda row: row["ville"])
    for place, row in enumerate(left, start=1):
        row["OBJECTID"] = str(place)
    for place, row in enumerate(right, start=1):
        row["fid"] = str(place)
    truth = _truth(scenario, shared, cut, changes)
    return Invented(_extract("Voirie", left, {"DATE_MAJ"}), _extract("SIG", right, {"derniere_modif"}), truth)


def _streets(random: Random, size: int, *, unique_names: bool) -> list[dict[str, Any]]:
    streets: list[dict[str, Any]] = []
    taken: set[tuple[str, str]] = set()
    numbers: dict[str, int] = {}
    names = [_name(random) for _ in range(size // 2)]
    while len(streets) < size:
        commune = random.choice(_COMMUNES)
        name = random.choice(names)
        if unique_names and (commune, name) in taken:
            continue
        taken.add((commune, name))
        numbers[commune] = numbers.get(commune, 0) + 1
        streets.append(
            {
                "id": len(streets) + 1,
                "number": numbers[commune],
                "name": name,
                "commune": commune,
                "length": round(random.uniform(20, 2500), 1),
                "width": random.choice([3.0, 3.5, 4.0, 5.0, 5.5, 6.0, 7.0, 9.0, 12.0]),
                "status": random.choice(list(_CODES)),
                "lit": random.random() < 0.6,
                "day": date(2023, 1, 1) + timedelta(days=random.randrange(700)),
            }
        )
    random.shuffle(streets)
    return streets


def _name(random: Random) -> str:
    last = random.choice(_START) + random.choice(_MIDDLE) + random.choice(_END)
    return f"{random.choice(list(_TYPES))} {random.choice(_FIRST)} {last}"


def _changes(random: Random, shared: list[dict[str, Any]], *, with_names: bool) -> dict[int, dict[str, Any]]:
    """What the right extract says otherwise, by street."""
    changes: dict[int, dict[str, Any]] = {}
    others: dict[str, Callable[[dict[str, Any]], Any]] = {
        "length": lambda street: round(street["length"] + random.uniform(5, 90), 1),
        "width": lambda street: street["width"] + 1.25,
        "status": lambda street: random.choice([code for code in _CODES if code != street["status"]]),
        "lit": lambda street: not street["lit"],
    }
    if with_names:
        others["name"] = lambda street: f"{street['name'].split()[0]} du Nouveau {random.choice(_FIRST)} Changé"
    for what, other in others.items():
        for street in random.sample(shared, max(1, len(shared) * random.randint(1, 4) // 200)):
            changes.setdefault(street["id"], {})[what] = other(street)
    return changes


def _left(street: dict[str, Any], scenario: str) -> dict[str, str]:
    kind, rest = street["name"].split(" ", 1)
    row = {
        "OBJECTID": "",
        "LIB_VOIE": f"{_TYPES[kind]} {rest}".upper(),
        "COMMUNE": street["commune"].upper(),
        "LONG": str(street["length"]).replace(".", ","),
        "LARGEUR": str(street["width"]).replace(".", ","),
        "DOMANIALITE": street["status"],
        "ECLAIREE": "OUI" if street["lit"] else "NON",
        "DATE_MAJ": street["day"].isoformat(),
        "GESTIONNAIRE": f"Secteur {street['id'] % 7}",
    }
    if scenario == PADDED:
        row["ID_VOIE"] = f"VOI-{street['id']:06d}"
    if scenario == COMPOSITE:
        row["NUM"] = f"{street['number']:05d}"
    return row


def _right(street: dict[str, Any], scenario: str) -> dict[str, str]:
    lag = LAGS[_COMMUNES.index(street["commune"]) % len(LAGS)]
    row = {
        "fid": "",
        "nom": street["name"],
        "ville": street["commune"],
        "longueur_m": str(street["length"]),
        "largeur": str(street["width"]),
        "statut": _CODES[street["status"]],
        "eclairage": str(int(street["lit"])),
        "derniere_modif": (street["day"] - timedelta(days=lag)).isoformat(),
        "revetement": "enrobé" if street["id"] % 3 else "pavés",
    }
    if scenario == NOTHING:
        del row["ville"]
    if scenario == PADDED:
        row["code"] = str(street["id"])
    if scenario == COMPOSITE:
        row["numero"] = str(street["number"])
    return row


def _truth(scenario: str, shared: list[dict[str, Any]], alone: int, changes: dict[int, dict[str, Any]]) -> Truth:
    columns = {
        "name": ("LIB_VOIE", "nom"),
        "commune": ("COMMUNE", "ville"),
        "length": ("LONG", "longueur_m"),
        "width": ("LARGEUR", "largeur"),
        "status": ("DOMANIALITE", "statut"),
        "lit": ("ECLAIREE", "eclairage"),
        "day": ("DATE_MAJ", "derniere_modif"),
    }
    keys = {
        PADDED: {("ID_VOIE", "code")},
        COMPOSITE: {("COMMUNE", "ville"), ("NUM", "numero")},
        WORDS: {("COMMUNE", "ville"), ("LIB_VOIE", "nom")},
        NOTHING: {("LIB_VOIE", "nom")},
    }
    if scenario == NOTHING:
        del columns["commune"]
    truth = Truth(set(columns.values()) | keys[scenario], keys[scenario], len(shared), alone, alone)
    for change in changes.values():
        for what in change:
            truth.contradictions[columns[what]] = truth.contradictions.get(columns[what], 0) + 1
    for place, commune in enumerate(_COMMUNES):
        truth.lags[commune.upper()] = LAGS[place % len(LAGS)]
    return truth


def _extract(name: str, rows: list[dict[str, str]], dates: set[str]) -> Extract:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    columns = tuple(ExtractColumn(header, [row[header] for row in rows], header in dates) for header in headers)
    return Extract(name, columns, range(2, len(rows) + 2))
