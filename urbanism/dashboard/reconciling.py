"""The desk on which proposals of identity are decided: what was found, and what was answered since.

The engine runs once for a kind; each decision is written to the database and applied to what was found, so that the
next proposal comes at once. When someone else writes, the desk is laid again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.governance.identities import Answers, Found, Proposal, Waiting, effect, find, waiting
from urbanism.governance.identities_decide import dismiss, merge_all, split
from urbanism.governance.identities_records import Subject
from urbanism.matching import Zone
from urbanism.store import read_base
from urbanism.store.undo import undo

DESK = "reconcile-desk"


@dataclass(frozen=True, slots=True)
class Done:
    """A decision taken on this desk: what it says, its change set, what was answered before it."""

    sentence: str
    change_set: int
    before: Answers
    is_merge: bool


@dataclass(slots=True)
class Desk:
    """What one person has before them: the proposals of a kind, and their decisions."""

    key: tuple[object, ...]
    found: Found
    revision: int
    answers: Answers = field(default_factory=Answers)
    done: list[Done] = field(default_factory=list)
    later: set[tuple[int, ...]] = field(default_factory=set)
    reckoned: tuple[Answers, Waiting] | None = None

    def waiting(self) -> Waiting:
        """What is left to look at, what was put off last; reckoned once for the answers given."""
        if self.reckoned is None or self.reckoned[0] is not self.answers:
            self.reckoned = self.answers, waiting(self.found, self.answers)
        left = self.reckoned[1]
        order = sorted(left.proposals, key=lambda proposal: _members(proposal) in self.later)
        return Waiting(tuple(order), left.contradictions)

    def confirm(self, estate: Estate, proposals: list[tuple[Proposal, int]]) -> None:
        """Merge the members of each proposal into the one that is kept."""
        groups = [
            (kept, [member.id for member in proposal.members if member.id != kept]) for proposal, kept in proposals
        ]
        change_set = merge_all(estate.engine, self.found.kind, groups, estate.viewer.name)
        answers = self.answers
        for survivor, gone in groups:
            answers = answers.and_merged(survivor, gone)
        first = proposals[0][0].effect if len(proposals) == 1 else f"{len(proposals)} groupes confirmés."
        self._note(estate, first, change_set, answers, is_merge=True)

    def merge_by_hand(self, estate: Estate, chosen: list[Subject]) -> None:
        """Merge what a person chose; the first one is kept."""
        kept, *gone = (member.id for member in chosen)
        author, why = estate.viewer.name, "rapproché à la main"
        change_set = merge_all(estate.engine, self.found.kind, [(kept, gone)], author, why)
        sentence = effect(self.found.kind, chosen)
        self._note(estate, sentence, change_set, self.answers.and_merged(kept, gone), is_merge=True)

    def dismiss(self, estate: Estate, proposal: Proposal) -> None:
        """Say that the members are all different."""
        members = [member.id for member in proposal.members]
        change_set = dismiss(estate.engine, self.found.kind, members, estate.viewer.name)
        links = [(a, b) for position, a in enumerate(members) for b in members[position + 1 :]]
        names = " et ".join(f"« {member.name} »" for member in proposal.members)
        self._note(estate, f"{names} sont différents.", change_set, self.answers.and_apart(links), is_merge=False)

    def put_off(self, proposal: Proposal) -> None:
        """Look at it after the others."""
        self.later.add(_members(proposal))

    def undo(self, estate: Estate) -> None:
        """Take the last decision back."""
        last = self.done[-1]
        undo(estate.engine, last.change_set, estate.viewer.name)
        self.done.pop()
        self.answers = last.before
        self.revision = read_base(estate.engine).revision

    def split(self, estate: Estate, done: Done) -> None:
        """Take an earlier merge apart, and keep it from being proposed again; the desk is laid again."""
        split(estate.engine, self.found.kind, done.change_set, estate.viewer.name)

    def _note(self, estate: Estate, sentence: str, change_set: int, answers: Answers, *, is_merge: bool) -> None:
        self.done.append(Done(sentence, change_set, self.answers, is_merge))
        self.answers = answers
        self.revision = read_base(estate.engine).revision


def desk_of(estate: Estate, kind: str, *, learn: bool) -> Desk:
    """The desk of a kind, kept from one run of the page to the next as long as nobody else writes."""
    desk: Desk | None = st.session_state.get(DESK)
    key = (estate.url, estate.viewer, kind, learn)
    if desk is None or desk.key != key or desk.revision != estate.snapshot.revision:
        found, answers, left = _laid(estate, kind, learn)
        desk = Desk(key, found, estate.snapshot.revision, answers, reckoned=(answers, left))
        st.session_state[DESK] = desk
    return desk


@kept(8, "Recherche des rapprochements…")
def _laid(estate: Estate, kind: str, learn: bool) -> tuple[Found, Answers, Waiting]:
    """What is found of a kind, no answer yet, and what is then left to look at."""
    found, answers = find(estate.snapshot, kind, learn=learn), Answers()
    return found, answers, waiting(found, answers)


def strict(left: Waiting) -> list[Proposal]:
    """The groups that are almost sure."""
    return [proposal for proposal in left.proposals if proposal.zone is Zone.SAME]


def _members(proposal: Proposal) -> tuple[int, ...]:
    return tuple(member.id for member in proposal.members)
