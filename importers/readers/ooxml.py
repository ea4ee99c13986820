"""What calamine does not tell of an xlsx workbook: hidden rows, hidden columns, cells in error (#REF!, #N/A…).

The XML of a sheet is scanned in one pass, block by block, looking only for the few tags that matter: no tree is
built, no entity is expanded, and every pattern stops at the next "<" so that its time is linear in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree.ElementTree import ParseError

from importers.sheets import Note, column_letters, column_number

_BLOCK = 1 << 20
_LONGEST_ROW = 4 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*\bt=["']e["'][^<>]*)>(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?)?"""
    rb"""<(?:\w+:)?v>([^<]{1,40})<"""
)
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_BOUNDS = re.compile(rb"""\b(min|max)=["']([0-9]{1,5})["']""")


@dataclass(slots=True)
class SheetExtras:
    """Hidden rows and columns (0-based), and by row the columns and texts of the cells in error."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)


@dataclass(slots=True)
class WorkbookExtras:
    """Where the XML of each sheet is in the archive; empty when it could not be found out."""

    path: Path | None = None
    parts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> WorkbookExtras:
        try:
            with zipfile.ZipFile(path) as archive:
                return cls(path, dict(_sheet_parts(archive)))
        except (zipfile.BadZipFile, OSError, ParseError, ValueError, KeyError, NotImplementedError):
            return cls()

    def read(self, sheet: str, notes: list[Note]) -> SheetExtras:
        """Scan one sheet; say in a note that it could not be, and what was found in error."""
        part = self.parts.get(sheet)
        if self.path is None or part is None:
            return SheetExtras()
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(part) as stream:
                extras = scan(stream)
        except Exception:  # zlib, zipfile and OSError kinds: the cells themselves are calamine's to judge
            message = f"Les lignes masquées de la feuille « {sheet} » n’ont pas pu être repérées."
            notes.append(Note("lignes_masquees_inconnues", message, sheet))
            return SheetExtras()
        notes.extend(_error_notes(sheet, extras))
        return extras


def scan(stream: IO[bytes]) -> SheetExtras:
    """Hidden rows and columns and cells in error of one sheet's XML."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    errors: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for block in _blocks(stream):
        if b"hidden=" in block:
            hidden_rows.update(_hidden_rows(block))
            hidden_columns.update(_hidden_columns(block))
        if b't="e"' in block or b"t='e'" in block:
            for row, column, text in _errors(block):
                errors[row].append((column, text))
    return SheetExtras(frozenset(hidden_rows), frozenset(hidden_columns), dict(errors))


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Blocks cut before a row, so that what is searched is in one of them; before any tag in endless rows."""
    rest = b""
    while read := stream.read(_BLOCK):
        block = rest + read
        cut = block.rfind(b"<", 0, max(block.rfind(b"row "), 0))
        if cut < 0 or len(block) - cut > _LONGEST_ROW:
            cut = block.rfind(b"<") if len(block) < _LONGEST_ROW else len(block)
        yield block[:cut]
        rest = block[cut:]
    yield rest


def _hidden_rows(block: bytes) -> Iterator[int]:
    for tag in _ROW.finditer(block):
        if _HIDDEN.search(tag[1]) and (number := _NUMBER.search(tag[1])):
            yield int(number[1]) - 1


def _hidden_columns(block: bytes) -> Iterator[int]:
    for tag in _COLUMN.finditer(block):
        bounds = dict(_BOUNDS.findall(tag[1]))
        if _HIDDEN.search(tag[1]) and len(bounds) == 2:
            yield from range(int(bounds[b"min"]) - 1, min(int(bounds[b"max"]), 16384))


def _errors(block: bytes) -> Iterator[tuple[int, int, str]]:
    for tag in _ERROR.finditer(block):
        if place := _PLACE.search(tag[1]):
            yield int(place[2]) - 1, column_number(place[1].decode()), tag[2].decode("utf-8", "replace")


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the archive's part that holds it."""
    from defusedxml.ElementTree import fromstring  # loaded only for workbooks

    names = {name.lower(): name for name in archive.namelist()}
    book = next(names[name] for name in names if name.endswith("workbook.xml"))
    folder = PurePosixPath(book).parent
    links = fromstring(archive.read(str(folder / "_rels" / (PurePosixPath(book).name + ".rels"))))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in fromstring(archive.read(book)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next((value for key, value in element.items() if key.endswith("}id")), None)
        target = targets.get(link_id, "")
        part = target.lstrip("/") if target.startswith("/") else str(folder / target)
        if found := names.get(part.lower()):
            yield element.get("name", ""), found


def _error_notes(sheet: str, extras: SheetExtras) -> Iterator[Note]:
    """One note for each kind of error, at its first place."""
    seen: dict[str, tuple[int, int, int]] = {}
    for row, cells in extras.errors.items():
        for column, text in cells:
            times, first_row, first_column = seen.get(text, (0, row, column))
            seen[text] = (times + 1, first_row, first_column)
    for text, (times, row, column) in seen.items():
        place = f"{column_letters(column)}{row + 1}"
        cells_said = "1 cellule est" if times == 1 else f"{times} cellules sont"
        message = f"{cells_said} en erreur ({text}) dans la feuille « {sheet} », la première en {place}."
        yield Note("cellule_en_erreur", message, sheet, row, column)
