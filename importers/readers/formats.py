"""What a file really is, from its content and never from its name."""

from __future__ import annotations

import zipfile
from collections import Counter
from mmap import ACCESS_READ, mmap
from pathlib import Path

from importers.readers import refusals
from urbanism.errors import UnusableFile

HEAD_BYTES = 65536
PARTS_LIMIT = 2 << 30
"""Bytes that the parts of a workbook may hold once unpacked; a bomb says more."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = {
    b"%PDF": "c’est un document PDF",
    b"\x1f\x8b": "c’est une archive gzip, à décompresser d’abord",
    b"7z\xbc\xaf": "c’est une archive 7z, à décompresser d’abord",
    b"Rar!": "c’est une archive rar, à décompresser d’abord",
    b"\x89PNG": "c’est une image",
    b"\xff\xd8\xff": "c’est une image",
    b"GIF8": "c’est une image",
    b"{\\rtf": "c’est un document texte (rtf)",
    b"SQLite format 3": "c’est une base de données SQLite",
    b"PAR1": "c’est un fichier parquet",
    b"MZ": "c’est un programme",
    b"\x7fELF": "c’est un programme",
}
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ARCHIVE = "c’est une archive zip"
_ZIP_KINDS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "word/document.xml": "c’est un document texte (docx)",
    "ppt/presentation.xml": "c’est une présentation (pptx)",
}


def recognise(path: Path) -> str:
    """The format of a file: xlsx (xlsm too), xlsb, xls, ods, json or text.

    Raises:
        UnusableFile: missing, forbidden, empty, encrypted, not a spreadsheet, a bomb.
    """
    head = _read_head(path)
    name = str(path)
    if head.startswith(b"PK"):
        return _recognise_zip(path)
    if head.startswith(_OLE):
        return _recognise_ole(path)
    for signature, what_it_is in _SIGNATURES.items():
        if head.startswith(signature):
            raise refusals.not_a_spreadsheet(name, what_it_is)
    return _recognise_text(name, head)


def _read_head(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise refusals.not_a_spreadsheet(name, "c’est un dossier")
        if path.exists() and not path.is_file():
            raise refusals.not_a_spreadsheet(name, "c’est un périphérique")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise refusals.missing(name) from None
    except PermissionError:
        raise refusals.no_rights(name) from None
    except (OSError, ValueError) as error:
        raise refusals.unreadable(name, getattr(error, "strerror", None) or "nom impossible") from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refusals.empty(name)
    return head


def is_plain_zip(path: Path) -> bool:
    """Whether a file is an archive of files, rather than a workbook (which is a zip too)."""
    try:
        return _read_head(path).startswith(b"PK") and _zip_kind(path) == _ARCHIVE
    except UnusableFile:
        return False


def _recognise_zip(path: Path) -> str:
    kind = _zip_kind(path)
    if " " in kind:
        raise refusals.not_a_spreadsheet(str(path), kind)
    return kind


def _zip_kind(path: Path) -> str:
    """The format of a workbook, or in French what the archive is."""
    name = str(path)
    parts, mimetype = _zip_parts(path)
    names = {part.filename.replace("\\", "/").lstrip("/").lower() for part in parts}
    kind = next((kind for part, kind in _ZIP_KINDS.items() if part in names), _ARCHIVE)
    if kind == _ARCHIVE and "[content_types].xml" in names:
        kind = "xlsx"
    if kind == "ods" and mimetype and "spreadsheet" not in mimetype:
        return "c’est un document OpenDocument, mais pas un tableur"
    if kind != _ARCHIVE:
        _check_parts(name, parts)
    return kind


def _zip_parts(path: Path) -> tuple[list[zipfile.ZipInfo], str]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if not any(part.filename == "mimetype" for part in parts):
                return parts, ""
            with archive.open("mimetype") as part:
                return parts, part.read(100).decode("ascii", "replace")
    except Exception:  # zipfile, zlib, struct and OSError kinds: each says in its way that the archive is broken
        raise refusals.corrupted(str(path), "archive incomplète") from None


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a workbook made to mislead (the same part twice) or to exhaust (a bomb)."""
    twice = [part for part, times in Counter(part.filename for part in parts).items() if times > 1]
    if twice:
        raise refusals.corrupted(name, f"la partie {twice[0]} y figure deux fois")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > PARTS_LIMIT:
        raise refusals.too_large(name, f"{unpacked >> 20} Mo une fois décompressé")


def _recognise_ole(path: Path) -> str:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        if content.find(_ENCRYPTED_PACKAGE) >= 0:
            raise refusals.encrypted(str(path))
    return "xls"


def _recognise_text(name: str, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise refusals.not_a_spreadsheet(name, "c’est une page web, à enregistrer en xlsx depuis un tableur")
    if start.startswith((b"<?xml", b"<!doctype")):
        raise refusals.not_a_spreadsheet(name, "c’est un fichier XML, à enregistrer en xlsx depuis un tableur")
    if _is_binary(head):
        raise refusals.not_a_spreadsheet(name, "son contenu n’est ni un classeur ni un texte")
    return "json" if start.startswith((b"{", b"[")) else "text"


def _is_binary(head: bytes) -> bool:
    """Text holds hardly any control byte; UTF-16 holds a zero in every other place."""
    if head.startswith(_TEXT_BOMS):
        return False
    pairs = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if max(even, odd) > 0.5 and min(even, odd) < 0.05:
        return False
    controls = sum(head.count(byte) for byte in (*range(9), *range(14, 32)))
    return controls > len(head) * 0.01
