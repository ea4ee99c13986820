"""Texts, codes and lists of names, kept as they were written: « 007 » stays « 007 », « NA » stays « NA »."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from importers.values.reading import UNKNOWN, Reading, says_nothing, show

_SEPARATORS = re.compile(r"\s*(?:[;|\n\r•]|,(?!\d)|\s/\s|\s\+\s)\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_COMMAS = 4
"""How many parts a known name that holds commas may have."""
LIST_MARK = " ; "
"""What stands between the names of a list once it is read."""


def clean(cell: Any) -> str:
    """A cell's text without the control characters that no spreadsheet shows."""
    text = cell.strip() if type(cell) is str else show(cell)
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text


def read_text(cell: Any) -> Reading:
    """A text as it was written; the marks of "nobody said" are None."""
    text = clean(cell)
    return UNKNOWN if says_nothing(text) else Reading(text)


def read_list(cell: Any) -> Reading:
    """Several names in one cell, as a text that `split_list` takes apart again."""
    names = [name for name in _SEPARATORS.split(clean(cell)) if not says_nothing(name)]
    return Reading(LIST_MARK.join(dict.fromkeys(names))) if names else UNKNOWN


def split_list(value: str | None) -> list[str]:
    """The names of a list read by `read_list`."""
    return value.split(LIST_MARK) if value else []


def split_names(value: str | None, knows: Callable[[str], bool]) -> list[str]:
    """The names of a list, helped by the names that are known.

    « Titres, formalités » stays one name when it is a known one; « Badgeage/Pointage » is two when both are known.
    """
    parts = split_list(value)
    names: list[str] = []
    start = 0
    while start < len(parts):
        ends = range(min(start + _MOST_COMMAS, len(parts)), start, -1)
        end = next((end for end in ends if knows(", ".join(parts[start:end]))), start + 1)
        name = ", ".join(parts[start:end])
        inside = [part.strip() for part in name.split("/")]
        names += (
            inside if end == start + 1 and len(inside) > 1 and not knows(name) and all(map(knows, inside)) else [name]
        )
        start = end
    return names
