"""The audit log: who signed in, read, took away or changed what, and when. Appended to, never altered.

Each entry bears a digest of itself and of the one before: an entry altered or taken out breaks the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select

from urbanism.errors import NotAllowed
from urbanism.model.access import AuditEntry
from urbanism.store.engine import reading, writing
from urbanism.store.viewer import Viewer, viewer_of
from urbanism.vocabulary import Act

LONGEST = 500
"""Characters kept of what an entry tells: enough for an address, too few to fill the disk with one."""


class Entry(NamedTuple):
    """An entry of the log. `at` is in universal time; `address` is the network address, where it is known."""

    id: int
    at: datetime
    who: str
    address: str | None
    act: Act
    what: str
    digest: str


def record(engine: Engine, act: Act, what: str, *, who: str | None = None, address: str | None = None) -> None:
    """Append an entry, told of the viewer the engine acts for unless `who` says otherwise."""
    with writing(engine) as connection:
        append(connection, act, what, who=who, address=address)


def append(connection: Connection, act: Act, what: str, *, who: str | None = None, address: str | None = None) -> None:
    """Append an entry within a transaction that writes."""
    previous = connection.execute(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)).scalar() or ""
    at = datetime.now(UTC).replace(microsecond=0)
    told = (who or _name(viewer_of(connection)), address, act, what[:LONGEST])
    connection.execute(
        insert(AuditEntry).values(
            at=at, who=told[0], address=told[1], act=told[2], what=told[3], digest=_digest(previous, at, *told)
        )
    )


def entries(
    engine: Engine, limit: int = 500, *, acts: Iterable[Act] = (), since: datetime | None = None
) -> tuple[Entry, ...]:  # fmt: skip
    """The last entries, newest first.

    Raises:
        NotAllowed: the viewer is no administrator.
    """
    _for_administrators(engine)
    query = select(AuditEntry.__table__).order_by(AuditEntry.id.desc()).limit(limit)
    if wanted := list(acts):
        query = query.where(AuditEntry.act.in_(wanted))
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    with reading(engine) as connection:
        return tuple(_entry(row) for row in connection.execute(query))


def first_broken(engine: Engine) -> Entry | None:
    """The first entry that does not follow from the one before it; None where the whole chain holds.

    The oldest entry kept is believed: the ones before it may have been purged.
    """
    _for_administrators(engine)
    previous = None
    with reading(engine) as connection:
        rows = connection.execution_options(yield_per=1000).execute(
            select(AuditEntry.__table__).order_by(AuditEntry.id)
        )
        for entry in map(_entry, rows):
            if previous is not None and entry.digest != _digest(previous, *entry[1:-1]):
                return entry
            previous = entry.digest
    return None


def failures(connection: Connection, since: datetime, **place: str) -> int:
    """How many sign-ins were refused since a moment, for `who` or from an `address`."""
    query = select(func.count()).where(AuditEntry.act == Act.SIGN_IN_REFUSED, AuditEntry.at >= since)
    for name, value in place.items():
        query = query.where(AuditEntry.__table__.columns[name] == value)
    return int(connection.execute(query).scalar_one())


def _name(viewer: Viewer) -> str:
    return viewer.name if viewer.account_id is None else f"{viewer.name} (compte n° {viewer.account_id})"


def _for_administrators(engine: Engine) -> None:
    if not viewer_of(engine).administrator:
        raise NotAllowed("Le journal est réservé aux administrateurs.")


def _entry(row: Any) -> Entry:
    return Entry(row.id, in_utc(row.at), row.who, row.address, row.act, row.what, row.digest)


def in_utc(moment: datetime) -> datetime:
    """A stored moment in universal time (SQLite keeps no time zone)."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _digest(previous: str, at: datetime, who: str, address: str | None, act: Act, what: str) -> str:
    told = "\x1f".join((previous, at.isoformat(), who, address or "", act.value, what))
    return hashlib.sha256(told.encode()).hexdigest()
