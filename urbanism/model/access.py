"""Who may sign in and for what, and the audit log: the tool's own data, apart from the estate and its history.

Nothing here is written by a plan of changes: a password's hash must not live for ever in the history, and an account
can be erased. What is done to accounts is told by the audit log.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from urbanism.model.base import Base, choice, foreign_key, stored_by_value
from urbanism.vocabulary import Act, Duty, Role


class Account(Base):
    """A person who signs in: by a password kept here, or by an identity provider (`subject`: its issuer and name)."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = choice(Role.GUEST)
    administrator: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class Membership(Base):
    """What an account does for a commune."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "commune_id", "duty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = foreign_key("account.id")
    commune_id: Mapped[int] = foreign_key("commune.id", index=True)
    duty: Mapped[Duty] = mapped_column(stored_by_value(Duty))


class MembershipBlock(Base):
    """A bloc that a référent métier answers for."""

    __tablename__ = "membership_block"

    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id", ondelete="CASCADE"), primary_key=True)
    block_id: Mapped[int] = foreign_key("functional_block.id", primary_key=True)


class SignedIn(Base):
    """A session: what the browser holds is never stored, only its digest."""

    __tablename__ = "signed_in"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = foreign_key("account.id", index=True)
    expires_at: Mapped[datetime]


class AuditEntry(Base):
    """An entry of the audit log. `digest` covers the entry and the digest before it: a chain that shows any gap."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_act_at", "act", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    address: Mapped[str | None]
    act: Mapped[Act] = mapped_column(stored_by_value(Act))
    what: Mapped[str]
    digest: Mapped[str]
