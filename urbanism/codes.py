"""Codes that the import gives to what a commune's workbook leaves without one.

They are stable: made from the holder's name and the object's name only, so that the same workbook imported again gives
the same codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_LENGTH = 40
"""Longest code made here, in characters."""

_SMALL_WORDS = frozenset("d de des du en et l la le les lès sous sur au aux commune ville mairie".split())


def slug(text: str) -> str:
    """The text in upper-case ASCII letters and digits, words joined by « - »: « État civil » gives « ETAT-CIVIL »."""
    ligatures = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    plain = unicodedata.normalize("NFKD", ligatures).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "-", re.sub(r"['’]", "-", plain).upper()).strip("-")


def holder_prefix(holder_name: str) -> str:
    """Initials of a holder's words (« Saint-Aubin-des-Prés » gives « SAP »), or the start of a single word."""
    words = [word for word in slug(holder_name).split("-") if word and word.lower() not in _SMALL_WORDS]
    if len(words) > 1:
        return "".join(word[0] for word in words)[:5]
    return words[0][:3] if words else "X"


def application_code(holder_name: str, application_name: str) -> str:
    """The code of an application that its holder gave none: « SAP-ETAT-CIVIL », 40 characters at most.

    Two names of a holder may give the same code: `unique_codes` tells them apart.
    """
    return _cut(f"{holder_prefix(holder_name)}-{slug(application_name) or 'SANS-NOM'}", MAX_LENGTH)


def referential_code(holder_name: str, referential_name: str) -> str:
    """The code of a referential that its holder gave none: « SAP-REF-VOIES », 40 characters at most."""
    return _cut(f"{holder_prefix(holder_name)}-REF-{slug(referential_name) or 'SANS-NOM'}", MAX_LENGTH)


def interface_code(source_code: str, target_code: str) -> str:
    """The code of an interface that its holder gave none: both ends' codes joined by « > »."""
    return f"{source_code}>{target_code}"


def unique_codes(codes: Iterable[str]) -> list[str]:
    """The codes in order, the second and later of equal ones ending in -2, -3… (shortened to fit when need be)."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    unique = []
    for code in codes:
        candidate = code
        while candidate in taken:
            last[code] = last.get(code, 1) + 1
            mark = f"-{last[code]}"
            candidate = _cut(code, max(MAX_LENGTH, len(code)) - len(mark)) + mark
        taken.add(candidate)
        unique.append(candidate)
    return unique


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip("-")
