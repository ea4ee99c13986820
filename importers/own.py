"""Workbooks that this software wrote (exports, refused rows): their sheets are read back, not guessed."""

from __future__ import annotations

from collections.abc import Callable

from importers.exported.reading import is_exported, is_ours, read_exported
from importers.mended import is_mended, read_mended
from importers.sheets import RawFile, RawSheet
from importers.typed import TypedTable


def read_own(file: RawFile, take: Callable[[], int]) -> tuple[list[TypedTable], list[RawSheet]]:
    """The tables of the sheets that this software wrote, and the other sheets, to be understood.

    `take` gives the identifier of each table.
    """
    if is_exported(file):
        tables = [read_exported(sheet, take()) for sheet in file.sheets if is_ours(sheet)]
        return tables, [sheet for sheet in file.sheets if not is_ours(sheet)]
    if is_mended(file):
        return read_mended(file, take)
    return [], list(file.sheets)
