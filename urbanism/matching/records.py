"""What the matching reads and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Zone(StrEnum):
    """What to do with a pair. `SAME` is strict: the score is high and nothing argues against."""

    SAME = "identiques"
    REVIEW = "à vérifier"
    DIFFERENT = "différents"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a list: a key unique in its list, the text that names it, and its other columns (evidence)."""

    key: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)


class Decision(NamedTuple):
    """A person's word on a pair of keys."""

    left: str
    right: str
    same: bool


class Evidence(NamedTuple):
    """One argument, as a French sentence, and how much it weighs: for (> 0) or against (< 0)."""

    sentence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and how far they are the same thing.

    `score` runs from 0 to 1; 0.5 means as likely as not. `calibrated` tells whether decisions backed it ("étalonné").
    `decided` is what a person said of this very pair, if anyone did.
    """

    left: str
    right: str
    score: float
    zone: Zone
    calibrated: bool = False
    decided: bool | None = None
    why: Callable[[], tuple[Evidence, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The arguments, written when asked for: a long list has hundreds of thousands of pairs, few of them read."""
        return self.why()


class Quality(NamedTuple):
    """How good scores are against decisions, from 0 to 1. `calibration_error`: the mean gap between score and truth."""

    precision: float
    recall: float
    f1: float
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the arguments: readable, plain, and reset by going back to the default one.

    `weights` has one value an argument, `words` one a word that decisions showed to matter when only one name bears it.
    `decisions` counts the decisions it was learnt from (0: the default model, whose scores are "non étalonnés").
    """

    intercept: float
    weights: Mapping[str, float]
    words: Mapping[str, float] = field(default_factory=dict)
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Learnt:
    """What decisions taught: the model to use from now on, and what it gains on decisions kept aside.

    `before` and `after` are None when there was too little to learn from; `reason` then says so in French.
    """

    model: Model
    adopted: bool
    reason: str
    before: Quality | None = None
    after: Quality | None = None


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The pairs found, best first; what was learnt on the way; which columns served as evidence."""

    pairs: tuple[Pair, ...]
    model: Model
    learnt: Learnt | None
    columns: tuple[tuple[str, str], ...]

    def above(self, score: float) -> Iterable[Pair]:
        """The pairs that score at least so much."""
        return (pair for pair in self.pairs if pair.score >= score)
