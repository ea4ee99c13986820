"""What commands print: one JSON document, or French sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from urbanism.errors import UrbanismError
from urbanism.refusals import reason_of


class UnwritablePath(UrbanismError):
    """A file that cannot be written."""

    code = "fichier_non_ecrit"


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def warn(message: str) -> None:
    """Print a sentence on stderr."""
    print(message, file=sys.stderr)


def make_folder(path: Path) -> None:
    """A folder, made where it is not there yet. Raises `UnwritablePath`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritablePath(
            f"Ce dossier ne peut pas être créé ({reason_of(error)}).",
            where=str(path),
            remedy="Donnez un dossier, et non un fichier ; vérifiez la place qui reste et vos droits.",
        ) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, or leave what is there. Raises `UnwritablePath`."""
    device = path.exists() and not path.is_file()  # « --output /dev/stdout »; a folder is refused by the system
    written = path if device else path.with_name(f"{path.name}.partiel")
    try:
        written.write_bytes(content)
        if written != path:
            written.replace(path)
    except OSError as error:
        if written != path:
            written.unlink(missing_ok=True)
        raise UnwritablePath(
            f"Ce fichier ne peut pas être écrit ({reason_of(error)}).",
            where=str(path),
            remedy="Vérifiez le dossier, la place qui reste et vos droits, et que le fichier n’est pas ouvert"
            " dans un tableur.",
        ) from error
