"""Finding anything by its name, whatever it is: an application, a bloc, a referential, a project, an editor…"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from urbanism.analyses.search import farness, fold
from urbanism.graph import Subject
from urbanism.graph.subjects import Names
from urbanism.snapshot import Snapshot

TABLES = (
    *("zones", "districts", "blocks", "communes", "applications", "products", "editors", "suites", "referentials"),
    *("data_objects", "processes", "projects", "scenarios", "contracts", "external_systems"),
    *("departments", "processings"),
)
"""What can be found, the widest first: things of equal merit come in that order."""

LIKENESS = 0.7
"""From 0 to 1, how near a word must be to one that was mistyped: one letter wrong in four, two in seven."""

MOST_WORDS = 8
"""Words that a mistyped one may stand for."""

WORD = re.compile(r"\w+")


class Named(NamedTuple):
    """A thing that can be found: its folded name, and all the folded words that find it."""

    subject: Subject
    name: str
    words: str


def thing(subject: Subject, *others: str) -> Named:
    """A thing ready to be found by its name, code, holder, kind and other words."""
    said = (subject.label, subject.code, subject.commune, subject.kind, *others)
    return Named(subject, fold(subject.label), fold(" ".join(said)))


def everything(snapshot: Snapshot) -> tuple[Named, ...]:
    """All that bears a name, with its code, its holder, the other names it goes by and the people who answer for it.

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
    for department in snapshot.departments:
        if department.deputy:
            others.setdefault(department.id, []).append(department.deputy)
    for application in snapshot.applications:
        if application.correspondent:
            others.setdefault(application.id, []).append(application.correspondent)

    def named(identifier: int) -> Named:
        subject = names[identifier]
        return thing(subject, *others.get(identifier, ()))

    return tuple(named(record.id) for table in TABLES for record in getattr(snapshot, table))


def find(things: Iterable[Named], question: str) -> list[Subject]:
    """What holds every word of the question: those so named first, then those whose name begins with it."""
    asked = fold(question.strip())
    words = asked.split()
    if not words:
        return []
    found = [thing for thing in things if all(word in thing.words for word in words)]
    return [thing.subject for thing in sorted(found, key=lambda thing: farness(thing.name, asked))]


def vocabulary(things: Iterable[Named]) -> frozenset[str]:
    """Every word that finds one of the things."""
    return frozenset(word for one in things for word in WORD.findall(one.words))


def nearly(things: Sequence[Named], known: Collection[str], question: str) -> list[Subject]:
    """What holds words like those of the question, mistyped as they may be: the nearest first.

    `known` are the words that find the things.
    """
    alike = [_alike(asked, known) for asked in WORD.findall(fold(question))]
    merits: list[tuple[float, Subject]] = []
    for one in things:
        best = [max((words[word] for word in words if word in one.words), default=0.0) for words in alike]
        if best and all(best):
            merits.append((sum(best), one.subject))
    return [subject for _, subject in sorted(merits, key=lambda merit: -merit[0])]


def _alike(asked: str, known: Collection[str]) -> dict[str, float]:
    """The words that one may have meant, with their likeness from 0 to 1: the word itself where something holds it."""
    if any(asked in word for word in known):
        return {asked: 1.0}
    near = process.extract(asked, known, scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=MOST_WORDS)
    return {word: likeness for word, likeness, _ in near}
