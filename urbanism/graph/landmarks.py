"""The places of the plan that play a part of their own in the rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Landmarks:
    """Codes of the places with a special part; the shipped nomenclature's by default, a user's own otherwise.

    `hub_blocks` hold the common pot, `decision_blocks` the decision support (R13), `shared_zones` what several trades
    share (R15).
    """

    hub_blocks: frozenset[str] = frozenset({"pot-commun"})
    decision_blocks: frozenset[str] = frozenset({"decisionnel"})
    shared_zones: frozenset[str] = frozenset({"donnees"})
