"""Invent the referentials: families that carry the same object under other names, bases that stand alone, homonyms."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from urbanism.demo.draft import Draft
from urbanism.demo.exchanges import add_flow
from urbanism.demo.names import department_name
from urbanism.demo.records import TODAY, Application, Holder, Referential
from urbanism.vocabulary import InterfaceMeans, InterfaceState, ReferentialPattern

ROAD_DEPARTMENT = "Direction de la voirie"
REFERENTIALS_PER_1200 = 250
_TECHNOLOGIES = ("Oracle", "PostgreSQL", "SQL Server", "MySQL", "Access", "Excel", "SQLite", "Papier et Excel")
_PATTERNS = [pattern for pattern in ReferentialPattern if pattern is not ReferentialPattern.UNKNOWN]


@cache
def _read(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def invent_referentials(draft: Draft) -> None:
    """Fill the draft with families, homonyms and lone bases, until the estate has its share of referentials."""
    _road_family(draft)
    _address_family(draft)
    _families_inside_holders(draft)
    _homonyms(draft)
    total = sum(holder.applications for holder in draft.holders)
    wanted = round(REFERENTIALS_PER_1200 * total / 1200) - len(draft.referentials)
    places = [(holder, base) for holder in draft.holders[1:] for base in _read("bases.csv")]
    draft.random.shuffle(places)
    for holder, base in places:
        if wanted > 0 and draft.active(holder.name, base["bloc"]):
            _add(draft, holder, {**base, "famille": "", "porte": "", "technologie": ""})
            wanted -= 1


def _road_family(draft: Draft) -> None:
    """Seven road referentials in one department, in different technologies, glued by scripts."""
    members = [member for member in _read("families.csv") if member["famille"] == "voies"]
    made = []
    for rank, member in enumerate(members):
        referential = _add(draft, draft.metropole, member, master=rank == 0, department=ROAD_DEPARTMENT)
        made.append(referential)
    for rank, after in enumerate(made[1:]):
        before = made[0] if rank < len(made) // 2 else made[rank]
        add_flow(
            draft,
            before.code,
            after.code,
            "voies",
            means=InterfaceMeans.SCRIPT,
            state=InterfaceState.ACTIVE,
            format="SQL",
            owner=None,
            document=None,
            description="moulinette qui traduit les champs de rue",
        )
    draft.plant("R32", [item.code for item in made], "sept référentiels de voies dans une même direction")


def _address_family(draft: Draft) -> None:
    """The métropole's address base covers every commune: those that keep their own are doubles."""
    first, *others = [member for member in _read("families.csv") if member["famille"] == "adresses"]
    _add(draft, draft.metropole, first, master=True)
    communes = draft.random.sample(draft.holders[1:], min(5, len(draft.holders) - 1))
    for holder in sorted(communes):
        _add(draft, holder, draft.random.choice(others))


def _families_inside_holders(draft: Draft) -> None:
    """Doubles inside a commune: the larger it is, the more objects have two to four bases."""
    for holder in draft.holders[1:]:
        for family in ("batiments", "tiers", "agents", "familles", "equipements", "associations", "vegetal"):
            if draft.random.random() > (0.9 if holder.rank <= 2 else 0.45):
                continue
            members = [
                member
                for member in _read("families.csv")
                if member["famille"] == family and draft.active(holder.name, member["bloc"])
            ]
            size = len(members) if holder.rank == 1 else draft.random.randrange(2, 5)
            for rank, member in enumerate(members[:size] if len(members) > 1 else []):
                _add(draft, holder, member, master=rank == 0)


def _homonyms(draft: Draft) -> None:
    """Pairs that share their first words and nothing else, both in one holder or in two."""
    for _, pair in groupby(_read("homonyms.csv"), key=lambda side: side["paire"]):
        holders = draft.random.choices(draft.holders[: max(2, len(draft.holders) // 2)], k=2)
        first, second = (
            _add(
                draft,
                holder,
                {
                    **side,
                    "famille": "",
                    "technologie": "",
                    "cle": "numero",
                    "attributs": f"numero, {side['objet'].lower()}, date, etat, service",
                    "porte": "",
                },
            )
            for holder, side in zip(holders, pair, strict=True)
        )
        draft.homonyms.append((first.code, second.code))


def _add(
    draft: Draft, holder: Holder, base: dict[str, str], *, master: bool = False, department: str | None = None
) -> Referential:
    """A referential of a holder, in the first application of its bloc."""
    random = draft.random
    application = next(iter(draft.active(holder.name, base["bloc"])), None)
    technology = base["technologie"] or random.choice(_TECHNOLOGIES)
    block = draft.blocks[base["bloc"]]
    fields: dict[str, Any] = {
        "holder": holder.name,
        "name": _free_name(draft, holder, base["nom"]),
        "description": f"{base['objet']} – {block.name}",
        "data_object": base["objet"],
        "carried_objects": tuple(filter(None, base["porte"].split("|"))),
        "application": application.code if application else None,
        "department": department
        or department_name(draft.functions[base["bloc"]].department, holder.rank, len(draft.holders) - 1),
        "database": _database(application, base),
        "technology": technology,
        "owner": f"Responsable – {draft.functions[base['bloc']].words}",
        "territory": holder.name,
        "record_count": int(random.lognormvariate(7.5, 1.0) * (3 if master else 1)) + 20,
        "updated_on": _updated(draft, master),
        "attributes": base["attributs"],
        "key": base["cle"],
        "pattern": ReferentialPattern.CENTRALISED if master else _pattern(draft),
        "national_source": None,
        "family": base["famille"],
        "is_master": master,
    }
    return draft.add_referential(**fields)


def _free_name(draft: Draft, holder: Holder, name: str) -> str:
    """The name, or, where an application already bears it, « nom – base », then « nom – base 2 »…"""
    wanted, rank = name, 1
    while not draft.take_name(holder.name, wanted):
        wanted = f"{name} – base" if rank == 1 else f"{name} – base {rank}"
        rank += 1
    return wanted


def _database(application: Application | None, base: dict[str, str]) -> str | None:
    return f"BD_{base['cle'].upper()}" if application else None


def _updated(draft: Draft, master: bool) -> date:
    return TODAY - timedelta(days=draft.random.randrange(1, 30) if master else draft.random.randrange(60, 1500))


def _pattern(draft: Draft) -> ReferentialPattern:
    """Declared four times in five (R36)."""
    return draft.random.choice(_PATTERNS) if draft.random.random() < 0.8 else ReferentialPattern.UNKNOWN
