"""`urbanism reconcile`: what the estate holds twice, or under several names. Read only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.french import count, number
from urbanism.identity_keys import KINDS

if TYPE_CHECKING:
    from urbanism.governance.identities import Found, Proposal, Waiting

SHOWN_GROUPS = 20


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "reconcile", "Proposer ce que le patrimoine contient en double, preuves à l’appui ; rien n’est écrit."
    )
    parser.add_argument("--kind", choices=KINDS, metavar="NATURE", help=f"seulement cette nature : {', '.join(KINDS)}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Find, and print the groups."""
    from urbanism.governance.identities import find, waiting
    from urbanism.store import load_snapshot, open_estate

    snapshot = load_snapshot(open_estate(options.database))
    groups: list[dict[str, Any]] = []
    conflicts: list[dict[str, Any]] = []
    for kind in KINDS if options.kind is None else (options.kind,):
        found = find(snapshot, kind)
        seen = waiting(found)
        groups += [_to_json(proposal) for proposal in seen.proposals]
        conflicts += [{"kind": kind, "message": each.sentence} for each in seen.contradictions]
        if not options.json:
            _describe(found, seen)
    if options.json:
        print_json({"groups": groups, "conflicts": conflicts})
    return 0


def _to_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": proposal.kind,
        "members": [
            {"id": member.id, "name": member.name, "key": member.key, "details": dict(member.details)}
            for member in proposal.members
        ],
        "score": proposal.score,
        "calibrated": proposal.calibrated,
        "evidence": [item.sentence for item in proposal.evidence],
        "effect": proposal.effect,
        "decision": "same" if proposal.zone == "identiques" else "review",
        "confirmed": proposal.decided,
    }


def _describe(found: Found, seen: Waiting) -> None:
    strict = [proposal for proposal in seen.proposals if proposal.zone == "identiques"]
    sure = count(len(strict), "groupe presque sûr", "groupes presque sûrs")
    reviews = len(seen.proposals) - len(strict)
    print(
        f"{found.kind.capitalize()} : {count(len(found.subjects), 'fiche')}, {sure},"
        f" {count(reviews, 'rapprochement')} à vérifier."
    )
    for proposal in seen.proposals[:SHOWN_GROUPS]:
        names = ", ".join(f"« {member.name} »" for member in proposal.members)
        print(f"  {number(proposal.score, 2)}  {proposal.zone} : {names}")
        for item in proposal.evidence[:2]:
            print(f"        {item.sentence}")
    if len(seen.proposals) > SHOWN_GROUPS:
        print(f"  … et {number(len(seen.proposals) - SHOWN_GROUPS)} autres (tous avec --json).")
    for contradiction in seen.contradictions:
        print(f"  Contradiction : {contradiction.sentence}")
    if found.learnt is not None:
        print(f"  {found.learnt.reason}")
