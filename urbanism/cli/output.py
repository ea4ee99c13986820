"""What commands print: one JSON document, or French sentences."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def warn(message: str) -> None:
    """Print a sentence on stderr."""
    print(message, file=sys.stderr)


def number(value: float) -> str:
    """A number with narrow no-break spaces between thousands."""
    return f"{value:,.0f}".replace(",", "\u202f")


def plural(count: int, word: str, several: str | None = None) -> str:
    """« 1 ligne », « 3 lignes »."""
    return f"{number(count)} {word if abs(count) < 2 else several or word + 's'}"
