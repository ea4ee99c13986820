"""The colours of every page and export, each with one meaning.

They are taken from, or darkened from, the eight colours of Okabe and Ito (« Color universal design », 2008), told apart
by the usual colour deficiencies. No colour says anything alone: a word always stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from urbanism.vocabulary import BlockClass, Severity

INK = "#1c2733"
"""Text."""

MUTED = "#5c6b7a"
"""Secondary text, and what nobody said."""

ACCENT = "#1f4e79"
"""What can be clicked."""

PAPER = "#ffffff"
"""The ground of a drawing."""

FRAME = "#eef2f6"
"""What only holds other things: a zone, a quartier."""

SAME_PRODUCT = ("#9fcbe8", "#ffd48a", "#9fdcc4", "#dcb9de", "#f5b79a", "#d3d98c")
"""Within one line of a matrix: each product that several communes use, most used first."""

FICTITIOUS = "#7a3e8e"
"""The mark of invented data."""

CLASS_COLOURS: Mapping[BlockClass, str] = {
    BlockClass.EXTERNAL: "#0072b2",
    BlockClass.VALUE: "#e69f00",
    BlockClass.SUPPORT: "#009e73",
    BlockClass.UNKNOWN: "#9aa5b1",
}
"""The three bands of the commune maps."""

SEVERITY_COLOURS: Mapping[Severity, str] = {
    Severity.INFO: "#56b4e9",
    Severity.ATTENTION: "#f0c419",
    Severity.ALERT: "#d55e00",
    Severity.GRAVE: "#8c1d40",
}
"""How serious something is, mildest first."""

UNKNOWN = "#d5dbe1"
"""Nobody said."""


def readable_on(colour: str) -> str:
    """Ink or white, whichever stands out more on a colour « #rrggbb » (contrast of the WCAG 2.2)."""
    light = _luminance(colour)
    on_ink = (light + 0.05) / (_luminance(INK) + 0.05)
    on_white = 1.05 / (light + 0.05)
    return INK if on_ink >= on_white else "#ffffff"


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2), 0 for black and 1 for white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
