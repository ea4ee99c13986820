"""What communes say when they review their map: answers, marks, remarks, proposals."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from urbanism.snapshot.base import Extra
from urbanism.vocabulary import ProposalStatus, ReviewVerdict


class CampaignCommune(NamedTuple):
    """A commune that a campaign asks."""

    campaign_id: int
    commune_id: int


class CampaignQuestion(NamedTuple):
    """A question that a campaign asks every commune, beside its map."""

    id: int
    campaign_id: int
    rank: int
    text: str


class CampaignAnswer(NamedTuple):
    """What a commune answers to a question."""

    id: int
    question_id: int
    commune_id: int
    text: str


class ReviewMark(NamedTuple):
    """What a commune says, in a campaign, of one of its objects."""

    id: int
    campaign_id: int
    commune_id: int
    object_id: int
    verdict: ReviewVerdict
    made_by: str
    made_on: date


class Assignment(NamedTuple):
    """An object given to a colleague to review."""

    id: int
    campaign_id: int
    commune_id: int
    object_id: int
    person: str
    note: str | None


class Remark(NamedTuple):
    """What someone says of an object or of a proposal of a commune."""

    id: int
    commune_id: int
    object_id: int
    text: str
    made_by: str
    made_on: date


class SignedUnknowns(NamedTuple):
    """What a map did not say when it was signed: the missing fields of each application, by its code."""

    id: int
    attestation_id: int
    commune_id: int
    content: Extra


class Proposal(NamedTuple):
    """Changes that a commune proposes together, and what became of them; `content` is that of the store."""

    id: int
    commune_id: int
    title: str
    content: Extra
    reason: str | None
    source: str | None
    proposed_by: str
    proposed_on: date
    status: ProposalStatus
    decided_by: str | None
    decided_on: date | None
    answer: str | None
