"""Importing from the pages: the sample métropole, uploaded files, pasted cells."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

Progress = Callable[[str, float], None]
"""Told what is being done, and how much of the whole is (from 0 to 1)."""


def load_sample(engine: Engine, progress: Progress) -> None:
    """Import the sample métropole into an empty estate: the shipped workbooks, else ones made on the spot."""
    from importers.run import apply_import, prepare_import  # here: heavy, and of use once

    shipped = sample_folder()
    with tempfile.TemporaryDirectory(prefix="urbanism-") as folder:
        if shipped is None:
            from urbanism.demo import write_demo

            progress("Fabrication de la métropole d’exemple…", 0.0)
            write_demo(Path(folder))
        preview = prepare_import(engine, [str(shipped or folder)], progress=progress)
        progress("Enregistrement…", 0.95)
        apply_import(engine, preview)


def sample_folder() -> Path | None:
    """The shipped workbooks of the sample métropole, where this is a checkout."""
    folder = Path(__file__).resolve().parents[2] / "data" / "demo"
    return folder if folder.is_dir() else None
