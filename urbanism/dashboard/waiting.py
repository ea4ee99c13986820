"""The applications whose bloc waits for a person's word, with what speaks for each bloc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbanism.analyses.blocks import unsettled_applications
from urbanism.nomenclature import load_nomenclature
from urbanism.snapshot import Application, FunctionalBlock, Snapshot

OTHERS_SHOWN = 3


class Waiting(NamedTuple):
    """An application, the bloc proposed for it and how surely, why, and the next best ones."""

    application: Application
    block: FunctionalBlock | None
    score: float | None
    evidence: str | None
    others: tuple[str, ...]


def waiting_applications(snapshot: Snapshot) -> Sequence[Waiting]:
    """Every application that waits, the surest proposals first."""
    blocks = {block.code: block for block in snapshot.blocks}
    found = []
    for application_id, proposals in unsettled_applications(snapshot, load_nomenclature()):
        application: Application = snapshot.by_id[application_id]
        ranked = [(blocks[proposal.block], proposal) for proposal in proposals if proposal.block in blocks]
        stored = snapshot.by_id.get(application.block_id) if application.block_id is not None else None
        block = stored or (ranked[0][0] if ranked else None)
        same = next((proposal for one, proposal in ranked if one == block), None)
        found.append(
            Waiting(
                application,
                block,
                same.score if same else None,
                application.block_evidence or (same.sentence if same else None),
                tuple(one.name for one, _proposal in ranked if one != block)[:OTHERS_SHOWN],
            )
        )
    return sorted(found, key=lambda one: (-(one.score or 0), one.application.name.casefold()))
