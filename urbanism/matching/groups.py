"""From pairs to groups, without ever joining what a person set apart.

Pairs are joined best first: those that a person confirmed, then those of the strict zone. A pair that would bring two
dismissed records into one group, even through a third, is held back and reported with the dismissal it contradicts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from urbanism.matching.records import Decision, Pair, Zone


class Group(NamedTuple):
    """Records that are one thing: their keys, sorted, and the lowest score that was needed to join them."""

    members: tuple[str, ...]
    score: float


class Conflict(NamedTuple):
    """A link (left, right) that would join `apart`, two records that a person said are different.

    `confirmed` tells whether a person also confirmed the link: then their decisions contradict each other.
    """

    left: str
    right: str
    score: float
    apart: tuple[str, str]
    confirmed: bool

    @property
    def sentence(self) -> str:
        """The conflict, as a French sentence."""
        verb = "a été confirmé" if self.confirmed else "est proposé"
        return (
            f"Le rapprochement de « {self.left} » et « {self.right} » {verb}, "
            f"mais il réunirait « {self.apart[0]} » et « {self.apart[1]} », déclarés différents."
        )


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of two records or more, and the links held back."""

    groups: tuple[Group, ...]
    conflicts: tuple[Conflict, ...]


def group(
    pairs: Iterable[Pair], decisions: Iterable[Decision] = (), zones: Collection[Zone] = (Zone.SAME,)
) -> Grouping:
    """Group the records of one list.

    Args:
        pairs: scored pairs; those of `zones` are joined, unless a decision forbids it.
        decisions: what people said; the last word on a pair holds.
        zones: add `Zone.REVIEW` to see the groups that would come of accepting every proposal.
    """
    said = {_key(decision.left, decision.right): decision.same for decision in decisions}
    links = {_key(pair.left, pair.right): pair.score for pair in pairs if pair.zone in zones}
    links |= {pair: 1.0 for pair, same in said.items() if same}
    builder = _Builder({pair for pair, same in said.items() if not same})
    for pair in sorted(links, key=lambda pair: (not said.get(pair, False), -links[pair], pair)):
        if said.get(pair, True):
            builder.join(pair, links[pair], confirmed=pair in said)
    return Grouping(builder.groups(), tuple(builder.conflicts))


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left <= right else (right, left)


class _Builder:
    """Groups being built, and the dismissed pairs that each one must respect."""

    def __init__(self, apart: set[tuple[str, str]]) -> None:
        self.conflicts: list[Conflict] = []
        self._group_of: dict[str, int] = {}
        self._members: dict[int, list[str]] = {}
        self._lowest: dict[int, float] = {}
        self._enemies: dict[str, set[str]] = {}
        for left, right in apart:
            self._enemies.setdefault(left, set()).add(right)
            self._enemies.setdefault(right, set()).add(left)

    def join(self, pair: tuple[str, str], score: float, *, confirmed: bool) -> None:
        small, large = sorted((self._number(pair[0]), self._number(pair[1])), key=lambda n: len(self._members[n]))
        if small == large:
            return
        apart = self._dismissal_between(small, large)
        if apart is not None:
            self.conflicts.append(Conflict(*pair, score, apart, confirmed))
            return
        for member in self._members[small]:
            self._group_of[member] = large
        self._members[large] += self._members.pop(small)
        self._lowest[large] = min(self._lowest[large], self._lowest.pop(small), score)

    def groups(self) -> tuple[Group, ...]:
        return tuple(
            sorted(
                Group(tuple(sorted(members)), self._lowest[number])
                for number, members in self._members.items()
                if len(members) > 1
            )
        )

    def _number(self, record: str) -> int:
        if record not in self._group_of:
            number = self._group_of[record] = len(self._group_of)
            self._members[number], self._lowest[number] = [record], 1.0
        return self._group_of[record]

    def _dismissal_between(self, small: int, large: int) -> tuple[str, str] | None:
        for member in self._members[small]:
            for enemy in self._enemies.get(member, ()):
                if self._group_of.get(enemy) == large:
                    return _key(member, enemy)
        return None
