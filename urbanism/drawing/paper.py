"""Sheets of paper and the screen: their sizes, and how small a text may be there.

A4 to A0 are those of ISO 216, laid on their long side. The least size follows the distance that a sheet is read from:
in the hand for A4 and A3, on a table for A2, on a wall for A1 and A0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Paper(NamedTuple):
    """A sheet: its name, its sides and margin in millimetres, the least and the usual size of a text in points.

    A `height` of 0 is a screen, which goes down as far as needed.
    """

    name: str
    width: float
    height: float
    margin: float
    least: float
    usual: float

    @property
    def scrolls(self) -> bool:
        """Whether the sheet has no bottom."""
        return not self.height


SCREEN = Paper("Écran", 254, 0, 2, 8.0, 9.0)

PAPERS: Mapping[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("A4", 297, 210, 8, 6.0, 7.0),
        Paper("A3", 420, 297, 10, 6.0, 8.5),
        Paper("A2", 594, 420, 13, 7.5, 10.5),
        Paper("A1", 841, 594, 17, 9.0, 13.0),
        Paper("A0", 1189, 841, 22, 11.0, 18.0),
    )
}
