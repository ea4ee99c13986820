"""Sheets of paper and the screen: their sizes, and how small a text may be there.

A4 to A0 are those of ISO 216, laid on their long side. The least size follows the distance that a sheet is read from:
in the hand for A4 and A3, on a table for A2, on a wall for A1 and A0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

LARGEST = 0.057
"""The largest usual text of a sheet, in points by millimetre of its height: 12 on an A4, 48 on an A0."""
STEP = 1.2
"""From one size of texts to the next that is tried."""


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


def with_larger_texts(paper: Paper) -> Iterator[Paper]:
    """The sheet with larger and larger texts, up to those that a title alone should pass; none on a screen."""
    most = LARGEST * paper.height / paper.usual
    share = STEP
    while share <= most:
        yield paper._replace(least=share * paper.least, usual=share * paper.usual)
        share *= STEP


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
