"""Hidden rows, hidden columns, cells in error and cells out of the sheet of an OpenDocument spreadsheet.

Its XML is scanned only when it holds one of the words that matter, in one pass, block by block, counting the rows and
cells that a tag repeats; every pattern stops at the next "<", so that its time is linear in the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO

from importers.readers.extras import MOST_COLUMNS, MOST_ROWS, ExtrasOf, SheetExtras

_BLOCK = 1 << 20
_MARKS = (b'visibility="', b'value-type="error"')
_TAG = re.compile(
    rb"<table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>(?:<text:p>([^<]{1,40})<)?"
)
_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="([0-9]{1,12})"')
_LONG_RUN = re.compile(rb'\btable:number-rows-repeated="[0-9]{5,12}"')
_CELL_AFTER_RUN = re.compile(rb'columns-repeated="[0-9]{5,12}"[^<>]*/>\s*(?:<table:table-cell[^<>]*>\s*<text:p|\Z)')
_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
_ERROR = re.compile(rb'\bvalue-type="error"')
_NAME = re.compile(rb'\btable:name="([^"]*)"')
_FILL = 20_000
"""A longer run of hidden rows is the blank rest of the sheet."""


def extras_of(path: Path) -> ExtrasOf:
    """The extras of the sheets of an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open("content.xml") as stream:
                marked = _is_marked(_blocks(stream))
            if not marked:
                return lambda _: SheetExtras()
            with archive.open("content.xml") as stream:
                return scan(stream).get
    except Exception:  # zlib, zipfile and OSError kinds: the cells themselves are calamine's to judge
        return lambda _: None


def _is_marked(blocks: Iterator[bytes]) -> bool:
    """Whether something is hidden or in error, or stands after so long a blank that it may be out of the sheet."""
    after_run = False
    for block in blocks:
        if any(mark in block for mark in _MARKS) or _CELL_AFTER_RUN.search(block):
            return True
        runs = [found.end() for found in _LONG_RUN.finditer(block)]
        for start in [0] * after_run + runs:
            end = block.find(b"</table:table>", start)
            if block.find(b"<text:p", start, end if end >= 0 else len(block)) >= 0:
                return True
            after_run = end < 0
    return False


def scan(stream: IO[bytes]) -> dict[str, SheetExtras]:
    """Hidden rows and columns and cells in error of each sheet."""
    sheets: dict[str, SheetExtras] = {}
    extras = SheetExtras()
    row = next_row = column = 0
    for tag in (tag for block in _blocks(stream) for tag in _TAG.finditer(block)):
        kind, attributes, text = tag.groups()
        repeated = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if kind == b"table":
            name = _NAME.search(attributes)
            extras = sheets.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", SheetExtras())
            row = next_row = column = 0
        elif kind == b"table-row":
            row, next_row, column = next_row, next_row + repeated, 0
            if repeated < _FILL and row < MOST_ROWS and _HIDDEN.search(attributes):
                extras.hidden_rows.update(range(row, next_row))
        else:
            if kind == b"table-column" and column < MOST_COLUMNS and _HIDDEN.search(attributes):
                extras.hidden_columns.update(range(column, min(column + repeated, MOST_COLUMNS)))
            elif b"value-type=" in attributes and (next_row > MOST_ROWS or column + repeated > MOST_COLUMNS):
                extras.is_cut = True
            elif text and _ERROR.search(attributes):
                for index in range(row, min(next_row, row + _FILL)):
                    extras.errors[index].append((column, text.decode("utf-8", "replace")))
            column += repeated
    return sheets


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Blocks cut before a tag of the table, so that what is searched is in one of them."""
    rest = b""
    while read := stream.read(_BLOCK):
        block = rest + read
        cut = block.rfind(b"<table:")
        if cut <= 0 or len(block) - cut > _BLOCK:
            cut = len(block)
        yield block[:cut]
        rest = block[cut:]
    yield rest
