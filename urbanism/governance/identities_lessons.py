"""What the decisions taken so far teach the engine.

A merged object is no longer there, but its name is, in the key of the decision: it is compared again, for the lesson.
"""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.governance.identities_records import Subject
from urbanism.identity_keys import EDITORS, PRODUCTS, SEPARATOR, SUITES
from urbanism.matching import Decision, Learnt, Record, deduplicate
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import IdentityVerdict

ENOUGH = 40
"""Below so many decisions on a kind, nothing can be learnt: the comparison is spared."""
OWNER = {PRODUCTS: "Éditeur", SUITES: "Éditeur"}
"""The column that the second part of a key fills, by kind."""


def lessons(snapshot: Snapshot, kind: str, subjects: Sequence[Subject]) -> Learnt | None:
    """The weights that the decisions on a kind ask for, and what they gain; None where nobody decided enough.

    Decisions on a commune's own objects (applications, directions) teach nothing: each commune is its own list.
    """
    rows = [row for row in snapshot.identity_decisions if row.kind == kind]
    if len(rows) < ENOUGH or kind not in (PRODUCTS, EDITORS, SUITES):
        return None
    records = {subject.key: subject.record for subject in subjects}
    for row in rows:
        for key in (row.left_key, row.right_key):
            if key not in records:
                records[key] = _remembered(key, kind)
    said = [
        Decision(records[row.left_key].key, records[row.right_key].key, row.verdict is IdentityVerdict.SAME)
        for row in rows
    ]
    return deduplicate(list(records.values()), said).learnt


def _remembered(key: str, kind: str) -> Record:
    """What a key says of an object that was merged since."""
    name, _, owner = key.partition(SEPARATOR)
    columns = {OWNER[kind]: _words(owner)} if kind in OWNER and owner else {}
    return Record(f"~{key}", _words(name), columns)


def _words(part: str) -> str:
    return part.replace("-", " ").lower()
