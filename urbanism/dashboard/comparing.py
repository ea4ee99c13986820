"""Extracts being compared on the page: kept for the session only, with what the person corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from importers.extracts import ReadExtract, read_extracts
from urbanism.comparing import Comparison, compare_extracts
from urbanism.comparing.renames import Rename, probable_renames
from urbanism.dashboard.importing import saved

Pair = tuple[int, int]
Headers = tuple[str, str]


@dataclass
class Compared:
    """Extracts, two by two.

    Attributes:
        read: the extracts, as read.
        noun: what a row is, in the plural.
        columns: the columns that a person matched, by pair of extracts.
        keys: the key that a person chose, by pair of extracts.
    """

    read: Sequence[ReadExtract]
    noun: str
    columns: dict[Pair, list[Headers]] = field(default_factory=dict)
    keys: dict[Pair, list[Headers]] = field(default_factory=dict)
    _found: dict[Pair, Comparison] = field(default_factory=dict)
    _renames: dict[Pair, tuple[Rename, ...]] = field(default_factory=dict)

    @property
    def pairs(self) -> list[Pair]:
        """Every two extracts, by their places."""
        return list(combinations(range(len(self.read)), 2))

    def comparison(self, pair: Pair) -> Comparison:
        """Two extracts compared, as corrected; made once."""
        if pair not in self._found:
            left, right = (self.read[place].extract for place in pair)
            self._found[pair] = compare_extracts(left, right, self.columns.get(pair), self.keys.get(pair))
            self._renames.pop(pair, None)
        return self._found[pair]

    def renames(self, pair: Pair) -> tuple[Rename, ...]:
        """The probable renames between the rows that each extract has alone; looked for once."""
        comparison = self.comparison(pair)
        if pair not in self._renames:
            self._renames[pair] = probable_renames(comparison)
        return self._renames[pair]

    def match(self, pair: Pair, left: str, right: str | None) -> None:
        """Say which column of the right answers one of the left (None: none does)."""
        told = [(one.left, one.right) for one in self.comparison(pair).matched]
        kept = [one for one in told if one[0] != left and one[1] != right]
        self.columns[pair] = [*kept, (left, right)] if right else kept
        if key := self.keys.get(pair):
            self.keys[pair] = [one for one in key if one in self.columns[pair]]
        del self._found[pair]

    def choose_key(self, pair: Pair, lefts: Sequence[str]) -> None:
        """Say which matched columns identify a row; none: it is found again."""
        answers = {one.left: one.right for one in self.comparison(pair).matched}
        self.keys[pair] = [(left, answers[left]) for left in lefts if left in answers]
        del self._found[pair]


def read_uploads(contents: Sequence[tuple[str, bytes]], names: Sequence[str], noun: str) -> Compared:
    """Read what the browser gave, under the names that the person gave; the files are erased at once.

    Raises:
        UnusableFile: one of them cannot be read.
    """
    with saved(contents) as (_folder, files):
        read = list(read_extracts([str(file) for file in files], names))
    return Compared(read, noun.strip() or "lignes")
