"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by calamine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from importers.readers import binary_errors, ooxml, opendocument, refusals
from importers.readers.extras import ExtrasOf, SheetExtras, notes_on
from importers.readers.opened import OpenedFile, Row, clean
from importers.sheets import MergedRange, Note, RawSheet
from urbanism.errors import UnusableFile

Result = TypeVar("Result")


def _no_extras(_: Path) -> ExtrasOf:
    return lambda sheet: SheetExtras()


_EXTRAS = {"xlsx": ooxml.extras_of, "ods": opendocument.extras_of, "xlsb": binary_errors.extras_of_xlsb}


def open_workbook(path: Path, kind: str) -> OpenedFile:
    """Open a workbook of a known kind.

    Raises:
        UnusableFile: protected by a password, or broken beyond reading.
    """
    workbook = _guarded(path, lambda: CalamineWorkbook.from_path(path))
    opened = OpenedFile(kind, iter(()))
    if kind == "xls" and (note := binary_errors.note_on_xls(path)):
        opened.notes.append(note)
    opened.sheets = _sheets(path, workbook, opened)
    return opened


def _sheets(path: Path, workbook: CalamineWorkbook, opened: OpenedFile) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    extras_of = _EXTRAS.get(opened.format, _no_extras)(path)
    read = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            opened.notes.append(
                Note("feuille_sans_cellules", "Cette feuille ne contient pas de cellules.", metadata.name)
            )
            continue
        sheet = _read_sheet(path, workbook, metadata, opened.notes)
        if sheet is None:
            continue
        read += 1
        extras = extras_of(metadata.name)
        opened.notes.extend(notes_on(metadata.name, extras))
        extras = extras or SheetExtras()
        yield _describe(metadata, sheet, extras), clean(_rows(sheet, extras))
    if not read:
        raise refusals.corrupted(str(path), "aucune feuille lisible")


def _read_sheet(
    path: Path, workbook: CalamineWorkbook, metadata: SheetMetadata, notes: list[Note]
) -> CalamineSheet | None:
    """The sheet, or None and a note when it alone is broken."""
    try:
        return _guarded(path, lambda: workbook.get_sheet_by_name(metadata.name))
    except UnusableFile as refusal:
        if refusal.code != "fichier_abime":
            raise
        message = f"La feuille « {metadata.name} » est abîmée et n’a pas été lue."
        notes.append(Note("feuille_illisible", message, metadata.name))
        return None


def _guarded(path: Path, call: Callable[[], Result]) -> Result:
    """The result of a call to calamine, its errors told in French."""
    try:
        return call()
    except PasswordError:
        raise refusals.encrypted(str(path)) from None
    except CalamineError as error:
        if "limit exceeded" in str(error):
            raise refusals.too_large(str(path), "trop de cellules") from None
        raise refusals.corrupted(str(path)) from None
    except BaseException as error:
        if isinstance(error, OSError | ValueError) or type(error).__name__ == "PanicException":
            raise refusals.corrupted(str(path)) from None
        raise


def _describe(metadata: SheetMetadata, sheet: CalamineSheet, extras: SheetExtras) -> RawSheet:
    merged = tuple(MergedRange(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return RawSheet(
        name=metadata.name,
        rows=[],
        hidden_rows=frozenset(extras.hidden_rows),
        hidden_columns=frozenset(extras.hidden_columns),
        merged=merged,
        visible=metadata.visible is SheetVisibleEnum.Visible,
    )


def _rows(sheet: CalamineSheet, extras: SheetExtras) -> Iterator[list[Any]]:
    """Rows from row 1 and column A, with the errors (#REF!…) that calamine leaves blank."""
    if sheet.start is None:
        return
    margin: list[Any] = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows()):
        cells = margin + row if margin else row
        for column, error in extras.errors.get(number, ()):
            if column < len(cells) and cells[column] == "":
                cells[column] = error
        yield cells
