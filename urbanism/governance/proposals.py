"""Proposals: changes that a commune asks for, discussed, then accepted as they are or refused with a reason.

The content of a proposal is plain: `updates` (entity, id, before, after) and `creations` (entity, values). Objects that
it creates bear negative identifiers, given real ones when it is accepted; what names them in its rows follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.french import count
from urbanism.governance.editable import NAMES
from urbanism.governance.editing import Edit, name_of, plan_edits, stored
from urbanism.governance.saving import Draft, save
from urbanism.snapshot import Proposal, Snapshot
from urbanism.store import Update
from urbanism.store.snapshots import SOURCES
from urbanism.store.tables import TABLES, Stored
from urbanism.vocabulary import ProposalStatus

PROPOSABLE: Mapping[str, tuple[str, ...]] = {
    "products": ("name", "editor_id", "block_id", "description", "licence", "url", "end_of_support"),
    "blocks": ("name", "description"),
    "editors": ("name", "siret"),
    "data_objects": ("name", "description"),
}
"""What communes share and may propose to correct."""


class UnacceptableProposal(UrbanismError):
    """A proposal that changes nothing, is already decided, or is refused without a reason."""

    code = "proposition_refusee"


class Wanted(NamedTuple):
    """A proposal to make."""

    title: str
    content: Mapping[str, Any]
    source: str | None = None


class Conflict(NamedTuple):
    """A value that changed since a proposal was made."""

    object_id: int
    field: str
    read: Stored
    present: Stored
    wanted: Stored


def propose_correction(
    engine: Engine, snapshot: Snapshot, commune_id: int, table: str, edit: Edit, reason: str, author: str
) -> int | None:
    """Propose to correct an object that communes share. Returns the change set.

    Raises:
        UnacceptableProposal: nothing changes, or no reason is given.
        UnacceptableEdit: a value cannot be.
    """
    if not reason.strip():
        raise UnacceptableProposal("Une proposition a besoin d’un motif.", remedy="Dites pourquoi.")
    changed = {name: value for name, value in edit.wanted.items() if value != getattr(edit.seen, name)}
    if not changed or set(changed) - set(PROPOSABLE[table]):
        raise UnacceptableProposal("Rien n’est proposé.", remedy="Modifiez au moins une valeur.")
    if table in NAMES:
        plan_edits(engine, snapshot, table, [edit], author)
    elif not all(str(value).strip() for value in changed.values()):
        raise UnacceptableProposal("Cette valeur est nécessaire.", remedy="Donnez-la.")
    update = {
        "entity": SOURCES[table][0],
        "id": edit.seen.id,
        "before": {name: stored(getattr(edit.seen, name)) for name in changed},
        "after": {name: stored(value) for name, value in changed.items()},
    }
    wanted = Wanted(f"Corriger « {name_of(edit.seen)[:150]} »", {"updates": [update], "creations": []})
    return propose(engine, snapshot, commune_id, [wanted], author, reason.strip())


def propose(
    engine: Engine, snapshot: Snapshot, commune_id: int, wanted: Sequence[Wanted], author: str, reason: str | None
) -> int | None:
    """Keep proposals, but for those that are pending already. Returns the change set, None where all are."""
    pending = [dict(one.content) for one in pending_of(snapshot, commune_id)]
    new = [one for one in wanted if one.content not in pending]

    def write(draft: Draft) -> None:
        for one in new:
            draft.create(
                "proposal",
                commune_id=commune_id,
                title=one.title,
                content=dict(one.content),
                reason=reason,
                source=one.source,
                proposed_by=author,
                proposed_on=snapshot.today.isoformat(),
                status=ProposalStatus.PENDING.value,
            )

    return save(engine, author, count(len(new), "proposition"), write)


def pending_of(snapshot: Snapshot, commune_id: int | None = None) -> list[Proposal]:
    """The proposals that wait for a decision, of a commune or of all."""
    return [
        one
        for one in snapshot.proposals
        if one.status is ProposalStatus.PENDING and commune_id in (None, one.commune_id)
    ]


def conflicts_of(proposal: Proposal, snapshot: Snapshot) -> list[Conflict]:
    """What changed since the proposal was made, under the values that it wants."""
    found = []
    for row in proposal.content["updates"]:
        record = snapshot.by_id.get(row["id"])
        for field, read in row["before"].items():
            present = _plain(getattr(record, field, None))
            if present not in (read, row["after"][field]) or field in row.get("disputed", ()):
                found.append(Conflict(row["id"], field, read, present, row["after"][field]))
    return found


def accept(
    engine: Engine, snapshot: Snapshot, proposals: Sequence[Proposal], author: str, despite: bool = False
) -> int | None:
    """Apply proposals as one change set, undone as one.

    Args:
        despite: whether a value that changed since is given the proposed one all the same.

    Raises:
        UnacceptableProposal: one is already decided.
        NotAllowed: the viewer may not write what one changes.
        ConflictingChange: what one changes has changed since; nothing is written.
    """
    _refuse_decided(proposals)

    def write(draft: Draft) -> None:
        for proposal in proposals:
            _apply(draft, proposal, snapshot if despite else None)
            _decide(draft, proposal, ProposalStatus.ACCEPTED, author, snapshot, None)

    titles = proposals[0].title if len(proposals) == 1 else count(len(proposals), "proposition")
    return save(engine, author, f"Accepté : {titles[:200]}", write)


def refuse(engine: Engine, snapshot: Snapshot, proposal: Proposal, reason: str, author: str) -> int | None:
    """Refuse a proposal; the commune sees why.

    Raises:
        UnacceptableProposal: no reason is given, or it is already decided.
        NotAllowed: the viewer does not decide of it.
    """
    _refuse_decided([proposal])
    if not reason.strip():
        raise UnacceptableProposal("Un refus a besoin d’un motif.", remedy="Dites à la commune pourquoi.")
    decide: Callable[[Draft], None] = lambda draft: _decide(  # noqa: E731
        draft, proposal, ProposalStatus.REFUSED, author, snapshot, reason.strip()
    )
    return save(engine, author, f"Refusé : {proposal.title[:200]}", decide)


def withdraw(engine: Engine, snapshot: Snapshot, proposal: Proposal, author: str) -> int | None:
    """Take back a proposal of one's commune."""
    _refuse_decided([proposal])
    return save(
        engine,
        author,
        f"Retiré : {proposal.title[:200]}",
        lambda draft: _decide(draft, proposal, ProposalStatus.WITHDRAWN, author, snapshot, None),
    )


def _refuse_decided(proposals: Sequence[Proposal]) -> None:
    if not proposals or any(one.status is not ProposalStatus.PENDING for one in proposals):
        raise UnacceptableProposal("Cette proposition est déjà tranchée.", remedy="Relisez la liste.")


def _decide(
    draft: Draft, proposal: Proposal, status: ProposalStatus, author: str, snapshot: Snapshot, answer: str | None
) -> None:
    names = ("status", "decided_by", "decided_on", "answer")
    after = (status.value, author, snapshot.today.isoformat(), answer)
    before = (ProposalStatus.PENDING.value, None, None, None)
    draft.update("proposal", proposal.id, dict(zip(names, before, strict=True)), dict(zip(names, after, strict=True)))


def _apply(draft: Draft, proposal: Proposal, present: Snapshot | None) -> None:
    """Put the content of a proposal into a draft, its new objects with real identifiers."""
    given: dict[int, int] = {}
    for row in proposal.content["creations"]:
        if "id" in row["values"]:
            given[row["values"]["id"]] = draft.take()
    for row in proposal.content["creations"]:
        draft.add(row["entity"], _real(row["entity"], row["values"], given))
    for row in proposal.content["updates"]:
        before = row["before"]
        if present is not None:
            before = {name: _plain(getattr(present.by_id[row["id"]], name)) for name in before}
        after = _real(row["entity"], row["after"], given)
        different = {name: value for name, value in after.items() if before[name] != value}
        if different:
            draft.update(row["entity"], row["id"], {name: before[name] for name in different}, different)


def _real(entity: str, values: Mapping[str, Stored], given: Mapping[int, int]) -> dict[str, Stored]:
    """The values, with the identifiers of the objects that the proposal creates."""
    columns = TABLES[entity].columns
    return {
        name: given.get(value, value) if columns[name].foreign_keys or name == "id" else value
        for name, value in values.items()
    }


def _plain(value: Any) -> Stored:
    """A value of a snapshot as proposals hold it."""
    return dict(value) or None if isinstance(value, Mapping) else stored(value)


def content_of(update: Update, disputed: Sequence[str] = ()) -> dict[str, Any]:
    """An update as a proposal holds it; `disputed`: the fields that the estate changed since the file was written."""
    content = {
        "entity": update.entity,
        "id": update.object_id,
        "before": dict(update.before),
        "after": dict(update.after),
    }
    return {**content, "disputed": list(disputed)} if disputed else content
