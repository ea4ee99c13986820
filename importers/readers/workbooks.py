"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by calamine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from importers.readers import refusals
from importers.readers.ooxml import SheetExtras, WorkbookExtras
from importers.readers.opened import OpenedFile, Row, clean
from importers.sheets import MergedRange, Note, RawSheet


def open_workbook(path: Path, kind: str) -> OpenedFile:
    """Open a workbook of a known kind.

    Raises:
        UnusableFile: protected by a password, or broken beyond reading.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise refusals.encrypted(str(path)) from None
    except CalamineError as error:
        raise refusals.corrupted(str(path), _first_words(error)) from None
    except BaseException as error:
        if _is_panic(error):
            raise refusals.corrupted(str(path), "contenu incohérent") from None
        raise
    opened = OpenedFile(kind, iter(()))
    opened.sheets = _sheets(path, workbook, opened)
    return opened


def _sheets(path: Path, workbook: CalamineWorkbook, opened: OpenedFile) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    extras = WorkbookExtras.of(path) if opened.format == "xlsx" else WorkbookExtras()
    read = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            opened.notes.append(
                Note("feuille_sans_cellules", "Cette feuille ne contient pas de cellules.", metadata.name)
            )
            continue
        sheet = _read_sheet(workbook, metadata, opened)
        if sheet is None:
            continue
        read += 1
        extra = extras.read(metadata.name, opened.notes)
        yield _describe(metadata, sheet, extra), clean(_rows(sheet, extra))
    if not read:
        reasons = [note.message for note in opened.notes if note.code == "feuille_illisible"]
        raise refusals.corrupted(str(path), reasons[0].rstrip(".") if reasons else "aucune feuille de cellules")


def _read_sheet(workbook: CalamineWorkbook, metadata: SheetMetadata, opened: OpenedFile) -> CalamineSheet | None:
    """The sheet, or None and a note when it alone is broken."""
    try:
        return workbook.get_sheet_by_name(metadata.name)
    except CalamineError as error:
        reason = _first_words(error)
    except BaseException as error:
        if not _is_panic(error):
            raise
        reason = "contenu incohérent"
    message = f"La feuille « {metadata.name} » est abîmée et n’a pas été lue ({reason})."
    opened.notes.append(Note("feuille_illisible", message, metadata.name))
    return None


def _describe(metadata: SheetMetadata, sheet: CalamineSheet, extra: SheetExtras) -> RawSheet:
    merged = tuple(MergedRange(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return RawSheet(
        name=metadata.name,
        rows=[],
        hidden_rows=extra.hidden_rows,
        hidden_columns=extra.hidden_columns,
        merged=merged,
        visible=metadata.visible is SheetVisibleEnum.Visible,
    )


def _rows(sheet: CalamineSheet, extra: SheetExtras) -> Iterator[list[Any]]:
    """Rows from row 1 and column A, with the errors (#REF!…) that calamine leaves blank."""
    if sheet.start is None:
        return
    margin: list[Any] = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows()):
        cells = margin + row if margin else row
        for column, error in extra.errors.get(number, ()):
            if column < len(cells) and cells[column] == "":
                cells[column] = error
        yield cells


def _first_words(error: Exception) -> str:
    return str(error).split("\n")[0][:120]


def _is_panic(error: BaseException) -> bool:
    """Whether calamine's own code broke on the content (its panics are not Exceptions)."""
    return type(error).__name__ == "PanicException"
