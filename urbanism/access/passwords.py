"""Passwords of local accounts: only their argon2id hash is kept."""

from __future__ import annotations

from functools import cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from urbanism.errors import UrbanismError

SHORTEST, LONGEST = 12, 200
"""Characters (CNIL, recommandation of 2022: twelve, with attempts limited); a longer text only costs time to hash."""

_turn = Lock()
"""Passwords are checked one after the other: each check takes 64 MiB and every processor."""


class WeakPassword(UrbanismError):
    """A password too short, too long, or too easily guessed."""

    code = "mot_de_passe_faible"


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hashed(password: str, email: str = "") -> str:
    """The hash to keep. Raises `WeakPassword`."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"Un mot de passe compte de {SHORTEST} à {LONGEST} signes.")
    if len(set(password)) < 5 or password.casefold() in email.casefold():
        raise WeakPassword("Ce mot de passe se devine trop facilement.", remedy="Enchaînez quatre ou cinq mots.")
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one whose hash is kept; as slow to answer where there is none."""
    try:
        with _turn:
            return _hasher().verify(kept or _nobody(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher().hash("personne n’a ce mot de passe")
