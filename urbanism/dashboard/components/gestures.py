"""What people do that changes the estate: a page asks here before it shows a form or a button that writes.

Nobody is so offered what saving would refuse. The refusal itself stays where data are written (`store/rights.py`), and
both read the same rights.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from urbanism.dashboard.state import Estate
from urbanism.governance.editable import NAMES
from urbanism.store.history import Run
from urbanism.store.rights import EVERYTHING, Place, may_create, may_write
from urbanism.store.sharing import OWNER
from urbanism.store.snapshots import SOURCES


class Gesture(NamedTuple):
    """Something people do: the entities that it writes, and who may, as everyone else is told."""

    writes: tuple[str, ...]
    who: str


EDIT = Gesture(("application",), "Une fiche se modifie par sa commune, ou par l’urbaniste.")
IMPORT = Gesture(("application", "interface", "contract"), "L’urbaniste et les correspondants des communes importent.")
PLACE = Gesture(("application",), "Le bloc d’une application se confirme par sa commune, ou par l’urbaniste.")
MATCH = Gesture(("identity_decision",), "Seul l’urbaniste décide de ce qui est une même chose.")
RULE_SOURCES = Gesture(("authority_rule",), "Seul l’urbaniste dit quelle source fait référence.")
WAIVE = Gesture(("waiver",), "Seul l’urbaniste accorde et retire les dérogations.")
SET_LIMITS = Gesture(("assessment",), "Seuls l’urbaniste et la DSI règlent ces seuils.")
MEASURE = Gesture(
    ("assessment",),
    "L’urbaniste, la DSI et les correspondants des communes saisissent cet indicateur.",
)
MODEL = Gesture(
    ("process", "process_step"), "L’urbaniste, et les correspondants pour leur commune, modélisent les processus."
)
OPEN_PROJECT = Gesture(
    ("project", "project_department", "project_block", "project_data_object", "project_document", "intended_change"),
    "L’urbaniste, la DSI et le correspondant de la commune tiennent les projets.",
)
BRING = Gesture(
    ("application", "interface"), "L’urbaniste et le correspondant de la commune disent ce que le projet apporte."
)
GO_LIVE = Gesture(
    ("project", "application", "interface", "served_commune"),
    "L’urbaniste, ou le correspondant de toutes les communes touchées, met ce projet en service.",
)
GIVE_OPINION = Gesture(
    ("diagnostic", "signed_diagnosis", "reserve"),
    "L’urbaniste et la DSI signent les avis et lèvent les réserves.",
)
KEEP_SCENARIO = Gesture(("scenario",), "Seul l’urbaniste garde un plan.")
OPEN_PLANNED = Gesture(("project", "intended_change", "application"), "Seul l’urbaniste ouvre les projets d’un plan.")
REVIEW = Gesture(
    ("review_mark", "assignment", "campaign_answer"),
    "Les correspondants, référents métiers et valideurs de la commune revoient sa carte.",
)
SIGN = Gesture(("attestation", "signed_unknowns"), "Le valideur de la commune signe.")
RETURN = Gesture(("application", "proposal"), "Le correspondant de la commune rend le classeur.")
PROPOSE = Gesture(("proposal",), "Les correspondants, référents métiers et valideurs d’une commune proposent.")
POOL = Gesture(("pooling",), "Vous lisez la parole de la commune ; ses valideurs et correspondants la donnent.")
KEEP_COMPARISON = Gesture(("extract_comparison",), "Le correspondant de la commune garde ce résultat.")
COMMENT = Gesture(("remark",), "Les correspondants, référents métiers et valideurs commentent.")


def may(estate: Estate, gesture: Gesture, commune_id: int | None = None, block_id: int | None = None) -> bool:
    """Whether whoever reads may do it for a commune and bloc (None: for none in particular); the past is only read."""
    place = Place(commune_id, block_id)
    return estate.past is None and all(may_write(estate.viewer, entity, place) for entity in gesture.writes)


def offered(estate: Estate, gesture: Gesture, commune_id: int | None = None) -> bool:
    """The same, which says who may where whoever reads may not."""
    allowed = may(estate, gesture, commune_id)
    if not allowed:
        tell_who(estate, gesture)
    return allowed


def tell_who(estate: Estate, gesture: Gesture) -> None:
    """Say who may; of the past, the band above says enough."""
    if estate.past is None:
        st.caption(f":material/lock: {gesture.who}")


def places(estate: Estate, gesture: Gesture) -> list[int | None]:
    """The communes for which whoever reads may do it; None, first, where they may for none in particular."""
    communes = (None, *(commune.id for commune in estate.snapshot.communes))
    return [commune for commune in communes if may(estate, gesture, commune)]


def may_edit_record(estate: Estate, table: str, record: Any) -> bool:
    """Whether whoever reads may change an object that people edit."""
    entity = SOURCES[table][0]
    held = OWNER.get(entity)
    holder = record if held is None else estate.snapshot.by_id.get(getattr(record, held), record)
    return may_write(
        estate.viewer, entity, Place(getattr(holder, "commune_id", None), getattr(holder, "block_id", None))
    )


def may_hold(estate: Estate, table: str, holder: Any) -> bool:
    """Whether whoever reads may create an object of a table that `holder` (a commune, an application…) would hold."""
    block = getattr(holder, "block_id", None)
    return may_create(estate.viewer, SOURCES[table][0], Place(getattr(holder, "commune_id", holder.id), block))


def creatable(estate: Estate) -> list[str]:
    """The kinds of objects of which whoever reads may create one."""
    found = {Place(place.commune_id) for place in _own_places(estate)}
    return [table for table in NAMES if any(may_create(estate.viewer, SOURCES[table][0], one) for one in found)]


def editable(estate: Estate) -> list[str]:
    """The kinds of objects of which whoever reads may change some."""
    found = _own_places(estate)
    return [table for table in NAMES if any(may_write(estate.viewer, SOURCES[table][0], one) for one in found)]


def _own_places(estate: Estate) -> list[Place]:
    """Where whoever reads may have something to write: in no commune, in each of theirs, in the blocs of a référent."""
    duties = estate.viewer.memberships
    return [Place(), *(Place(one.commune_id, block) for one in duties for block in (None, *one.blocks))]


def may_undo(estate: Estate, run: Run) -> bool:
    """Whether whoever reads is offered to undo an operation: theirs, or any for those who write everything."""
    return estate.viewer.role in EVERYTHING or run.author == estate.viewer.name
