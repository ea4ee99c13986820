"""Showing what people wrote as text, never as markup."""

from __future__ import annotations

import re

from urbanism.french import NO_BREAK_SPACE

JOINER = "\u2060"
"""WORD JOINER: invisible; breaks what the framework replaces inside plain text (short codes, arrows, addresses)."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTHAND = re.compile(r":(?=[\w/+-])|@(?=\w)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=[<>~=])(?=[-=])", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_DIRECTIONS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069]")

UNKNOWN = ":gray[*inconnu*]"
"""What a page shows where nobody said."""


def plain(text: object, limit: int = 300) -> str:
    """The text as Markdown that shows exactly it: on one line, cut at `limit` characters.

    Markdown and the framework's own marks (links, colours, formulas, icons, emoji codes) are made harmless; text in
    another writing direction is kept from turning what surrounds it, and French quotation marks stay on the line of
    what they quote.
    """
    line = _BLANKS.sub(" ", str(text)).strip()
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    line = line.replace("« ", f"«{NO_BREAK_SPACE}").replace(" »", f"{NO_BREAK_SPACE}»")
    line = _SHORTHAND.sub(lambda found: found.group(0) + JOINER, line)
    safe = _PUNCTUATION.sub(r"\\\1", line)
    return f"\u2068{safe}\u2069" if _DIRECTIONS.search(line) else safe


def known(text: object | None, limit: int = 300) -> str:
    """`plain` text, or « inconnu » in grey where nobody said."""
    if text is None or text in ("", "inconnu"):
        return UNKNOWN
    return plain(text, limit)


def button_label(text: object) -> str:
    """The text as a button in a table shows exactly it: no icon, no empty button."""
    line = _BLANKS.sub(" ", str(text)).strip() or "(sans nom)"
    return JOINER + line if line.startswith(":") else line
