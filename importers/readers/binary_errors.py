"""Cells in error (#REF!, #N/A…) of binary workbooks, which calamine gives as blank.

An xlsb is a zip of streams of records ([MS-XLSB]): each cell in error is found at its place. An xls is one compound
file ([MS-XLS]) whose records may be cut anywhere: there they are only told of, by the bytes that such a cell leaves.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from importers.readers.extras import ExtrasOf, SheetExtras
from importers.sheets import Note

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_ROW, _CELL_ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
_BOOLERR = re.compile(rb"\x05\x02\x08\x00.{6}" + _CODES + rb"\x01", re.DOTALL)
_FORMULA = re.compile(rb"\x06\x00..(?:.{6})\x02." + _CODES + rb"...\xff\xff", re.DOTALL)


def extras_of_xlsb(path: Path) -> ExtrasOf:
    """The cells in error of the sheets of an xlsb workbook, each scanned when it is asked for."""

    def find(sheet: str) -> SheetExtras | None:
        try:
            with zipfile.ZipFile(path) as archive:
                return _scan(archive.read(_part(archive, sheet)))
        except Exception:  # zipfile, zlib, XML and struct kinds: the cells themselves are calamine's to judge
            return None

    return find


def note_on_xls(path: Path) -> Note | None:
    """That some cells of an xls workbook are in error, and were read as blank; None where none is."""
    content = path.read_bytes()
    if not any(pattern.search(content) for pattern in (_BOOLERR, _FORMULA)):
        return None
    message = "Des cellules de ce classeur xls sont en erreur (#N/A, #REF!…) : elles sont lues comme vides."
    return Note("cellule_en_erreur", f"{message} Enregistrez-le en xlsx pour savoir lesquelles.")


def _scan(content: bytes) -> SheetExtras:
    extras = SheetExtras()
    row = 0
    for kind, start, size in _records(content):
        if kind == _ROW:
            row = int.from_bytes(content[start : start + 4], "little")
        elif kind in (_CELL_ERROR, _FORMULA_ERROR) and size >= 9:
            column = int.from_bytes(content[start : start + 4], "little")
            extras.errors[row].append((column, ERRORS.get(content[start + 8], "#ERREUR")))
    return extras


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each whole record: its kind, where its content starts, its size; one cut by the end of the file is not given."""
    place, end = 0, len(content)
    while place + 1 < end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while place < end:
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if place + size <= end:
            yield kind, place, size
        place += size


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive's part that holds a sheet.

    Raises:
        LookupError: the workbook does not tell.
    """
    from defusedxml.ElementTree import fromstring  # loaded only for workbooks

    links = fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = archive.read("xl/workbook.bin")
    for kind, start, _size in _records(book):
        if kind == _SHEET:
            link, after = _text(book, start + 8)
            if _text(book, after)[0] == sheet:
                target = targets[link]
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise LookupError(sheet)


def _text(content: bytes, place: int) -> tuple[str, int]:
    """A text and where it ends: its length in letters, then UTF-16."""
    length = int.from_bytes(content[place : place + 4], "little")
    end = place + 4 + 2 * length
    return content[place + 4 : end].decode("utf-16-le"), end
