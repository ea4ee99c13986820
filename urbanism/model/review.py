"""What communes say when they review their map: of each object, of each question, and what they propose to change.

Everything here is a commune's own, but for whom a campaign asks and what. `object_id` names any object of the estate.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, Key, choice, foreign_key, stored_by_value
from urbanism.vocabulary import ProposalStatus, ReviewVerdict


class CampaignCommune(Base):
    """A commune that a campaign asks."""

    __tablename__ = "campaign_commune"

    campaign_id: Mapped[int] = foreign_key("campaign.id", primary_key=True)
    commune_id: Mapped[int] = foreign_key("commune.id", primary_key=True)


class CampaignQuestion(Base):
    """A question that a campaign asks every commune, beside its map."""

    __tablename__ = "campaign_question"

    id: Mapped[Key]
    campaign_id: Mapped[int] = foreign_key("campaign.id", index=True)
    rank: Mapped[int]
    text: Mapped[str]


class CampaignAnswer(Base):
    """What a commune answers to a question."""

    __tablename__ = "campaign_answer"
    __table_args__ = (UniqueConstraint("question_id", "commune_id"),)

    id: Mapped[Key]
    question_id: Mapped[int] = foreign_key("campaign_question.id")
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    text: Mapped[str]


class ReviewMark(Base):
    """What a commune says, in a campaign, of one of its objects."""

    __tablename__ = "review_mark"
    __table_args__ = (UniqueConstraint("campaign_id", "object_id"),)

    id: Mapped[Key]
    campaign_id: Mapped[int] = foreign_key("campaign.id")
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    object_id: Mapped[int]
    verdict: Mapped[ReviewVerdict] = mapped_column(stored_by_value(ReviewVerdict))
    made_by: Mapped[str]
    made_on: Mapped[date]


class Assignment(Base):
    """An object given to a colleague to review."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("campaign_id", "object_id"),)

    id: Mapped[Key]
    campaign_id: Mapped[int] = foreign_key("campaign.id")
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    object_id: Mapped[int]
    person: Mapped[str]
    note: Mapped[str | None]


class Remark(Base):
    """What someone says of an object, or of a proposal; open to that commune and to those who see everything."""

    __tablename__ = "remark"

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    object_id: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    made_by: Mapped[str]
    made_on: Mapped[date]


class SignedUnknowns(Base):
    """What a map did not say when it was signed: the missing fields of each application, by its code."""

    __tablename__ = "signed_unknowns"

    id: Mapped[Key]
    attestation_id: Mapped[int] = foreign_key("attestation.id", index=True)
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Proposal(Base):
    """Changes that a commune proposes together, to be accepted or refused (`urbanism.governance.proposals`)."""

    __tablename__ = "proposal"

    id: Mapped[Key]
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    title: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str | None]
    source: Mapped[str | None]
    proposed_by: Mapped[str]
    proposed_on: Mapped[date]
    status: Mapped[ProposalStatus] = choice(ProposalStatus.PENDING)
    decided_by: Mapped[str | None]
    decided_on: Mapped[date | None]
    answer: Mapped[str | None]
