"""Workbooks in OpenDocument's format, written as they come: no library writes large ones quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from urbanism.demo.spelling import Cell
from urbanism.demo.workbook import Line, Sheet

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_CLOSE = "</office:spreadsheet></office:body></office:document-content>"


def write_ods(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets, line by line, with fixed file dates."""
    with ZipFile(path, "w") as archive:
        _add(archive, "mimetype", _TYPE, ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _MANIFEST, ZIP_DEFLATED)
        with archive.open(_entry("content.xml", ZIP_DEFLATED), "w", force_zip64=True) as content:
            content.write(_OPEN.encode())
            for sheet in sheets:
                for text in _sheet(sheet):
                    content.write(text.encode())
            content.write(_CLOSE.encode())


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: ZipFile, name: str, text: str, compression: int) -> None:
    archive.writestr(_entry(name, compression), text)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(sheet.name)}>"
    for column in range(max(sheet.hidden_columns, default=-1) + 1):
        yield (
            '<table:table-column table:visibility="collapse"/>'
            if column in sheet.hidden_columns
            else "<table:table-column/>"
        )
    yield '<table:table-column table:number-columns-repeated="40"/>'
    for line in sheet.lines:
        yield f"<table:table-row>{''.join(_cells(line))}</table:table-row>"
    yield "</table:table>"


def _cells(line: Line) -> Iterator[str]:
    spans = {first: (last - first + 1, down) for first, last, down in line.merges}
    covered = {column for first, last, _ in line.merges for column in range(first + 1, last + 1)}
    if not line.cells:
        yield "<table:table-cell/>"
    for column, cell in enumerate(line.cells):
        if column in covered:
            yield "<table:covered-table-cell/>"
        else:
            yield _cell(cell, *spans.get(column, (1, 1)))


def _cell(cell: Cell, wide: int, high: int) -> str:
    span = f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"' if wide * high > 1 else ""
    if cell is None:
        return f"<table:table-cell{span}/>"
    if isinstance(cell, date):
        return (
            f'<table:table-cell{span} office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return f'<table:table-cell{span} office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell{span} office:value-type="float" office:value="{cell}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )
