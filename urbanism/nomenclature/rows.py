"""Lines of a nomenclature file that know their place, so that a mistake is told with its file and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from urbanism.errors import UrbanismError
from urbanism.french import typeset
from urbanism.nomenclature.records import Trust
from urbanism.vocabulary import Confidence

T = TypeVar("T")


class UnusableNomenclature(UrbanismError):
    """A nomenclature folder that cannot be used: a file missing, a column missing, a value that fits nothing."""

    code = "nomenclature_inutilisable"


class Row:
    """One line of a file, that knows its place."""

    def __init__(self, cells: Mapping[str, str | None], path: Path, line: int) -> None:
        self._cells, self._path, self._line = cells, path, line

    def __getitem__(self, column: str) -> str:
        if column not in self._cells:
            raise self.error(f"La colonne « {column} » manque.", "Ajoutez-la à la première ligne du fichier.")
        return (self._cells[column] or "").strip()

    def text(self, column: str) -> str:
        """A cell that people read, in French typography."""
        return typeset(self[column])

    def get(self, column: str) -> str:
        """A cell of a column that the file may leave out."""
        return (self._cells.get(column) or "").strip()

    def list(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self[column].split("|") if part.strip())

    def one_of(self, column: str, known: Mapping[str, str]) -> str:
        """The code that a cell names, by code or by name."""
        return self.resolve(self[column], column, known)

    def many_of(self, column: str, known: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(self.resolve(text, column, known) for text in self.list(column))

    def resolve(self, text: str, column: str, known: Mapping[str, str]) -> str:
        code = known.get(text) or known.get(typeset(text))
        if code is None:
            raise self.error(
                f"« {text} » (colonne « {column} ») ne figure pas dans la nomenclature.",
                "Corrigez ce nom, ou ajoutez-le au fichier qui le définit.",
            )
        return code

    def trust(self) -> Trust:
        stated = self.get("confiance") or Confidence.UNKNOWN
        confidence = self.resolve(stated, "confiance", {level: level for level in Confidence})
        sources = tuple(key for key in self.get("source").split("|") if key)
        return Trust(Confidence(confidence), sources, self.get("remarque"))

    def error(self, what: str, remedy: str) -> UnusableNomenclature:
        return UnusableNomenclature(what, where=f"{self._path.name}, ligne {self._line}", remedy=remedy)


def read_rows(path: Path, *, required: bool) -> Iterator[Row]:
    if not path.is_file():
        if required:
            raise UnusableNomenclature(
                "Ce fichier de la nomenclature est introuvable.",
                where=str(path),
                remedy="Copiez le dossier livré avec le logiciel et changez-y ce qu’il faut.",
            )
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            for cells in reader:
                yield Row(cells, path, reader.line_num)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableNomenclature(
            "Ce fichier de la nomenclature est illisible.",
            where=path.name,
            remedy="Enregistrez-le en CSV UTF-8, avec le point-virgule pour séparateur.",
        ) from error


def unique(key: str, rows: Iterator[Row], make: Callable[[Row], T]) -> tuple[T, ...]:
    seen: set[str] = set()
    made = []
    for row in rows:
        value = row[key]
        if not value or value in seen:
            what = f"« {value} » est donné deux fois." if value else f"La colonne « {key} » est vide."
            raise row.error(what, "Gardez une seule ligne par élément, chacune avec son identifiant.")
        seen.add(value)
        made.append(make(row))
    return tuple(made)
