"""What a kind of sheet holds, and what a field of it is called by the people who keep spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from urbanism import vocabulary


class ValueType(Enum):
    """How a field's cells are to be read."""

    TEXT = "texte"
    CODE = "code"
    NAME = "nom"
    DATE = "date"
    MONEY = "montant"
    INTEGER = "nombre entier"
    LEVEL = "niveau"
    TERNARY = "oui ou non"
    CHOICE = "liste"
    LIST = "liste de noms"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a sheet may give.

    Attributes:
        name: what scripts and profiles call it; the stored column bears the same name, or this name with ``_id``.
        label: the French header that our own export writes.
        kind: how its cells are read.
        synonyms: other headers, in any case and accents; French first, then English and a few others.
        choices: the enumeration, for a CHOICE.
        weak: synonyms so common that they count only where nothing better is there ("type", "nom"…).
    """

    name: str
    label: str
    kind: ValueType
    synonyms: tuple[str, ...] = ()
    choices: type[StrEnum] | None = None
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetKind:
    """What the rows of a sheet are.

    Attributes:
        name: what scripts and profiles call it.
        label: French, plural, as the pages show it.
        entity: the stored table its rows become.
        fields: all that a sheet of this kind may give.
        needs: alternatives of fields without which a row has no identity; one of each group is enough.
        words: words of a sheet's name, title or file that speak for this kind.
    """

    name: str
    label: str
    entity: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if the kind has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def words(text: str) -> tuple[str, ...]:
    """A readable list of synonyms: separated by ``;`` or a new line."""
    return tuple(part.strip() for line in text.splitlines() for part in line.split(";") if part.strip())


def field(name: str, label: str, kind: ValueType, synonyms: str = "", weak: str = "") -> Field:
    """A field whose values are not a list of choices."""
    return Field(name, label, kind, words(synonyms), weak=words(weak))


def choice(name: str, label: str, choices: type[StrEnum], synonyms: str = "", weak: str = "") -> Field:
    """A field whose values are the members of an enumeration."""
    kind = ValueType.TERNARY if choices is vocabulary.Ternary else ValueType.CHOICE
    return Field(name, label, kind, words(synonyms), choices, words(weak))
