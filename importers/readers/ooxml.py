"""Hidden rows, hidden columns and cells in error of an xlsx workbook.

The XML of a sheet is scanned in one pass, block by block, looking only for the few tags that matter: no tree is
built, no entity is expanded, and every pattern stops at the next "<" so that its time is linear in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from importers.readers.extras import MOST_COLUMNS, MOST_ROWS, ExtrasOf, SheetExtras
from importers.sheets import column_number

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


def extras_of(path: Path) -> ExtrasOf:
    """The extras of the sheets of an xlsx workbook, each scanned when it is asked for."""

    def find(sheet: str) -> SheetExtras | None:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(_sheet_part(archive, sheet)) as stream:
                return scan(stream)
        except Exception:  # XML, zlib, zipfile and OSError kinds: the cells themselves are calamine's to judge
            return None

    return find


def scan(stream: IO[bytes]) -> SheetExtras:
    """Hidden rows and columns and cells in error of one sheet's XML."""
    extras = SheetExtras()
    for block in _blocks(stream):
        if b"hidden=" in block:
            extras.hidden_rows.update(_hidden_rows(block))
            extras.hidden_columns.update(_hidden_columns(block))
        if b't="e"' in block or b"t='e'" in block:
            for row, column, text in _errors(block):
                extras.errors[row].append((column, text))
    return extras


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
        if _HIDDEN.search(tag[1]) and (number := _NUMBER.search(tag[1])) and int(number[1]) <= MOST_ROWS:
            yield int(number[1]) - 1


def _hidden_columns(block: bytes) -> Iterator[int]:
    for tag in _COLUMN.finditer(block):
        bounds = dict(_BOUNDS.findall(tag[1]))
        if _HIDDEN.search(tag[1]) and len(bounds) == 2:
            yield from range(int(bounds[b"min"]) - 1, min(int(bounds[b"max"]), MOST_COLUMNS))


def _errors(block: bytes) -> Iterator[tuple[int, int, str]]:
    for tag in _ERROR.finditer(block):
        if place := _PLACE.search(tag[1]):
            yield int(place[2]) - 1, column_number(place[1].decode()), tag[2].decode("utf-8", "replace")


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive's part that holds a sheet.

    Raises:
        LookupError: the workbook does not tell.
        ParseError, DefusedXmlException: its XML is broken or hostile.
    """
    from defusedxml.ElementTree import fromstring  # loaded only for workbooks

    names = {name.lower(): name for name in archive.namelist()}
    book = PurePosixPath(next(name for lower, name in names.items() if lower.endswith("workbook.xml")))
    links = fromstring(archive.read(str(book.parent / "_rels" / f"{book.name}.rels")))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in fromstring(archive.read(str(book))).iter():
        if element.tag.rpartition("}")[2] == "sheet" and element.get("name") == sheet:
            link = next(value for key, value in element.items() if key.endswith("}id"))
            target = targets[link]
            part = target.lstrip("/") if target.startswith("/") else str(book.parent / target)
            return names[part.lower()]
    raise LookupError(sheet)
