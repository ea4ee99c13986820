"""How long the tool's own personal data are kept, and taking away what has had its time."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Engine, delete, func, or_, select, update

from urbanism.access.accounts import erase, now
from urbanism.errors import NotAllowed, UrbanismError
from urbanism.model.access import Account, AuditEntry, SignedIn
from urbanism.model.memory import ChangeSet
from urbanism.store.audit import append
from urbanism.store.engine import writing
from urbanism.store.guards import KEPT_DAYS
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Act

ERASED = "auteur effacé"


class Periods(NamedTuple):
    """Days after which each goes: entries of the log, accounts nobody uses, names of authors in the history."""

    log: int = 365
    accounts: int = 730
    authors: int = 1825


class Purged(NamedTuple):
    """How many of each went."""

    log: int
    accounts: int
    authors: int


class TooShort(UrbanismError):
    """A period shorter than the least that is kept."""

    code = "duree_trop_courte"


def purge(engine: Engine, periods: Periods | None = None) -> Purged:
    """Take away what is older than its period; the purge itself is told by the log.

    Raises:
        TooShort: a period under six months, which the database would refuse for the log.
        NotAllowed: the viewer is no administrator.
    """
    asked = periods or Periods()
    if not viewer_of(engine).administrator:
        raise NotAllowed("La purge est réservée aux administrateurs.")
    if min(asked) < KEPT_DAYS:
        raise TooShort(f"Une durée de conservation compte au moins {KEPT_DAYS} jours.")
    log, accounts, named = (now() - timedelta(days=days) for days in asked)
    with writing(engine) as connection:
        connection.execute(delete(SignedIn).where(SignedIn.expires_at <= now()))
        idle = func.coalesce(Account.disabled_at, Account.last_seen_at, Account.created_at)
        removable = or_(Account.administrator.is_(False), Account.disabled_at.is_not(None))
        unused = connection.execute(select(Account.id).where(removable, idle < accounts)).scalars().all()
        for account in unused:
            erase(connection, account)
        known = (ChangeSet.made_at < named) & (ChangeSet.author != ERASED)
        authors = connection.execute(update(ChangeSet).where(known).values(author=ERASED)).rowcount
        entries = connection.execute(delete(AuditEntry).where(AuditEntry.at < log)).rowcount
        append(
            connection,
            Act.PURGE,
            f"{entries} entrées du journal, {len(unused)} comptes, {authors} noms d’auteurs"
            f" (durées : {asked.log}, {asked.accounts}, {asked.authors} jours)",
        )
    return Purged(entries, len(unused), authors)
