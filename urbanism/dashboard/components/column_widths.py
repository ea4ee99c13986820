"""How wide the columns of a table are: as their words, and all of them seen on a screen 1280 pixels wide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil
from typing import Any

from urbanism.drawing.scene import POINT
from urbanism.drawing.text import text_width
from urbanism.french import number

PLACE = 920
"""Pixels of a table beside the navigation on such a screen; the framework shares out what a larger one has over."""

LETTER = 12.2
"""Pixels of an em in a table: its font is a little narrower than the one that `text_width` knows."""

PADDING, BUTTON = 17, 25
"""Pixels around the words of a cell, and around those of a button."""

NAME, FIRST = 130, 180
"""Pixels under which a column of words, and the first one, are not squeezed: the table is then wider than its place."""

NAMED = 260
"""Pixels up to which the first column is served before the others: it says what the row is about."""

DRAWN = {"share": 110, "part": 110, "date": 95, "severity": 92}
"""Pixels of the cells that are drawn: a bar, a date, a label."""


def column_widths(
    titles: Sequence[str], kinds: Sequence[str], columns: Sequence[Sequence[Any]], button: bool, place: int = PLACE
) -> list[int]:
    """Pixels of each column: what its values take, the widest ones of words squeezed until all fit in `place`.

    A title is never cut; one value in twenty, if it is longer than a name, may be. `button`: the first column is made
    of buttons.
    """
    least, most = [], []
    for rank, (title, kind, values) in enumerate(zip(titles, kinds, columns, strict=True)):
        around = BUTTON if button and not rank else PADDING
        header = _pixels(title) + PADDING
        wanted = max(header, DRAWN.get(kind) or _words_width(values) + around)
        most.append(wanted)
        floor = NAME if rank else FIRST
        least.append(max(header, min(wanted, floor)) if kind == "text" else wanted)
    if least:
        least[0] = max(least[0], min(most[0], NAMED, least[0] + place - sum(least)))
    return _levelled(least, most, place)


def _levelled(least: Sequence[int], most: Sequence[int], place: int) -> list[int]:
    """The columns cut at the highest common width with which they fit in `place`, none under its `least`."""

    def at(level: int) -> list[int]:
        return [max(low, min(high, level)) for low, high in zip(least, most, strict=True)]

    level = bisect_right(range(max(most, default=0) + 1), place, key=lambda level: sum(at(level))) - 1
    return at(level)


def _words_width(values: Sequence[Any]) -> int:
    """Pixels of the value than which only one in twenty is longer, or of the longest where that is a short one."""
    words = sorted(map(_written, values), key=len) or [""]
    return max(_pixels(words[ceil(0.95 * len(words)) - 1]), min(NAME, _pixels(words[-1])))


def _written(value: Any) -> str:
    if value is None:
        return "inconnu"
    return number(value) if isinstance(value, int | float) else str(value)


def _pixels(words: str) -> int:
    return round(text_width(words, LETTER) / POINT)
