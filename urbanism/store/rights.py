"""Who may write what: the one place where a plan of changes is held against the rights of whoever applies it.

The urbanist and the local user write everything. A commune's own objects are written by its correspondents, those of
some blocs by its référents métiers, its signatures by its validators. What communes share (blocs, products, identities,
waivers…) is the urbanist's: a commune may add the editor or product that its own file names, never change one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from urbanism.errors import NotAllowed
from urbanism.model.memory import ChangeSet
from urbanism.store.changes import Plan
from urbanism.store.sharing import OWNER
from urbanism.store.tables import TABLES, Stored, read_rows
from urbanism.store.viewer import Membership, Viewer
from urbanism.vocabulary import Duty, Operation, ProposalStatus, Role

EVERYTHING = frozenset({Role.LOCAL, Role.URBANIST})
"""The roles that write everything."""

OF_A_ROLE: Mapping[Role, frozenset[str]] = {
    Role.DSI: frozenset(
        "contract project project_department project_block project_data_object intended_change project_document"
        " document_content diagnostic signed_diagnosis reserve assessment".split()
    ),
    Role.DPO: frozenset({"processing", "processing_application"}),
}
"""What other roles that see everything write, whatever the commune."""

OF_APPLICATIONS = frozenset({"application", "secondary_block", "served_commune", "data_use"})
"""What a référent métier writes, for the applications of their blocs."""

OF_A_COMMUNE = OF_APPLICATIONS | frozenset(
    "department contract referential carried_object interface interface_object processing processing_application"
    " process process_step project project_department project_block project_data_object intended_change"
    " project_document document_content pooling assessment import_profile extract_comparison".split()
)
"""What a correspondent writes, for their commune."""

OF_A_SIGNATORY = frozenset({"attestation", "signed_unknowns", "pooling"})
"""What a validator writes, for their commune: its word."""

OF_A_REVIEW = frozenset("campaign_answer review_mark assignment remark proposal".split())
"""What correspondents, référents métiers and validators write, for their commune, when they review its map."""

REVIEWERS = (Duty.CORRESPONDENT, Duty.REFERENT, Duty.VALIDATOR)

OF_THOSE_WHO_PROPOSE = frozenset({ProposalStatus.PENDING.value, ProposalStatus.WITHDRAWN.value})
"""What a commune makes of its own proposal; the other states are given by whoever may decide of it."""

CATALOGUE = frozenset({"editor", "suite", "product"})
"""What is shared, and that a commune's file may add to."""


class Place(NamedTuple):
    """Where an object stands: its commune (None: none), and the bloc of the application it belongs to."""

    commune_id: int | None = None
    block_id: int | None = None


class Touch(NamedTuple):
    """What a plan does to one row; `values` are its own, or None where the stored ones are meant."""

    operation: Operation
    entity: str
    object_id: int | None
    values: Mapping[str, Stored]


def refuse_unlawful(connection: Connection, plan: Plan, viewer: Viewer) -> None:
    """Raise `NotAllowed` unless `viewer` may make every change of `plan`; checked before anything is written."""
    if viewer.role in EVERYTHING:
        return
    places = _Places(connection, _touches(plan))
    if not all(may_decide(viewer, *proposal) for proposal in _decided(connection, plan)):
        raise NotAllowed("Cette proposition n’est pas à vous de trancher.", remedy="L’urbaniste le fera.")
    undoing_oneself = plan.undoes is not None and _author(connection, plan.undoes) == viewer.name
    for touch in _touches(plan):
        if touch.entity in CATALOGUE:
            allowed = _adds(viewer) and (
                touch.operation is Operation.CREATE or (undoing_oneself and touch.operation is Operation.DELETE)
            )
        else:
            allowed = may_write(viewer, touch.entity, places.of(touch))
        if not allowed:
            raise NotAllowed(
                "Vous n’avez pas le droit d’enregistrer cette modification : elle touche un objet commun à toutes les"
                " communes, ou d’une commune dont vous ne tenez pas la fiche.",
                remedy="Rien n’a été enregistré ; adressez-la à l’urbaniste ou au correspondant de cette commune.",
            )


def may_write(viewer: Viewer, entity: str, place: Place) -> bool:
    """Whether `viewer` may create, change or delete an object of that entity that stands there."""
    if viewer.role in EVERYTHING:
        return True
    if entity in OF_A_ROLE.get(viewer.role, ()):
        return True
    return any(_covers(one, entity, place) for one in viewer.memberships if one.commune_id == place.commune_id)


def may_create(viewer: Viewer, entity: str, place: Place) -> bool:
    """Whether `viewer` may create an object of that entity there: those of the catalogue may be added to."""
    return (entity in CATALOGUE and _adds(viewer)) or may_write(viewer, entity, place)


def may_edit(viewer: Viewer, commune_id: int | None, block_id: int | None = None) -> bool:
    """Whether `viewer` may change an application of a commune and bloc: what a page asks to show its form or not."""
    return may_write(viewer, "application", Place(commune_id, block_id))


def may_decide(viewer: Viewer, commune_id: int | None, content: Mapping[str, Any]) -> bool:
    """Whether `viewer` may accept or refuse a commune's proposal: the urbanist, or who may write all it changes."""
    touched = {row["entity"] for row in content["updates"]}
    touched |= {row["entity"] for row in content["creations"]} - CATALOGUE
    return viewer.role in EVERYTHING or all(may_write(viewer, entity, Place(commune_id)) for entity in touched)


def may_read_history(connection: Connection, entity: str, object_id: int, viewer: Viewer) -> bool:
    """Whether the story of an object is open to `viewer`: theirs if a commune of theirs holds it.

    The story of what communes share tells of all of them: it is for those who see everything, as is that of an object
    that is gone.
    """
    if viewer.sees_everything:
        return True
    return viewer.sees_all_of(_Places(connection).of_object(entity, object_id).commune_id)


def objects_of(connection: Connection, communes: Iterable[int]) -> set[int]:
    """The identifiers of everything that some communes hold."""
    held = set(communes)
    for entity, table in TABLES.items():
        owner = OWNER.get(entity, "commune_id")
        if "id" in table.columns and owner in table.columns:
            held.update(row[0] for row in read_rows(connection, entity, ("id", owner)) if row[1] in held)
    return held


def _covers(membership: Membership, entity: str, place: Place) -> bool:
    if entity in OF_A_REVIEW:
        return membership.duty in REVIEWERS
    if membership.duty is Duty.CORRESPONDENT:
        return entity in OF_A_COMMUNE
    if membership.duty is Duty.VALIDATOR:
        return entity in OF_A_SIGNATORY
    if membership.duty is Duty.REFERENT:
        return entity in OF_APPLICATIONS and place.block_id in membership.blocks
    return False


def _adds(viewer: Viewer) -> bool:
    return any(membership.duty is Duty.CORRESPONDENT for membership in viewer.memberships)


def _author(connection: Connection, change_set: int) -> str | None:
    return connection.execute(select(ChangeSet.author).where(ChangeSet.id == change_set)).scalar()


def _decided(connection: Connection, plan: Plan) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The commune and content of the proposals that a plan decides of, or makes already decided."""
    for batch in plan.creations:
        if batch.entity == "proposal":
            rows = (dict(zip(batch.fields, row, strict=True)) for row in batch.rows)
            yield from ((r["commune_id"], r["content"]) for r in rows if r["status"] not in OF_THOSE_WHO_PROPOSE)
    for item in plan.updates:
        states = {item.before.get("status"), item.after.get("status")} - {None}
        if item.entity == "proposal" and not states <= OF_THOSE_WHO_PROPOSE:
            yield from read_rows(connection, "proposal", ("commune_id", "content"), "id = ?", (item.object_id,))


def _touches(plan: Plan) -> Iterator[Touch]:
    for batch in plan.creations:
        for row in batch.rows:
            values = dict(zip(batch.fields, row, strict=True))
            yield Touch(Operation.CREATE, batch.entity, values.get("id"), values)
    for item in plan.updates:
        yield Touch(Operation.UPDATE, item.entity, item.object_id, {})
        if item.after.keys() & {"commune_id", "block_id", OWNER.get(item.entity)}:
            yield Touch(Operation.UPDATE, item.entity, item.object_id, item.after)
    for gone in plan.deletions:
        yield Touch(Operation.DELETE, gone.entity, gone.object_id, gone.before)


class _Places:
    """Where the objects that a plan touches stand: in the plan where it makes them, in the database else."""

    def __init__(self, connection: Connection, touches: Iterable[Touch] = ()) -> None:
        self._connection = connection
        self._made: dict[tuple[str, int | None], Mapping[str, Stored]] = {
            (touch.entity, touch.object_id): touch.values
            for touch in touches
            if touch.operation is Operation.CREATE and touch.object_id is not None
        }
        self._known: dict[tuple[str, int | None], Place] = {}

    def of(self, touch: Touch) -> Place:
        """Where a row stands, or is about to."""
        columns = TABLES[touch.entity].columns
        stored = self._stored(touch.entity, touch.object_id) if touch.operation is Operation.UPDATE else {}
        values = {**stored, **touch.values}
        owner = OWNER.get(touch.entity)
        if owner is None:
            return Place(values.get("commune_id"), values.get("block_id")) if "commune_id" in columns else Place()
        parents = [key.column.table.name for key in columns[owner].foreign_keys]
        return self.of_object(parents[0], values.get(owner)) if parents else Place()

    def of_object(self, entity: str, object_id: int | None) -> Place:
        """Where an object stands."""
        key = (entity, object_id)
        if key not in self._known:
            values = self._made.get(key) or self._stored(entity, object_id)
            self._known[key] = self.of(Touch(Operation.CREATE, entity, object_id, values)) if values else Place()
        return self._known[key]

    def _stored(self, entity: str, object_id: int | None) -> Mapping[str, Stored]:
        names = tuple(
            name
            for name in ("id", "commune_id", "block_id", OWNER.get(entity))
            if name is not None and name in TABLES[entity].columns
        )
        rows = read_rows(self._connection, entity, names, "id = ?", (object_id,)) if "id" in names else []
        return dict(zip(names, rows[0], strict=True)) if rows else {}
