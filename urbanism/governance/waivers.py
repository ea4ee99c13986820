"""Waivers: findings that the urbanist accepts, why, by whom and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.rules import RULES
from urbanism.snapshot import Waiver
from urbanism.store import Creations, Deletion, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


class UnacceptableWaiver(UrbanismError):
    """A waiver without a reason, of an unknown rule, already over or gone."""

    code = "derogation_refusee"


def grant_waivers(
    engine: Engine,
    rule_code: str,
    subjects: Collection[int | None],
    reason: str,
    until: date | None,
    author: str,
    today: date,
) -> tuple[int, ...]:
    """Accept the findings of some subjects (None: the whole rule), for one reason, in one change. Returns the waivers.

    Raises:
        UnacceptableWaiver: the rule is unknown, the reason is missing, the end is past.
    """
    if rule_code not in RULES:
        raise UnacceptableWaiver(f"Il n’y a pas de règle {rule_code}.")
    if not reason.strip():
        raise UnacceptableWaiver("Une dérogation a besoin d’un motif.", remedy="Écrivez pourquoi elle est accordée.")
    if until is not None and until < today:
        raise UnacceptableWaiver("Ce terme est déjà passé.", remedy="Choisissez une date à venir.")
    base = read_base(engine)
    ids = Identifiers(base)
    end = until.isoformat() if until else None
    rows = [(ids.take(), rule_code, subject, reason.strip(), end) for subject in dict.fromkeys(subjects)]
    creation = Creations("waiver", ("id", "rule_code", "subject_id", "reason", "until"), rows)
    apply_plan(engine, Plan(author, f"Dérogation à la règle {rule_code}", Origin.DECISION, base, (creation,)))
    return tuple(row[0] for row in rows)


def withdraw_waivers(engine: Engine, waivers: Collection[Waiver], author: str) -> int:
    """Take waivers of a rule back, in one change; the history keeps them. Returns the change set.

    Raises:
        UnacceptableWaiver: one of them is no more there.
    """
    if not set(waivers) <= set(load_snapshot(engine).waivers):
        raise UnacceptableWaiver("Cette dérogation a déjà été retirée.", remedy="Rechargez la page.")
    reason = f"Fin d’une dérogation à la règle {next(iter(waivers)).rule_code}"
    deletions = tuple(
        Deletion("waiver", waiver.id, {**waiver._asdict(), "until": waiver.until.isoformat() if waiver.until else None})
        for waiver in waivers
    )
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, read_base(engine), deletions=deletions))
