"""From a file, whatever it is, to its sheets of cells."""

from __future__ import annotations

from pathlib import Path

from importers.readers.formats import recognise
from importers.readers.opened import OpenedFile, load
from importers.sheets import RawFile
from urbanism.errors import UnusableFile


def open_file(path: str | Path) -> OpenedFile:
    """Open a file by what it holds, whatever its name; its rows are read as they are asked for.

    Raises:
        UnusableFile: which file, why it cannot be read, what to do; also while its rows are read.
    """
    path = Path(path)
    kind = recognise(path)
    if kind == "text":
        from importers.readers.text import open_text

        return open_text(path)
    if kind == "json":
        return _open_json(path)
    from importers.readers.workbooks import open_workbook

    return open_workbook(path, kind)


def _open_json(path: Path) -> OpenedFile:
    """Records; or the text that only begins as json does ("[section]…")."""
    from importers.readers.records import open_records

    try:
        return open_records(path)
    except UnusableFile as refusal:
        if path.suffix.lower() == ".json" or refusal.code != "fichier_abime":
            raise
    from importers.readers.text import open_text

    return open_text(path)


def read_file(path: str | Path) -> RawFile:
    """Read a whole file in this process, without limits: see `importers.reading` for files of unknown origin.

    Raises:
        UnusableFile: which file, why it cannot be read, what to do.
    """
    return load(str(path), open_file(path))
