"""What an indicator answers, for which part of the estate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from urbanism.snapshot import Application, Interface


class Figure(NamedTuple):
    """A computed number and where it comes from.

    `value` is numerator / denominator unless the indicator says otherwise; `assessed` of `total` things had the data
    it needs; `behind` identifies what the number counts; `detail` holds the figures told beside it.
    """

    value: float
    numerator: float
    denominator: float
    assessed: int
    total: int
    behind: tuple[int, ...] = ()
    detail: Mapping[str, float] = {}


class NoFigure(NamedTuple):
    """Why there is no number, in French."""

    reason: str


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the estate: the whole, a commune, a bloc or a zone, with what stands in it.

    `applications` are those in use, `retired` those stopped; `flows` touch one of its applications or referentials, and
    `direct` are the direct links among them.
    """

    kind: str
    id: int
    label: str
    applications: list[Application] = field(default_factory=list)
    retired: list[Application] = field(default_factory=list)
    flows: list[Interface] = field(default_factory=list)
    direct: list[Interface] = field(default_factory=list)


class Indicator(NamedTuple):
    """An indicator for a part of the estate."""

    code: str
    title: str
    part_kind: str
    part_id: int
    part: str
    figure: Figure | NoFigure

    def as_json(self) -> dict[str, Any]:
        """The stable keys of the command line."""
        head = {"code": self.code, "title": self.title, "scope": self.part_kind, "of": self.part}
        if isinstance(self.figure, NoFigure):
            return {**head, "value": None, "reason": self.figure.reason}
        told = self.figure._asdict()
        return {**head, **{name: told[name] for name in told if name != "behind"}, "detail": dict(self.figure.detail)}
