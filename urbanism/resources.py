"""Where the data shipped with the software live: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def nomenclature_folder() -> Path:
    """The folder of the shipped nomenclature: `_data/nomenclature` in the wheel, `data/nomenclature` in a checkout."""
    shipped = _PACKAGE / "_data" / "nomenclature"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "data" / "nomenclature"
