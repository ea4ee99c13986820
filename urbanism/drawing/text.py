"""Making text fit its place, whatever is written.

Widths are those of Helvetica, Arial and Liberation Sans, which share them (Adobe Font Metrics, « Helvetica » and
« Helvetica-Bold »). The font of the screen and of the PDF, Source Sans, is narrower: a text that fits here fits there.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from urbanism.drawing.scene import POINT, Align, Box, Text

LEADING = 1.22
"""From one line to the next, in sizes of the text."""

ASCENT = 0.92
"""From the top of a line to its baseline, in sizes of the text."""

UNREADABLE = 0.05
"""Millimetres by which a text may be wider than its box: a rounding, not a letter."""


MOST_TRIES = 12
"""Sizes that a text is tried at."""

_UNBROKEN = re.compile(r"[^ -]*-|[^ -]+")


def _widths(table: Mapping[int, str]) -> Mapping[str, int]:
    return {sign: width for width, signs in table.items() for sign in signs}


_REGULAR = _widths(
    {
        191: "'",
        222: "ijl‘’",
        260: "|",
        278: " !,./:;I[\\]ft\u00a0\u202f·",
        333: "()-`r“”",
        334: "{}",
        350: "•",
        355: '"',
        389: "*",
        400: "°",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu«»–€",
        584: "+<=>~−×",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%æ",
        944: "Wœ",
        1000: "—…→←ŒÆ",
        1015: "@",
    }
)
_BOLD = _widths(
    {
        238: "'",
        278: " ,./I\\ijl\u00a0\u202f·‘’",
        280: "|",
        333: "!()-:;[]`ft",
        350: "•",
        389: "*r{}",
        400: "°",
        474: '"',
        500: "z“”",
        556: "#$0123456789J_aceksvxy«»–€",
        584: "+<=>^~−×",
        611: "?FLTZbdghnopqu",
        667: "EPSVXY",
        722: "&ABCDHKNRU",
        778: "GOQw",
        833: "M",
        889: "%mæ",
        944: "Wœ",
        975: "@",
        1000: "—…→←ŒÆ",
    }
)
_UNKNOWN = 1000
"""A letter of another script, a sign, an emoji: an em, in thousandths."""

_BLANKS = re.compile("[ \x00-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def tidy(text: object) -> str:
    """One line of visible characters: blanks joined (no-break ones kept), marks of direction and controls away."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", str(text))).strip()


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line, in millimetres, for a `size` in points."""
    return _ems(text, bold) * size * POINT


@lru_cache(maxsize=50_000)
def _ems(text: str, bold: bool) -> float:
    table = _BOLD if bold else _REGULAR
    return sum(_width_of(sign, table) for sign in text) / 1000


def _width_of(sign: str, table: Mapping[str, int]) -> int:
    found = table.get(sign)
    if found is not None:
        return found
    if unicodedata.combining(sign):
        return 0
    return table.get(unicodedata.normalize("NFD", sign)[0], _UNKNOWN)


def line_height(size: float) -> float:
    """Millimetres that a line of `size` points takes."""
    return size * POINT * LEADING


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a tidy text no wider than `width` millimetres.

    A word too long for a line is broken at its hyphens, and a part still too long anywhere.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        for rank, piece in enumerate(_broken(word, width, size, bold)):
            candidate = f"{line} {piece}" if line and not rank else line + piece
            if text_width(candidate, size, bold) <= width + UNREADABLE:
                line = candidate
            else:
                lines += [line] if line else []
                line = piece
    return [*lines, line] if line else lines


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    """The word where it fits on a line, else its parts between hyphens, and those too long in pieces."""
    if text_width(word, size, bold) <= width:
        return [word]
    pieces = []
    for part in unbroken(word):
        pieces.append("")
        taken = 0.0
        for sign in part:
            taken += text_width(sign, size, bold)
            if pieces[-1] and taken > width:
                pieces.append("")
                taken = text_width(sign, size, bold)
            pieces[-1] += sign
    return pieces


def words_whole(lines: Sequence[str], text: str) -> bool:
    """Whether lines say the text with nothing cut and no word broken elsewhere than at a hyphen."""
    return unbroken(" ".join(lines)) == unbroken(text)


def unbroken(text: str) -> list[str]:
    """What stays on a line: each word, or its parts up to a hyphen."""
    return _UNBROKEN.findall(text)


def fit(
    text: object,
    box: Box,
    size: float,
    colour: str,
    *,
    least: float | None = None,
    bold: bool = False,
    align: Align = "left",
    middle: bool = False,
) -> Text | None:
    """The text in its box: as large as `size` points where it fits with its words whole, down to `least`, then cut.

    `middle` centres it vertically. None where there is nothing to write or not even one sign fits at `least`: whoever
    draws says what is not shown.
    """
    words = tidy(text)
    least = size if least is None else min(least, size)
    least_width = min(text_width("n…", least, bold), text_width(words, least, bold))
    if not words or box.height + UNREADABLE < line_height(least) or box.width + UNREADABLE < least_width:
        return None
    tried, step = size, max((size - least) / MOST_TRIES, 0.5)
    while True:
        lines = wrap(words, box.width, tried, bold)
        most = math.floor((box.height + UNREADABLE) / line_height(tried))
        whole = len(lines) <= most and all(text_width(line, tried, bold) <= box.width + UNREADABLE for line in lines)
        if tried <= least or (whole and words_whole(lines, words)):
            break
        tried = max(tried - step, least)
    if not whole:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), box.width, tried, bold)]
    height = len(lines) * line_height(tried)
    top = box.y + (box.height - height) / 2 if middle else box.y
    return Text(Box(box.x, top, box.width, height), tuple(lines), words, tried, colour, bold, align)


def cut(text: str, width: float, size: float, bold: bool = False) -> str:
    """The beginning of the text with an ellipsis, no wider than `width`; the whole text where it fits."""
    if text_width(text, size, bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        half = (low + high + 1) // 2
        if text_width(text[:half].rstrip() + "…", size, bold) <= width:
            low = half
        else:
            high = half - 1
    return text[:low].rstrip() + "…"


def baselines(text: Text) -> list[tuple[str, float]]:
    """Each line with the ordinate of its baseline, in millimetres."""
    step, first = line_height(text.size), text.box.y + ASCENT * text.size * POINT
    return [(line, first + rank * step) for rank, line in enumerate(text.lines)]
