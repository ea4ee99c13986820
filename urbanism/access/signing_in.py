"""Signing in: by password, slowed down where someone guesses, or by an identity provider; and the sessions that follow.

What a browser holds is a random token; only its digest is kept, until `LASTS` has passed, the person signs out, or the
account changes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from urbanism.access.accounts import Account, find, now
from urbanism.access.passwords import matches
from urbanism.errors import UrbanismError
from urbanism.model import access as model
from urbanism.store.audit import append, failures
from urbanism.store.engine import reading, writing
from urbanism.vocabulary import Act

LASTS = timedelta(hours=12)
"""A working day: how long a session lasts."""

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS = 5, 50
"""Refusals within `WINDOW` after which an account, or a network address, waits (a town hall may be one address)."""


class Refused(UrbanismError):
    """A sign-in that is refused; the same words whatever the reason, so that nobody learns who has an account."""

    code = "connexion_refusee"


class Throttled(UrbanismError):
    """Too many refusals: sign-ins wait."""

    code = "connexion_freinee"


def sign_in(engine: Engine, email: str, password: str, address: str | None = None) -> str:
    """Check a password and open a session; returns the token that the browser will hold.

    Raises:
        Refused: no such account, a wrong password, a disabled account.
        Throttled: too many refusals lately, for this account or from this network address.
    """
    who = email.strip().casefold()[:254]
    kept = select(model.Account.password_hash).where(model.Account.email == who)
    with reading(engine) as connection:
        _refuse_haste(connection, who, address)
        known = connection.execute(kept).scalar()
    right = matches(password, known)  # slow on purpose: nobody waits for it
    with writing(engine) as connection:
        _refuse_haste(connection, who, address)  # others may have guessed meanwhile
        account = find(connection, model.Account.email == who)
        right = right and connection.execute(kept).scalar() == known
        if right and account and account.disabled_at is None:
            return _open(connection, account, address)
        append(connection, Act.SIGN_IN_REFUSED, "mot de passe", who=who, address=address)
    raise Refused("L’adresse ou le mot de passe ne convient pas.")


def sign_in_by_provider(engine: Engine, claims: Mapping[str, Any], address: str | None = None) -> Account:
    """The account of a person whom an identity provider vouches for.

    By the provider's own name for the person, where an account bears it; else by their address, provided that it is
    verified, and the account then bears that name. There is no account by default.

    Raises:
        Refused: nobody opened an account for that person, or it is disabled.
    """
    subject = f"{claims.get('iss', '')}|{claims.get('sub', '')}"
    email = str(claims.get("email") or "").strip().casefold()
    with writing(engine) as connection:
        account = find(connection, model.Account.subject == subject) if claims.get("sub") else None
        if account is None and email and claims.get("email_verified") is True:
            account = find(connection, (model.Account.email == email) & model.Account.subject.is_(None))
            if account is not None and claims.get("sub"):
                connection.execute(update(model.Account).where(model.Account.id == account.id).values(subject=subject))
        if account is not None and account.disabled_at is None:
            _note_presence(connection, account, address)
            return account
        append(connection, Act.SIGN_IN_REFUSED, "fournisseur d’identité", who=email or subject, address=address)
    raise Refused(
        f"Aucun compte n’est ouvert ici pour « {email or 'vous'} ».",
        remedy="Demandez-le à l’urbaniste ou à l’administrateur de la cartographie.",
    )


def account_of_session(engine: Engine, token: str) -> Account | None:
    """Whose session a token opens; None where it opens none (any more)."""
    with reading(engine) as connection:
        query = select(model.SignedIn.account_id).where(
            model.SignedIn.digest == _digest(token), model.SignedIn.expires_at > now()
        )
        identifier = connection.execute(query).scalar()
        return _enabled(connection, model.Account.id == identifier) if identifier is not None else None


def account_of_provider(engine: Engine, claims: Mapping[str, Any]) -> Account | None:
    """The account of a person who signed in earlier by an identity provider; None where it is closed meanwhile."""
    subject = f"{claims.get('iss', '')}|{claims.get('sub', '')}"
    with reading(engine) as connection:
        return _enabled(connection, model.Account.subject == subject)


def sign_out(engine: Engine, account: Account | None, token: str | None = None) -> None:
    """End a session."""
    with writing(engine) as connection:
        if token:
            connection.execute(delete(model.SignedIn).where(model.SignedIn.digest == _digest(token)))
        if account:
            append(connection, Act.SIGN_OUT, "", who=account.email)


def _refuse_haste(connection: Connection, who: str, address: str | None) -> None:
    since = now() - WINDOW
    from_there = failures(connection, since, address=address) if address else 0
    if failures(connection, since, who=who) >= MOST_FOR_ACCOUNT or from_there >= MOST_FROM_ADDRESS:
        raise Throttled(
            "Trop de tentatives refusées.",
            remedy=f"Attendez {int(WINDOW.total_seconds() // 60)} minutes, ou faites changer votre mot de passe.",
        )


def _open(connection: Connection, account: Account, address: str | None) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(delete(model.SignedIn).where(model.SignedIn.expires_at <= now()))
    connection.execute(
        insert(model.SignedIn).values(digest=_digest(token), account_id=account.id, expires_at=now() + LASTS)
    )
    _note_presence(connection, account, address)
    return token


def _note_presence(connection: Connection, account: Account, address: str | None) -> None:
    connection.execute(update(model.Account).where(model.Account.id == account.id).values(last_seen_at=now()))
    append(connection, Act.SIGN_IN, "", who=account.email, address=address)


def _enabled(connection: Connection, condition: Any) -> Account | None:
    account = find(connection, condition)
    return account if account is not None and account.disabled_at is None else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
