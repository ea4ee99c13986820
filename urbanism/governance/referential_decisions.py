"""Decisions on referentials: two of them carry the same object, or do not. Kept for ever, never asked again.

Nothing is merged: bases of one object stay distinct until the target is reached. Decisions are kept as those of
identity are, under keys made of codes, so that they outlive re-imports.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Engine

from urbanism.errors import UrbanismError
from urbanism.identity_keys import REFERENTIALS, code_key, pair_of
from urbanism.store import Creations, Identifiers, Plan, Update, apply_plan
from urbanism.store.apply import current_base
from urbanism.store.engine import reading
from urbanism.store.tables import read_rows
from urbanism.vocabulary import IdentityVerdict, Origin


class UnknownReferential(UrbanismError):
    """A decision on a referential that is no more there, or on one alone."""

    code = "referentiel_inconnu"


def decide(engine: Engine, referentials: Sequence[int], *, same: bool, author: str, reason: str = "") -> int:
    """Say of every two of these referentials that they carry the same object, or not. Returns the change set.

    Raises:
        UnknownReferential: one of them is no more there, or there are fewer than two.
        ConflictingChange: the estate changed meanwhile.
    """
    verdict = IdentityVerdict.SAME if same else IdentityVerdict.DIFFERENT
    if len(set(referentials)) < 2:
        raise UnknownReferential("Il faut au moins deux référentiels.", remedy="Choisissez-en un second.")
    with reading(engine) as connection:
        base = current_base(connection)
        known = [_read(connection, identifier) for identifier in dict.fromkeys(referentials)]
        ids = Identifiers(base)
        rows: list[tuple[Any, ...]] = []
        updates: list[Update] = []
        for left, right in combinations([key for key, _ in known], 2):
            keys = pair_of(left, right)
            said = _said(connection, keys)
            if said is None:
                rows.append((ids.take(), REFERENTIALS, *keys, verdict.value, reason or None))
            else:
                after = {"verdict": verdict.value, "reason": reason or None}
                updates.append(Update("identity_decision", said[0], dict(zip(after, said[1:], strict=True)), after))
    names = ", ".join(f"« {name} »" for _, name in known)
    word = "Même objet" if same else "Objets différents"
    fields = ("id", "kind", "left_key", "right_key", "verdict", "reason")
    creations = (Creations("identity_decision", fields, rows),) if rows else ()
    title = f"{word} (référentiels) : {names}" + (f" – {reason}" if reason else "")
    return apply_plan(engine, Plan(author, title, Origin.DECISION, base, creations, updates))


def _read(connection: Connection, identifier: int) -> tuple[str, str]:
    """The key and the name of a referential."""
    found = read_rows(connection, "referential", ("code", "name", "commune_id"), "id = ?", (identifier,))
    if not found:
        raise UnknownReferential("Un de ces référentiels n’existe plus.", remedy="Rechargez la page.")
    code, name, commune = found[0]
    holder = read_rows(connection, "commune", ("code",), "id = ?", (commune,))[0][0]
    return code_key(str(code), str(holder)), str(name)


def _said(connection: Connection, keys: tuple[str, str]) -> Any:
    """The identifier, verdict and reason of the decision on a pair, or None."""
    where = "kind = ? AND left_key = ? AND right_key = ?"
    found = read_rows(connection, "identity_decision", ("id", "verdict", "reason"), where, (REFERENTIALS, *keys))
    return found[0] if found else None
