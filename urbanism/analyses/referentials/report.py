"""Every group of rival referentials with its evidence, its proposed master and its target: worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from urbanism.analyses.referentials.authority import WantedRule
from urbanism.analyses.referentials.evidence import members_of, why
from urbanism.analyses.referentials.grouping import Doubt, ReferentialGroup, ReferentialGroups, referential_groups
from urbanism.analyses.referentials.mastery import Proposal, Proposer
from urbanism.analyses.referentials.national import NationalCase, national_cases
from urbanism.analyses.referentials.target import Target, target
from urbanism.graph import EstateGraph
from urbanism.vocabulary import AuthorityRating, HolderKind


class Case(NamedTuple):
    """A group, why it is one, which member should be the reference, and what it takes."""

    group: ReferentialGroup
    evidence: tuple[str, ...]
    proposal: Proposal
    target: Target

    @property
    def harm(self) -> int:
        """What the rivals cost, to put the worst first: bases too many, links too many, scripts that translate."""
        too_many = len(self.group.members) - 1
        return too_many + max(0, self.target.links_before - self.target.links_after) + len(self.target.scripts)


@dataclass(frozen=True)
class Report:
    """The cases, worst first; what was found beside them stays in `groups`."""

    cases: tuple[Case, ...]
    groups: ReferentialGroups
    national: tuple[NationalCase, ...]


def report(graph: EstateGraph) -> Report:
    """Everything that can be said of the referentials of an estate."""
    groups = referential_groups(graph)
    proposer = Proposer(graph, groups.vocabulary)
    cases = []
    for each in groups.groups:
        proposal = proposer.propose(each)
        cases.append(
            Case(
                each,
                why(graph, groups, each),
                proposal,
                target(graph, groups.vocabulary, each, proposal.master),
            )
        )
    cases.sort(key=lambda case: (-case.harm, case.group.name, case.group.referentials))
    return Report(tuple(cases), groups, national_cases(graph))


def proposed_rules(graph: EstateGraph, case: Case, master: int) -> tuple[WantedRule, ...]:
    """The authority rules that would make `master` the reference of a group, and discourage the others.

    They hold in the master's commune, or everywhere when its territory is wider. Nothing is proposed for an object
    that nobody named: a rule needs one.
    """
    item = case.group.data_object
    if item is None:
        return ()
    holder = graph.communes[graph.holder[master]]
    commune = holder.id if holder.kind is HolderKind.COMMUNE else None
    reasons = {
        candidate.referential: " ".join(c.sentence for c in candidate.criteria if (c.points or 0) > 0)
        for candidate in case.proposal.candidates
    }
    name = graph.label(master)
    return tuple(
        WantedRule(
            member, item, commune, None, AuthorityRating.REFERENCE, reasons[member] or "Choisi par une personne."
        )
        if member == master
        else WantedRule(member, item, commune, None, AuthorityRating.DISCOURAGED, f"La référence est « {name} ».")
        for member in case.group.referentials
    )


def as_json(graph: EstateGraph, found: Report) -> dict[str, Any]:
    """The stable keys of the command line, and the rest in readable names."""
    return {
        "groups": [_case(graph, case) for case in found.cases],
        "to_review": [_doubt(graph, doubt) for doubt in found.groups.doubts],
        "homonyms": [_doubt(graph, doubt) for doubt in found.groups.homonyms],
        "held_back": [
            {
                "members": [graph.subject(held.left).code, graph.subject(held.right).code],
                "different": [graph.subject(each).code for each in held.apart],
                "confirmed": held.confirmed,
            }
            for held in found.groups.held
        ],
        "not_assessable": [
            {"subject": graph.subject(silence.subject).code, "reason": silence.reason, "question": silence.question}
            for silence in found.groups.silences
        ],
        "national": [
            {
                "subject": graph.subject(case.subject).code,
                "reason": case.sentence,
                "recommendation": case.recommendation,
            }
            for case in found.national
        ],
    }


def _case(graph: EstateGraph, case: Case) -> dict[str, Any]:
    own = {member.referential: member.own for member in case.group.members}
    best = case.proposal.candidates[0]
    reasons = sorted((c for c in best.criteria if c.points), key=lambda c: -(c.points or 0))
    return {
        "object": case.group.name,
        "members": [
            {
                "code": member.code,
                "name": member.name,
                "commune": graph.label(member.commune_id),
                "application": graph.label(member.application_id) if member.application_id is not None else None,
                "technology": member.technology,
                "copy": not own[member.id],
            }
            for member in members_of(graph, case.group)
        ],
        "score": round(case.group.score, 3),
        "evidence": list(case.evidence),
        "decision": "identiques" if case.group.decided else "à décider",
        "proposed_master": graph.subject(case.proposal.master).code,
        "master_reasons": [criterion.sentence for criterion in reasons],
        "open_choice": case.proposal.open,
        "to_ask": [criterion.sentence for criterion in best.criteria if criterion.points is None],
        "target": _target(graph, case.target),
    }


def _target(graph: EstateGraph, goal: Target) -> dict[str, Any]:
    def codes(identifiers: tuple[int, ...]) -> list[str]:
        return [graph.subject(each).code for each in identifiers]

    return {
        "pattern": goal.pattern.value,
        "pattern_reason": goal.pattern_reason,
        "national_source": goal.national,
        "layers": codes(goal.layers),
        "replaced": codes(goal.replaced),
        "replug": [graph.subject(replug.party).code for replug in goal.replugs],
        "scripts": codes(goal.scripts),
        "lost": {graph.subject(loss.referential).code: list(loss.columns) for loss in goal.losses if not loss.kept},
        "steps": [f"{step.title} – {step.detail}" for step in goal.steps],
        "links_before": goal.links_before,
        "links_after": goal.links_after,
        "operations": goal.operations,
    }


def _doubt(graph: EstateGraph, doubt: Doubt) -> dict[str, Any]:
    return {
        "members": [graph.subject(doubt.left.referential).code, graph.subject(doubt.right.referential).code],
        "names": [graph.label(doubt.left.referential), graph.label(doubt.right.referential)],
        "score": round(doubt.likeness.score, 3),
        "views": doubt.apart,
        "evidence": [argument.sentence for argument in doubt.likeness.evidence],
    }
