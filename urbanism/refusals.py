"""What a database, a server or the disk refused, in a few French words."""

from __future__ import annotations

import errno

BY_NUMBER = {
    errno.ENOENT: "le fichier, ou son dossier, n’existe pas",
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce chemin passe par un fichier comme par un dossier",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.EDQUOT: "il n’y a plus de place sur le disque",
}
"""The system's refusals."""

BY_WORDS = (
    (("unique constraint",), "une fiche du même nom ou du même code existe déjà"),
    (("foreign key",), "une fiche en désigne une autre qui n’existe pas, ou qui doit rester"),
    (("not null", "not-null"), "il manque une valeur nécessaire"),
    (("check constraint",), "une valeur n’est pas de celles qui sont permises"),
    (("refused", "timeout", "could not translate", "failed to resolve"), "le serveur ne répond pas"),
    (("authentication failed", "no password"), "le nom ou le mot de passe est refusé"),
    (("no such table", "no such column", 'relation "'), "il y manque des tables ou des colonnes de ce logiciel"),
    (("does not exist",), "le serveur ne connaît pas cette base ou ce nom"),
    (("unable to open",), "le fichier ne peut pas être ouvert ou créé"),
    (("not a database",), "ce fichier n’est pas une base de données"),
    (("malformed",), "ce fichier est abîmé : restaurez une sauvegarde"),
    (("is full", "no space left"), "il n’y a plus de place sur le disque"),
    (("locked",), "une autre écriture est en cours"),
    (("readonly",), "elle est en lecture seule"),
)
"""The refusals of SQLite and PostgreSQL, by the words of their messages; the first found is told."""


def reason_of(error: BaseException) -> str:
    """Why `error`, of the system or of a database, was raised: French words where it is known, else its own."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, OSError) and original.errno in BY_NUMBER:
        return BY_NUMBER[original.errno]
    words = str(original)
    lowered = words.lower()
    found = next((reason for signs, reason in BY_WORDS if any(sign in lowered for sign in signs)), None)
    return found or (words.splitlines()[0] if words else type(original).__name__)
