"""Signatures: a validator signs the map of a commune as they read it; someone else's change, or time, breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.french import count
from urbanism.governance.saving import Draft, save
from urbanism.snapshot import Attestation, Campaign, Snapshot
from urbanism.store.touched import LaterChange, changes_of_maps

VALIDITY = timedelta(days=365)
"""How long a signature holds when nothing changes."""


class UnacceptableSignature(UrbanismError):
    """A signature under a map that does not say everything, without the signatory's knowing it."""

    code = "signature_refusee"


class SignatureState(StrEnum):
    """What a signature is worth today."""

    ABSENT = "non signée"
    VALID = "signée"
    FALLEN = "tombée"
    EXPIRED = "expirée"


class Signature(NamedTuple):
    """The signature of a commune in a campaign; `because`: the changes of others that made it fall."""

    state: SignatureState
    attestation: Attestation | None = None
    because: tuple[LaterChange, ...] = ()


def sign(
    engine: Engine,
    seen: Snapshot,
    campaign: Campaign,
    commune_id: int,
    remaining: Mapping[str, Sequence[str]],
    author: str,
    knowingly: bool = False,
) -> int | None:
    """Sign the map of a commune as `seen`: what others changed since that reading already breaks the signature.

    Args:
        remaining: what the map does not say yet, by code of application: written under the signature.
        knowingly: whether the signatory has read it.

    Raises:
        UnacceptableSignature: something remains, and the signatory does not say that they know.
        NotAllowed: they do not sign for this commune.
    """
    if remaining and not knowingly:
        missing = count(sum(map(len, remaining.values())), "valeur manque", "valeurs manquent")
        raise UnacceptableSignature(
            f"{missing} à {count(len(remaining), 'application')}.",
            remedy="Complétez-les, ou signez en sachant qu’elles manquent : leur liste sera jointe à la signature.",
        )
    values = {
        "signed_by": author,
        "signed_on": seen.today.isoformat(),
        "expires_on": (seen.today + VALIDITY).isoformat(),
        "revision": seen.revision,
    }
    unknowns = {code: list(words) for code, words in remaining.items()}
    key = {"campaign_id": campaign.id, "commune_id": commune_id}

    def write(draft: Draft) -> None:
        signed = draft.put("attestation", key, values)
        draft.put("signed_unknowns", {"attestation_id": signed, "commune_id": commune_id}, {"content": unknowns})

    return save(engine, author, f"Signature de la carte, campagne « {campaign.name[:100]} »", write)


def signatures(engine: Engine, snapshot: Snapshot, campaign: Campaign) -> dict[int, Signature]:
    """What the signature of each commune that a campaign asks is worth today, among those that the viewer sees."""
    asked = [row.commune_id for row in snapshot.campaign_communes if row.campaign_id == campaign.id]
    signed = {one.commune_id: one for one in snapshot.attestations if one.campaign_id == campaign.id}
    later: Iterable[LaterChange] = ()
    if signed:
        later = changes_of_maps(engine, min(one.revision for one in signed.values()), _holders(snapshot))
    changes: dict[int, list[LaterChange]] = {}
    for change in later:
        changes.setdefault(change.commune_id, []).append(change)
    return {
        commune: _signature(signed.get(commune), changes.get(commune, ()), snapshot.today)
        for commune in asked
        if commune not in snapshot.hidden_communes
    }


def last_signature(snapshot: Snapshot, commune_id: int) -> Attestation | None:
    """The last signature of a commune, whatever the campaign and whatever became of it."""
    signed = (one for one in snapshot.attestations if one.commune_id == commune_id)
    return max(signed, key=lambda one: one.revision, default=None)


def _signature(signed: Attestation | None, changes: Sequence[LaterChange], today: date) -> Signature:
    if signed is None:
        return Signature(SignatureState.ABSENT)
    of_others = tuple(c for c in changes if c.change_set > signed.revision and c.author != signed.signed_by)
    if of_others:
        return Signature(SignatureState.FALLEN, signed, of_others)
    expired = signed.expires_on is not None and signed.expires_on < today
    return Signature(SignatureState.EXPIRED if expired else SignatureState.VALID, signed)


def _holders(snapshot: Snapshot) -> dict[int, int]:
    """The commune of each object of the maps."""
    held = (
        snapshot.applications, snapshot.departments, snapshot.contracts, snapshot.referentials, snapshot.interfaces,
        snapshot.processings, snapshot.processes, snapshot.poolings,
    )  # fmt: skip
    found = {one.id: one.commune_id for table in held for one in table if one.commune_id is not None}
    found |= {one.id: found[one.application_id] for one in snapshot.data_uses if one.application_id in found}
    found |= {one.id: found[one.process_id] for one in snapshot.process_steps if one.process_id in found}
    return found
