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
