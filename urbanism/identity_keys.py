"""Keys that name an object of the estate for ever: made of words, so that decisions outlive re-imports.

A decision of identity says "these two names are one thing" (or not). It must hold when a workbook is imported again,
when an identifier changes, when a spelling differs by its case, accents or punctuation only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from urbanism.codes import slug

SEPARATOR = "|"
"""Stands between the parts of a key; `slug` never writes it."""

PRODUCTS, EDITORS, SUITES = "produits", "éditeurs", "suites"
APPLICATIONS, DEPARTMENTS = "applications", "directions"
DATA_OBJECTS, COMMUNES = "objets de données", "communes"
REFERENTIALS = "référentiels"
"""Decided on, never merged: bases of one object stay distinct until one of them becomes the master."""
KINDS = (PRODUCTS, EDITORS, SUITES, APPLICATIONS, DATA_OBJECTS, DEPARTMENTS, COMMUNES)
"""What can be the same thing written twice, in the order people work through it."""


def identity_key(name: str, owner: str | None = "") -> str:
    """The key of a name, within its owner where it has one (a product's editor, a department's commune).

    `slug` drops what is not a letter or digit of the Latin alphabet: a name that has none stands for itself.
    """
    parts = (slug(text) or " ".join(text.casefold().split()).replace(SEPARATOR, " ") for text in (name, owner or ""))
    return SEPARATOR.join(parts).rstrip(SEPARATOR)


def code_key(code: str, owner_code: str) -> str:
    """The key of an object that bears a code of its own within its owner (an application within its commune)."""
    return SEPARATOR.join((code.strip(), owner_code.strip()))


def pair_of(left: str, right: str) -> tuple[str, str]:
    """The two keys of a decision, in the order that decisions are kept in."""
    return (left, right) if left <= right else (right, left)


def standing_for(same: Iterable[tuple[str, str]], by_key: Mapping[str, int]) -> dict[str, int]:
    """The object that each key leads to: the one that bears it, else the only one among the keys declared the same."""
    neighbours: dict[str, set[str]] = {}
    for left, right in same:
        neighbours.setdefault(left, set()).add(right)
        neighbours.setdefault(right, set()).add(left)
    found = dict(by_key)
    seen: set[str] = set()
    for start in neighbours:
        if start in seen:
            continue
        together, stack = {start}, [start]
        while stack:
            for key in neighbours[stack.pop()] - together:
                together.add(key)
                stack.append(key)
        seen |= together
        there = {by_key[key] for key in together if key in by_key}
        if len(there) == 1:
            found |= dict.fromkeys(together, next(iter(there)))
    return found
