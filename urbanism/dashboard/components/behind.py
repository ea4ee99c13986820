"""The list behind a number: whatever kind of objects it counts, each opening what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.state import Estate
from urbanism.graph import Subject

NOT_CONCERNED = "–"
"""What a table shows where the question has no sense: a national system has no commune."""


def behind_table(estate: Estate, identifiers: Sequence[int], key: str) -> None:
    """The objects of these identifiers."""
    graph = graph_of(estate)

    def block_of(subject: Subject) -> str | None:
        return estate.name_of(graph.block.get(subject.id)) if subject.id in graph.holder else NOT_CONCERNED

    def opens(subject: Subject) -> Target | None:
        return subject_target(estate, subject)

    subjects = graph.subjects(identifiers)
    columns: list[Column[Subject]] = [
        Column("Objet", lambda subject: subject.label),
        Column("Sorte", lambda subject: subject.kind),
        Column("Code", lambda subject: subject.code),
    ]
    if any(subject.commune for subject in subjects):
        columns.insert(2, Column("Commune", lambda subject: subject.commune or NOT_CONCERNED))
    if any(subject.id in graph.block for subject in subjects):
        columns.insert(3, Column("Bloc", block_of))
    found_table(subjects, columns, key, "objet", opens=opens)
