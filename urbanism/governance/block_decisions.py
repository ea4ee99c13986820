"""Settling the blocs of applications: what the software proposed, or nobody said, becomes a person's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.french import count
from urbanism.snapshot import Application
from urbanism.store import Plan, Update, apply_plan, read_base
from urbanism.vocabulary import BlockBasis, Origin


class NothingToSettle(UrbanismError):
    """A decision about no application."""

    code = "rien_a_confirmer"


class BlockDecision(NamedTuple):
    """An application as the person saw it, and the bloc it belongs to; None: there is none for it."""

    application: Application
    block_id: int | None


def settle_blocks(engine: Engine, decisions: Sequence[BlockDecision], author: str) -> int:
    """Write all the decisions as one change set, undone as one; returns it.

    Raises:
        NothingToSettle: there is no decision.
        ConflictingChange: the bloc of one of the applications was changed since it was read.
    """
    if not decisions:
        raise NothingToSettle("Aucune application n’est choisie.", remedy="Cochez-en au moins une.")
    updates = tuple(
        Update(
            "application",
            application.id,
            {"block_id": application.block_id, "block_basis": application.block_basis.value},
            {"block_id": block_id, "block_basis": BlockBasis.CONFIRMED.value},
        )
        for application, block_id in decisions
    )
    reason = f"Confirmation du bloc de {count(len(updates), 'application')}"
    return apply_plan(engine, Plan(author, reason, Origin.EDIT, read_base(engine), updates=updates))
