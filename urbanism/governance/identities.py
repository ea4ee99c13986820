"""Who is the same as whom in the estate: what to propose, what was decided, what contradicts what.

`find` runs the engine once on a snapshot. `waiting` then gives what people have to look at, whatever they decided
since: it is quick, so that a decision never waits for the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from urbanism.governance.identities_lessons import lessons
from urbanism.governance.identities_records import Subject, scopes, subjects_of
from urbanism.identity_keys import APPLICATIONS, DEPARTMENTS, PRODUCTS, standing_for
from urbanism.matching import Decision, Evidence, Grouping, Learnt, Model, Pair, Zone, deduplicate, default_model, group
from urbanism.matching.normalise import words
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import IdentityVerdict

Link = tuple[int, int]
"""Two objects of a kind, by identifier, the lower one first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine found in the objects of one kind, at one revision; people dismissed the pairs of `apart`."""

    kind: str
    revision: int
    subjects: Mapping[int, Subject]
    pairs: tuple[Pair, ...]
    confirmed: frozenset[Link]
    apart: frozenset[Link]
    learnt: Learnt | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was decided since: objects merged into others, and pairs dismissed."""

    merged: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[Link] = frozenset()

    def now(self, object_id: int) -> int:
        """The object that stands for this one."""
        while object_id in self.merged:
            object_id = self.merged[object_id]
        return object_id

    def and_merged(self, survivor: int, gone: Iterable[int]) -> Answers:
        """These answers, and a merge."""
        return Answers({**self.merged, **dict.fromkeys(gone, survivor)}, self.apart)

    def and_apart(self, links: Iterable[Link]) -> Answers:
        """These answers, and pairs dismissed."""
        return Answers(self.merged, self.apart | {link_of(*link) for link in links})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Objects that may be one thing. `zone` is SAME for the strict zone, REVIEW for what a person must judge."""

    kind: str
    members: tuple[Subject, ...]
    score: float
    zone: Zone
    decided: bool
    calibrated: bool
    pair: Pair

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What argues for and against the weakest link of the group."""
        return self.pair.evidence

    @property
    def best_name(self) -> Subject:
        """The member whose name is best kept: the most used, then the barest."""
        return min(self.members, key=lambda each: (-len(each.applications), len(each.name), each.name))

    @property
    def effect(self) -> str:
        """What confirming would do, as a French sentence."""
        return effect(self.kind, self.members)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A link that would join two objects that people said are different."""

    left: Subject
    right: Subject
    apart: tuple[Subject, Subject]

    @property
    def sentence(self) -> str:
        """The contradiction, as a French sentence."""
        return (
            f"Rapprocher « {self.left.name} » et « {self.right.name} » réunirait « {self.apart[0].name} »"
            f" et « {self.apart[1].name} », déclarés différents."
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What people have to look at, best first, and the contradictions held back."""

    proposals: tuple[Proposal, ...]
    contradictions: tuple[Contradiction, ...]


def find(snapshot: Snapshot, kind: str, *, learn: bool = True) -> Found:
    """Run the engine on the objects of a kind (one of `KINDS`).

    Args:
        learn: let the decisions already taken move the weights; without it, the default ones are used.
    """
    subjects = subjects_of(snapshot, kind)
    by_key = {subject.key: subject.id for subject in subjects}
    said = _decisions(snapshot, kind, by_key)
    decisions = [Decision(str(a), str(b), same) for (a, b), same in said.items()]
    learnt = lessons(snapshot, kind, subjects) if learn else None
    subjects_by_id = {subject.id: subject for subject in subjects}
    pairs: list[Pair] = []
    for scope in scopes(subjects):
        records = [subject.record for subject in scope]
        model = learnt.model if learnt is not None else _model(kind)
        pairs += (_cautious(pair, kind, subjects_by_id) for pair in deduplicate(records, decisions, model).pairs)
    return Found(
        kind,
        snapshot.revision,
        subjects_by_id,
        tuple(sorted(pairs, key=lambda pair: -pair.score)),
        frozenset(link for link, same in said.items() if same),
        frozenset(link for link, same in said.items() if not same),
        learnt,
    )


def _model(kind: str) -> Model:
    """The weights before any lesson. In one commune, what one application's name has more tells a second instance."""
    model = default_model(same_list=True)
    if kind in LOCAL:
        return replace(model, weights={**model.weights, "name_one": -3.0, "number_one": -1.5})
    return model


def _cautious(pair: Pair, kind: str, subjects: Mapping[int, Subject]) -> Pair:
    """Within a commune, only names of the same words are almost sure: « Accueil – Le Moulin » may be a second site."""
    if kind not in LOCAL or pair.zone is not Zone.SAME or pair.decided:
        return pair
    left, right = (frozenset(words(subjects[int(key)].name)) for key in (pair.left, pair.right))
    return pair if left == right else replace(pair, zone=Zone.REVIEW)


def waiting(found: Found, answers: Answers | None = None) -> Waiting:
    """What is still to be looked at once `answers` are taken into account; nothing already answered comes back."""
    answers = answers or Answers()
    apart = _moved(found.apart | answers.apart, answers)
    best: dict[Link, Pair] = {}
    for pair in found.pairs:
        link = link_of(answers.now(int(pair.left)), answers.now(int(pair.right)))
        if link[0] != link[1]:
            best.setdefault(link, pair)
    confirmed = _moved(found.confirmed, answers)
    strict = {link for link, pair in best.items() if pair.zone is Zone.SAME} | confirmed
    grouping = group(
        [_as(best[link], link, Zone.SAME) for link in strict if link in best],
        [
            *(Decision(str(a), str(b), True) for a, b in confirmed),
            *(Decision(str(a), str(b), False) for a, b in apart),
        ],
    )
    groups = [_group(found, members, score, best) for members, score in grouping.groups]
    one_group = {int(member): number for number, each in enumerate(grouping.groups) for member in each.members}
    reviews = _reviews(found, best, apart, one_group)
    order = sorted(
        (*groups, *reviews), key=lambda item: (item.zone is not Zone.SAME, -round(item.score, 2), -len(item.members))
    )
    return Waiting(tuple(item for item in order if item is not None), _contradictions(found, grouping))


def effect(kind: str, members: Iterable[Subject]) -> str:
    """What confirming would do: « ces 9 applications deviennent un seul produit dans 9 communes »."""
    members = tuple(members)
    users = {user for member in members for user in member.applications}
    places = {place for member in members for place in member.communes}
    if kind == APPLICATIONS or not users:
        return f"Ces {len(members)} fiches deviennent {ONE_OF[kind]}."
    where = f" dans {len(places)} communes" if len(places) > 1 else ""
    these = f"Ces {len(users)} applications ont" if len(users) > 1 else "Cette application a"
    if kind == PRODUCTS:
        these = f"Ces {len(users)} applications deviennent" if len(users) > 1 else "Cette application garde"
        return f"{these} {ONE_OF[kind]}{where}, au lieu de {len(members)}."
    return f"{these} {ONE_OF[kind]}{where}, au lieu de {len(members)}."


LOCAL = (APPLICATIONS, DEPARTMENTS)
"""Kinds that are compared within one commune."""

ONE_OF = {
    "produits": "un seul produit",
    "éditeurs": "un seul éditeur",
    "suites": "une seule suite",
    "applications": "une seule application",
    "objets de données": "un seul objet de données",
    "directions": "une seule direction",
    "communes": "une seule commune",
}


def link_of(left: int, right: int) -> Link:
    """The link between two objects."""
    return (left, right) if left <= right else (right, left)


def _decisions(snapshot: Snapshot, kind: str, by_key: Mapping[str, int]) -> dict[Link, bool]:
    """What people said of two objects that are both there; a key that was merged leads to the object that stayed."""
    rows = [row for row in snapshot.identity_decisions if row.kind == kind]
    same = [(row.left_key, row.right_key) for row in rows if row.verdict is IdentityVerdict.SAME]
    stands_for = standing_for(same, by_key)
    said: dict[Link, bool] = {}
    for row in rows:
        if row.verdict is IdentityVerdict.SAME:
            left, right = by_key.get(row.left_key), by_key.get(row.right_key)
        else:
            left, right = stands_for.get(row.left_key), stands_for.get(row.right_key)
        if left is not None and right is not None and left != right:
            said[link_of(left, right)] = row.verdict is IdentityVerdict.SAME
    return said


def _moved(links: Iterable[Link], answers: Answers) -> set[Link]:
    moved = {link_of(answers.now(a), answers.now(b)) for a, b in links}
    return {link for link in moved if link[0] != link[1]}


def _as(pair: Pair, link: Link, zone: Zone) -> Pair:
    return Pair(str(link[0]), str(link[1]), pair.score, zone, pair.calibrated, pair.decided, pair.why)


def _group(found: Found, members: Iterable[str], score: float, best: Mapping[Link, Pair]) -> Proposal:
    ids = sorted(int(member) for member in members)
    inside = [best[link] for i, a in enumerate(ids) for b in ids[i + 1 :] if (link := link_of(a, b)) in best]
    weakest = min(inside, key=lambda pair: pair.score, default=None)
    decided = any(link_of(a, b) in found.confirmed for i, a in enumerate(ids) for b in ids[i + 1 :])
    pair = weakest or Pair(str(ids[0]), str(ids[-1]), 1.0, Zone.SAME, decided=True)
    subjects = tuple(found.subjects[identifier] for identifier in ids)
    return Proposal(found.kind, subjects, score, Zone.SAME, decided, pair.calibrated, pair)


def _reviews(
    found: Found, best: Mapping[Link, Pair], apart: set[Link], one_group: Mapping[int, int]
) -> Iterable[Proposal]:
    """The pairs to judge, best first: two groups are asked about once, through their best pair."""
    asked: set[Link] = {link_of(_place(a, one_group), _place(b, one_group)) for a, b in apart}
    for link, pair in sorted(best.items(), key=lambda item: -item[1].score):
        places = link_of(_place(link[0], one_group), _place(link[1], one_group))
        if pair.zone is Zone.REVIEW and places[0] != places[1] and places not in asked:
            asked.add(places)
            members = tuple(found.subjects[identifier] for identifier in link)
            yield Proposal(found.kind, members, pair.score, Zone.REVIEW, False, pair.calibrated, pair)


def _place(identifier: int, one_group: Mapping[int, int]) -> int:
    """A number for the group an object is in, or for the object alone (negative numbers are groups)."""
    return -1 - one_group[identifier] if identifier in one_group else identifier


def _contradictions(found: Found, grouping: Grouping) -> tuple[Contradiction, ...]:
    subjects = found.subjects
    return tuple(
        Contradiction(
            subjects[int(conflict.left)],
            subjects[int(conflict.right)],
            (subjects[int(conflict.apart[0])], subjects[int(conflict.apart[1])]),
        )
        for conflict in grouping.conflicts
    )
