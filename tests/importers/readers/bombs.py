"""Small files made to exhaust or mislead whoever reads them, each built on the spot."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable

from xlsxwriter import Workbook

_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="F" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="F">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def archive(parts: Iterable[tuple[str, bytes | str]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts:
            file.writestr(name, part)
    return content.getvalue()


def xlsx_parts(sheet: bytes | str, book: str = _BOOK) -> dict[str, bytes | str]:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.worksheet+xml"/></Types>'
    )
    link = (
        '<Relationships xmlns="{0}/relationships"><Relationship Id="r1" Type="{1}/{2}" Target="{3}"/></Relationships>'
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": link.format(_PACKAGE, _LINKS, "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": link.format(_PACKAGE, _LINKS, "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }


def xlsx(rows: bytes | str, dimension: str = "A1") -> bytes:
    """A workbook of one sheet "F" from the XML of its rows."""
    head = f'<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/><sheetData>'.encode()
    rows = rows.encode() if isinstance(rows, str) else rows
    return archive(xlsx_parts(head + rows + b"</sheetData></worksheet>").items())


def ods(rows: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet of one sheet "F" from the XML of its rows."""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": before + _ODS.format(rows),
    }
    return archive(parts.items())


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


_ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _ods_rows(times: int, inner: str = "<table:table-cell/>") -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{inner}</table:table-row>'


def _laughs() -> bytes:
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'
        f'<worksheet xmlns="{_MAIN}"><sheetData>{row(1, cell("A1", "&l9;"))}</sheetData></worksheet>'
    )
    book = _BOOK.replace("<workbook", f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]><workbook', 1).replace('"F"', '"&l9;"')
    return archive(xlsx_parts(sheet, book).items())


def _external_entity() -> bytes:
    sheet = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{_MAIN}"><sheetData>{row(1, cell("A1", "&secret;"))}</sheetData></worksheet>'
    )
    return archive(xlsx_parts(sheet).items())


def _same_part_twice() -> bytes:
    content = io.BytesIO(xlsx(row(1, cell("A1", "premier"))))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(content, "a") as file:
        file.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>')
    return content.getvalue()


def _size_lie(claimed: int) -> bytes:
    """An honest workbook whose directory claims another size for its sheet."""
    content = bytearray(xlsx(row(1, cell("A1", "x"))))
    entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[entry + 24 : entry + 28] = claimed.to_bytes(4, "little")
    return bytes(content)


def _merged_everywhere() -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("F")
        for index in range(2_000):
            sheet.write(index, 0, index)
    with zipfile.ZipFile(content) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    ranges = "".join(f'<mergeCell ref="A1:XFD{1_048_576 - n}"/>' for n in range(20_000)).encode()
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="20000">' + ranges + b"</mergeCells>"
    )
    return archive(parts.items())


BOMBS: dict[str, Callable[[], bytes]] = {
    "dimension_lie.xlsx": lambda: xlsx(row(1, cell("A1", "a")), "A1:XFD1048576"),
    "far_cells.xlsx": lambda: xlsx(row(1, cell("A1", "a")) + row(1048576, cell("XFD1048576", "z"))),
    "beyond_limits.xlsx": lambda: xlsx(row(1, cell("A1", "a")) + row(4294967295, cell("ZZZ4294967295", "z"))),
    "blank_cells.xlsx": lambda: xlsx('<row><c s="0"/></row>' * 1_000_000),
    "endless_row.xlsx": lambda: xlsx('<row r="1" hidden="1">' + '<c t="e">' * 2_000_000 + "</row>"),
    "unclosed_tag.xlsx": lambda: xlsx("<row hidden=" + "<c " * 3_000_000),
    "spaces.xlsx": lambda: xlsx(b" " * (100 << 20)),
    "long_text.xlsx": lambda: xlsx(row(1, cell("A1", "a" * (100 << 20)))),
    "laughs.xlsx": _laughs,
    "external_entity.xlsx": _external_entity,
    "same_part_twice.xlsx": _same_part_twice,
    "claims_4_gb.xlsx": lambda: _size_lie(0xFFFFFFFE),
    "claims_nothing.xlsx": lambda: _size_lie(1),
    "merged_everywhere.xlsx": _merged_everywhere,
    "deep.xlsx": lambda: xlsx("<a>" * 1_000_000),
    "blank_5_million.ods": lambda: ods(_ods_rows(5_000_000) + _ods_rows(1, _ODS_CELL.format("fin"))),
    "blank_at_end.ods": lambda: ods(_ods_rows(1, _ODS_CELL.format("seul")) + _ods_rows(1_048_575)),
    "full_5_million.ods": lambda: ods(_ods_rows(5_000_000, _ODS_CELL.format("x") * 50)),
    "wide.ods": lambda: ods(
        _ods_rows(2, '<table:table-cell table:number-columns-repeated="1000000000"/>' + _ODS_CELL.format("x"))
    ),
    "laughs.ods": lambda: ods(
        _ods_rows(1, _ODS_CELL.format("&l9;")), before=f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'
    ),
    "deep.json": lambda: b"[" * 1_000_000,
    "huge_number.json": lambda: b'[{"a": ' + b"9" * 1_000_000 + b"}]",
    "many_keys.json": lambda: b"[" + b",".join(b'{"k%d": 1}' % n for n in range(20_000)) + b"]",
    "open_quote.csv": lambda: b'nom;code\n"Alpha;1\n' + b"Beta;2\n" * 200_000,
    "one_line.csv": lambda: b"a;" * 20_000_000,
    "one_cell.csv": lambda: b"a" * (60 << 20),
    "quotes.csv": lambda: b'"' * 5_000_000,
    "blank_lines.csv": lambda: b"a;b\n" + b"\n" * 3_000_000 + b"c;d\n",
    "zeros.csv": lambda: b"a;b\n" + b"\0" * 5_000_000,
}
