"""Cells in error of binary workbooks: found at their place in xlsb, told of in xls."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from importers.readers.binary_errors import _scan, extras_of_xlsb, note_on_xls

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
)


def record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def text(word: str) -> bytes:
    return struct.pack("<I", len(word)) + word.encode("utf-16-le")


SHEET = b"".join(
    [
        record(0, struct.pack("<I", 2)),
        record(3, struct.pack("<IIB", 1, 0, 0x2A)),
        record(7, struct.pack("<III", 2, 0, 5)),
        record(0, struct.pack("<I", 4)),
        record(11, struct.pack("<IIB", 0, 0, 0x17) + b"\0\0"),
    ]
)


def test_errors_of_an_xlsb_are_found_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/_rels/workbook.bin.rels", RELS)
        archive.writestr("xl/workbook.bin", record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Voies")))
        archive.writestr("xl/worksheets/sheet1.bin", SHEET)
    extras = extras_of_xlsb(path)("Voies")
    assert extras
    assert dict(extras.errors) == {2: [(1, "#N/A")], 4: [(0, "#REF!")]}
    assert extras_of_xlsb(path)("Autre") is None


def test_an_xls_with_a_cell_in_error_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    constant = struct.pack("<HHHHHBB", 0x0205, 8, 3, 1, 15, 0x2A, 1)
    formula = struct.pack("<HHHHH", 6, 30, 3, 1, 15) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(16)
    for content, told in ((constant, True), (formula, True), (bytes(200), False)):
        path.write_bytes(b"\xd0\xcf" + bytes(64) + content)
        assert (note_on_xls(path) is not None) is told


@given(content=st.binary(max_size=300))
@example(content=b"\x03\x09")
def test_any_bytes_are_scanned_to_their_end(content: bytes) -> None:
    _scan(content)
