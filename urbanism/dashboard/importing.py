"""Importing from the pages: the sample métropole, uploaded files, pasted cells."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from sqlalchemy import Engine

if TYPE_CHECKING:  # heavy: only the functions that read files load it
    from importers.run import ImportPreview

Progress = Callable[[str, float], None]
"""Told what is being done, and how much of the whole is (from 0 to 1)."""

PASTED = "cellules collées.tsv"
LONGEST_NAME = 120
SAMPLE_SUFFIXES = (".xlsx", ".ods", ".csv")


def load_sample(engine: Engine, progress: Progress) -> None:
    """Import the sample métropole into an empty estate: the shipped workbooks, else ones made on the spot."""
    from importers.run import apply_import

    with tempfile.TemporaryDirectory(prefix="urbanism-") as made:
        folder = sample_folder()
        if folder is None:
            from urbanism.demo import write_demo

            progress("Fabrication de la métropole d’exemple…", 0.0)
            folder = Path(made)
            write_demo(folder)
        workbooks = sorted(file for file in folder.iterdir() if file.suffix in SAMPLE_SUFFIXES)
        preview = prepare_files(engine, workbooks, progress)
        progress("Enregistrement…", 0.95)
        apply_import(engine, preview)


def sample_folder() -> Path | None:
    """The shipped workbooks of the sample métropole, where this is a checkout."""
    folder = Path(__file__).resolve().parents[2] / "data" / "demo"
    return folder if folder.is_dir() else None


def prepare_files(engine: Engine, files: Sequence[Path], progress: Progress) -> ImportPreview:
    """Plan the import of files, named without their folder."""
    from importers.choices import Choices
    from importers.run import prepare_import

    choices = Choices(shown={str(file): file.name for file in files})
    return prepare_import(engine, [str(file) for file in files], progress=progress, choices=choices)


@contextmanager
def saved(contents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[Path, list[Path]]]:
    """Write uploaded contents into a folder of their own until the context ends; gives the folder and the files."""
    with tempfile.TemporaryDirectory(prefix="urbanism-") as name:
        folder = Path(name)
        files: list[Path] = []
        for given, content in contents:
            file = folder / free_name(given, {file.name for file in files})
            file.write_bytes(content)
            files.append(file)
        yield folder, files


def free_name(given: str, taken: set[str]) -> str:
    """A plain file name for what a browser calls `given`: no folder, no control character, not yet taken."""
    name = PurePosixPath(PureWindowsPath(given).name).name
    name = "".join(sign for sign in name if sign.isprintable()).strip(" .") or "fichier"
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    stem = stem[:LONGEST_NAME]
    candidates = (f"{stem}{f' ({n})' if n else ''}{dot}{suffix[:10]}" for n in range(len(taken) + 1))
    return next(candidate for candidate in candidates if candidate not in taken)
