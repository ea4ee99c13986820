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

LABEL = "#4a5866"
"""Secondary text on a grey ground."""

ACCENT = "#1f4e79"
"""What can be clicked."""

PAPER = "#ffffff"
"""The ground of a drawing."""

FRAME = "#eef2f6"
"""What only holds other things: a zone, a quartier."""

QUIET = "#f4f6f8"
"""What asks for no look: a reader, an empty case."""

LINE = "#dde3e9"
"""The edge of what scrolls."""

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

NOTHING = "#ffffff"
"""There is nothing here."""

QUANTITY = ("#d3e4f3", "#8fbcdf", "#3f82bd", "#0b4076")
"""How much, from little to much; told apart by lightness alone."""

PLANNED = "#8a5a00"
"""What a project plans and does not run yet: always a dashed outline or line, on every map."""

WITHHELD = "#b9a8c9"
"""It is known, but not shown to whoever reads."""

GONE, SOON, LATER = SEVERITY_COLOURS[Severity.ALERT], SEVERITY_COLOURS[Severity.ATTENTION], "#cfe3d8"
"""An end that is past, near or far: the colours of an alert and of a caution, and a quiet one."""

POOLED, PARTLY_POOLED, COMMUNAL = "#00695c", "#7fb5ab", "#f3e2bf"
"""One instance for several communes, both ways, one instance a commune."""

CONVERGED, DECIDED = "#00695c", "#8cc5a2"
"""Functions that one product serves, or will: the same idea as a pooled instance."""

LACKING = "#fbe0d2"
"""Others have something here, this one nothing."""

ON_LACKING = "#8a3b00"
"""The word of what lacks, on white."""

MASTER, RIVAL, CONTRIBUTOR = "#cfe3d8", "#f3b795", "#d3e4f3"
"""Who has the say on a datum: one, one of several, or one who helps."""

FED_COPY, WILD_COPY, UNTRACED_COPY = "#ece4f2", "#f6d9a8", "#f7efc9"
"""A copy that a flow feeds, that nothing feeds, or of which nobody said."""

INSIDE_SILO, RECORDED_CROSSING, BARE_CROSSING = "#d5ede5", "#d3e6f4", "#f7d3bd"
"""Personal data that stay in their silo, that leave it as written down, or with nothing written."""

SECTORS = (
    *("#332288", "#88ccee", "#44aa99", "#117733", "#999933"),
    *("#ddcc77", "#cc6677", "#882255", "#aa4499", "#ee8866"),
)
"""The ten sectors of the RU-30 (the « muted » scheme of Paul Tol, and an orange); their number stands beside."""


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
