"""The applications of the estate whose bloc nobody gave, each with its ranked proposals, to be settled in bulk."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.analyses.blocks.knowledge import BlockText, Knowledge, Usage
from urbanism.analyses.blocks.proposals import Described, Proposal, Proposer
from urbanism.nomenclature.records import Nomenclature
from urbanism.snapshot import Application, Snapshot
from urbanism.vocabulary import BlockBasis


class Unsettled(NamedTuple):
    """An application that has no bloc, or one that only the software proposed; its proposals, best first."""

    application_id: int
    proposals: tuple[Proposal, ...]


def unsettled_applications(snapshot: Snapshot, nomenclature: Nomenclature) -> tuple[Unsettled, ...]:
    """Every application that waits for a person's word, with what speaks for each bloc, even where it convinces little.

    What holders stated and persons confirmed (that there is no bloc, too) is left alone, and serves as example.
    """
    codes = {block.id: block.code for block in snapshot.blocks}
    described = {application.id: _described(snapshot, application) for application in snapshot.applications}
    usages = [
        Usage(words.product, words.suite or words.editor, codes[application.block_id])
        for application, words in zip(snapshot.applications, described.values(), strict=True)
        if application.block_id is not None and application.block_basis is not BlockBasis.PROPOSED
    ]
    blocks = [BlockText(block.code, block.name, block.description) for block in snapshot.blocks]
    proposer = Proposer(Knowledge(blocks, nomenclature.keywords, nomenclature.products, usages))
    return tuple(
        Unsettled(application.id, proposer.propose(described[application.id]))
        for application in snapshot.applications
        if _waits(application)
    )


def _waits(application: Application) -> bool:
    if application.block_id is None:
        return application.block_basis is not BlockBasis.CONFIRMED
    return application.block_basis is BlockBasis.PROPOSED


def _described(snapshot: Snapshot, application: Application) -> Described:
    product = snapshot.by_id.get(application.product_id) if application.product_id is not None else None
    return Described(
        name=application.name,
        description=application.description,
        purpose=application.purpose,
        data_categories=application.data_categories,
        product=product.name if product else None,
        editor=_name(snapshot, application.editor_id),
        suite=_name(snapshot, product.suite_id if product else None),
        department=_name(snapshot, application.department_id),
    )


def _name(snapshot: Snapshot, identifier: int | None) -> str | None:
    record = snapshot.by_id.get(identifier) if identifier is not None else None
    return str(record.name) if record is not None else None
