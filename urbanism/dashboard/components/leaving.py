"""The sign of what will be stopped, in the tables of pages: that of `urbanism.drawing.furniture`, as HTML."""

from __future__ import annotations

from html import escape

from urbanism.drawing.furniture import LEAVING_ENTRY, MINUS
from urbanism.palette import PAPER, PLANNED

LEAVING_STYLE = (
    f".retrait{{background:{PLANNED};color:{PAPER};border-radius:3px;padding:0 3px;font-size:.68rem;font-weight:600;"
    "font-style:normal;line-height:1.3;white-space:nowrap}"
)
"""How the sign looks, for the style sheet of a table."""


def leaving_mark(number: int) -> str:
    """The sign, with how many will be stopped; nothing where none will."""
    return f'<em class="retrait">{MINUS}{number}</em>' if number else ""


def leaving_legend() -> str:
    """The sign and what it means."""
    return f'<em class="retrait" style="margin:0 6px 0 14px">{LEAVING_ENTRY.sign}</em>{escape(LEAVING_ENTRY.word)}'
