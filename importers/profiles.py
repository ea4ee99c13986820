"""How a commune's file is to be understood, as a person corrected it: kept, and used next time.

As a file (``--profile``) it is JSON::

    {"commune": "Saint-Aubin",
     "tables": [{"headers": ["Nom", "Édité par"], "kind": "applications", "columns": {"Édité par": "editor"}}],
     "names": {"Le gros logiciel de paie": "SAP-PAIE"}}

A kind of null says that the table is not to be imported; columns that a profile does not speak of are guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.fields import KINDS
from importers.values import fold
from urbanism.errors import UrbanismError


class UnusableProfile(UrbanismError):
    """A profile that cannot be read, or names a kind or a field that does not exist."""

    code = "profil_inutilisable"


@dataclass(frozen=True, slots=True)
class TableProfile:
    """What a table with these headers holds; `columns` gives a folded header its field, or None for none.

    `kind` is None for a table that is not to be imported.
    """

    headers: frozenset[str]
    kind: str | None
    columns: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's corrections.

    Attributes:
        commune: the holder whose estate the file describes, or None.
        tables: how its tables are to be read.
        names: what an application named freely in a list stands for: folded text → code.
    """

    commune: str | None = None
    tables: tuple[TableProfile, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def for_headers(self, headers: Sequence[str]) -> TableProfile | None:
        """The correction made for a table with exactly these headers."""
        folded = frozenset(fold(header) for header in headers)
        return next((table for table in self.tables if table.headers == folded), None)

    def to_json(self) -> dict[str, Any]:
        """As it is stored and written."""
        return {
            "commune": self.commune,
            "tables": [
                {"headers": sorted(table.headers), "kind": table.kind, "columns": dict(table.columns)}
                for table in self.tables
            ],
            "names": dict(self.names),
        }

    def merged_with(self, other: Profile) -> Profile:
        """Both profiles; where they speak of the same table or name, `other` has the last word."""
        replaced = {table.headers for table in other.tables}
        kept = tuple(table for table in self.tables if table.headers not in replaced)
        return Profile(other.commune or self.commune, (*kept, *other.tables), {**self.names, **other.names})


EMPTY = Profile()


def read_profile(path: Path) -> Profile:
    """Read a profile file.

    Raises:
        UnusableProfile: it is missing, is not JSON, or names what does not exist.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableProfile(
            "Ce profil ne peut pas être lu.", where=str(path), remedy="Vérifiez le chemin et vos droits."
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnusableProfile(
            "Ce profil n’est pas du JSON.", where=str(path), remedy="Enregistrez-le à nouveau depuis la page d’import."
        ) from error
    return profile_from_json(content, str(path))


def profile_from_json(content: Any, where: str = "profil") -> Profile:
    """A profile from its JSON form. Raises `UnusableProfile`."""
    if not isinstance(content, dict):
        raise UnusableProfile("Ce profil n’a pas la forme attendue.", where=where)
    tables = tuple(_table(item, where) for item in content.get("tables", ()))
    names = {fold(str(text)): str(code) for text, code in dict(content.get("names", {})).items()}
    commune = content.get("commune")
    return Profile(str(commune) if commune else None, tables, names)


def _table(item: Any, where: str) -> TableProfile:
    if not isinstance(item, dict) or "kind" not in item:
        raise UnusableProfile("Un tableau de ce profil n’a pas la forme attendue.", where=where)
    kind = item["kind"]
    if kind is None:
        return TableProfile(_headers(item), None, {})
    if kind not in KINDS:
        raise UnusableProfile(
            f"« {kind} » n’est pas un genre de tableau.", where=where, remedy=f"Choisissez parmi : {', '.join(KINDS)}."
        )
    allowed = {field.name for field in KINDS[kind].fields}
    columns = {fold(str(header)): name for header, name in dict(item.get("columns", {})).items()}
    for header, name in columns.items():
        if name is not None and name not in allowed:
            raise UnusableProfile(
                f"La colonne « {header} » ne peut pas être « {name} ».",
                where=where,
                remedy=f"Choisissez parmi : {', '.join(sorted(allowed))}.",
            )
    return TableProfile(_headers(item), kind, columns)


def _headers(item: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(fold(str(header)) for header in item.get("headers", ()))
