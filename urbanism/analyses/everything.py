"""Finding anything by its name, whatever it is: an application, a bloc, a referential, a project, an editor…"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from urbanism.analyses.search import farness, fold
from urbanism.graph import Subject
from urbanism.graph.subjects import Names
from urbanism.snapshot import Snapshot

TABLES = (
    *("zones", "districts", "blocks", "communes", "applications", "products", "editors", "suites", "referentials"),
    *("data_objects", "processes", "projects", "scenarios", "contracts", "external_systems"),
)
"""What can be found, the widest first: things of equal merit come in that order."""


class Named(NamedTuple):
    """A thing that can be found: its folded name, and all the folded words that find it."""

    subject: Subject
    name: str
    words: str


def everything(snapshot: Snapshot) -> tuple[Named, ...]:
    """All that bears a name, with its code, its holder and the other names it goes by.

    Interfaces are left to their own list: they are named after their two ends.
    """
    names = Names(snapshot)
    others: dict[int, list[str]] = {}
    for alias in snapshot.aliases:
        owner = alias.product_id or alias.editor_id or alias.suite_id
        if owner is not None:
            others.setdefault(owner, []).append(alias.text)
    for item in snapshot.data_objects:
        if item.synonyms:
            others.setdefault(item.id, []).append(item.synonyms)

    def named(identifier: int) -> Named:
        subject = names[identifier]
        said = (subject.label, subject.code, subject.commune, subject.kind, *others.get(identifier, ()))
        return Named(subject, fold(subject.label), fold(" ".join(said)))

    return tuple(named(record.id) for table in TABLES for record in getattr(snapshot, table))


def find(things: Iterable[Named], question: str) -> list[Subject]:
    """What holds every word of the question: those so named first, then those whose name begins with it."""
    asked = fold(question.strip())
    words = asked.split()
    if not words:
        return []
    found = [thing for thing in things if all(word in thing.words for word in words)]
    return [thing.subject for thing in sorted(found, key=lambda thing: farness(thing.name, asked))]
