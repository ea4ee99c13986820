"""What commands print: one JSON document, or French sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from urbanism.errors import UrbanismError


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


def write_file(path: Path, content: bytes) -> None:
    """Write a file. Raises `UnwritablePath`."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnwritablePath(
            "Ce fichier ne peut pas être écrit.",
            where=str(path),
            remedy="Vérifiez que le dossier existe, que vous pouvez y écrire et que le fichier n’est pas ouvert"
            " dans un tableur.",
        ) from error
