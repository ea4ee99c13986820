"""An estate in which all that a commune may keep to itself is marked: a leak is seen wherever it shows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from mini_estate import write_estate
from sqlalchemy import JSON, Date, Engine, Enum, Float, Integer

from urbanism.access.accounts import Account, add_account
from urbanism.access.signing_in import sign_in
from urbanism.planning.convergence.settings import Settings
from urbanism.store import (
    Creations,
    FileReport,
    Identifiers,
    Membership,
    Plan,
    SheetReport,
    apply_plan,
    load_snapshot,
    read_base,
)
from urbanism.store.sharing import COMMON, OWNER, SHARED
from urbanism.store.snapshots import SOURCES
from urbanism.store.tables import PARTIES, TABLES, has_identity
from urbanism.vocabulary import Duty, Origin, PoolingStance, Role

MARK = "CONFIDENTIEL"
"""What every text that the first commune keeps to itself holds."""

AMOUNT = 7_654_321
"""Every figure it keeps to itself is this or a little more; no other figure of the estate comes near."""

PASSWORD = "une phrase de passe assez longue"


def plant(engine: Engine) -> int:
    """Write a small estate whose first commune fills every field it has; returns that commune's identifier."""
    write_estate(engine, applications=12)
    snapshot = load_snapshot(engine)
    commune = snapshot.communes[0].id
    base = read_base(engine)
    ids = Identifiers(base)
    amounts = count(AMOUNT)
    first = {entity: getattr(snapshot, name)[0].id for name, (entity, _) in SOURCES.items()
             if getattr(snapshot, name) and has_identity(entity)}  # fmt: skip
    file_id, sheet_id = ids.take(), ids.take()
    creations = []
    made: dict[str, int] = {}
    for name, (entity, _kind) in sorted(SOURCES.items(), key=lambda item: list(TABLES).index(item[1][0])):
        columns = TABLES[entity].columns
        held = name not in COMMON and OWNER.get(entity, "commune_id") in columns and entity != "commune"
        if not held and entity not in ("campaign", "campaign_question"):
            continue
        row: dict[str, Any] = {}
        for column in columns:
            row[column.name] = _value(entity, name, column, {**first, **made}, commune, amounts)
        if has_identity(entity):
            row["id"] = made[entity] = ids.take()
        creations.append(Creations(entity, tuple(row), [tuple(row.values())], places=[(sheet_id, 2)]))
    creations.append(_scenario(ids.take(), made["application"], snapshot.applications[1].id, commune, next(amounts)))
    sheet = SheetReport(sheet_id, f"{MARK} feuille", "applications", columns=[], counts={"rows_read": 1}, issues=[])
    file = FileReport(file_id, f"{MARK} fichier.xlsx", "imported", commune_id=commune, sheets=[sheet])
    plan = Plan("essai", f"Import de {MARK} fichier.xlsx", Origin.IMPORT, base, creations=creations, files=[file])
    apply_plan(engine, plan)
    return commune


def _scenario(scenario: int, own: int, target: int, commune: int, amount: int) -> Creations:
    """A plan of convergence that everyone sees, and that moves an application of the marked commune."""
    word = PoolingStance.REFUSED.value
    plan = {
        "moves": [[own, target, 2028, amount, amount, word, f"{MARK} motif", []]],
        "bills": [[commune, 2028, amount, amount]],
        "objective": amount,
        "bound": amount,
    }
    told = {**Settings().as_json(), "first_year": 2027, "frozen": [own], "plan": plan}
    return Creations("scenario", ("id", "name", "settings"), [(scenario, "Un plan", told)])


def _value(entity: str, table: str, column: Any, known: dict[str, int], commune: int, amounts: Iterable[int]) -> Any:
    shared = SHARED.get(table) or COMMON.get(table) or ""
    if column.name == "commune_id":
        return commune
    if column.name == "subject_id":
        return known["application"]
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        parent = {"party": "application"}.get(target, target)
        return known.get(parent) if entity not in PARTIES or column.name != "id" else None
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    if entity == "proposal" and column.name == "content":
        change = {"version": f"{MARK} version"}
        row = {"entity": "application", "id": known["application"], "before": change, "after": change}
        return {"updates": [row], "creations": []}
    if isinstance(column.type, JSON):
        return {f"{MARK} {entity}": f"{MARK} {column.name}"}
    if isinstance(column.type, Date):
        return "2031-01-01"
    if isinstance(column.type, Float):
        return float(next(iter(amounts)))
    if isinstance(column.type, Integer):
        return {"year": 2026, "rank": 1, "notice_months": 3}.get(column.name, 2)
    told = shared == "*" or column.name in shared.split()
    return f"partagé {entity} {column.name}" if told else f"{MARK} {entity} {column.name}"


def texts_of(snapshot_table: Iterable[Any]) -> str:
    """All that a table tells."""
    return "\n".join(repr(record) for record in snapshot_table)


def readers(engine: Engine, other: int) -> dict[str, tuple[Account, str]]:
    """An account of each role who has nothing to do with the marked commune, and a session of theirs."""
    wanted: dict[str, tuple[Role, tuple[Membership, ...]]] = {
        **{
            duty.value: (
                Role.COMMUNE,
                (Membership(other, duty, frozenset({_any_block(engine)} if duty is Duty.REFERENT else ())),),
            )
            for duty in Duty
        },
        "invité": (Role.GUEST, ()),
    }
    found = {}
    for number, (name, (role, members)) in enumerate(wanted.items()):
        email = f"lecteur{number}@essai.test"
        account = add_account(engine, email, f"Personne {number}", role, password=PASSWORD, memberships=members)
        found[name] = (account, sign_in(engine, email, PASSWORD))
    return found


def _any_block(engine: Engine) -> int:
    return load_snapshot(engine).blocks[0].id
