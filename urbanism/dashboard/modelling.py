"""The table in which a process is modelled: what each line may choose, and the steps that the lines say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from urbanism.analyses.stoppable import party_name
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.state import Estate
from urbanism.governance.process_edits import StepDraft
from urbanism.snapshot import ProcessStep

MOST_CHOICES = 3_000
"""Applications that a list of choices may hold; with a commune chosen, its own come first."""

ORDER, STEP, ACTOR, APPLICATION = "N°", "Ce qui se fait", "Qui le fait", "Avec quelle application"
BLOCK, READ, WRITTEN = "Pour quel bloc", "Données lues", "Données écrites"


def applications_for(estate: Estate, commune: int | None, steps: tuple[ProcessStep, ...]) -> Mapping[str, int]:
    """The applications that a step may name: those that the commune uses, and those already named."""
    graph = graph_of(estate)
    used = [a.id for a in graph.applications if commune is None or commune in graph.served[a.id]]
    named = [step.application_id for step in steps if step.application_id is not None]
    found = {party_name(graph, party): party for party in dict.fromkeys([*named, *used[:MOST_CHOICES]])}
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def steps_written(
    rows: Sequence[Mapping[str, Any]], applications: Mapping[str, int], blocks: Mapping[str, int]
) -> tuple[StepDraft, ...]:
    """The steps that the table says, in order; a line with nothing in it is no step.

    What is in none of the lists of choices is unknown.
    """
    lines = [{name: None if pd.isna(value) else value for name, value in row.items()} for row in rows]
    lines = [line for line in lines if any(value for name, value in line.items() if name != ORDER)]
    ranked = sorted(enumerate(lines, 1), key=lambda one: (one[1][ORDER] or one[0], one[0]))

    def text(line: Mapping[str, Any], name: str) -> str | None:
        return str(line[name] or "").strip() or None

    return tuple(
        StepDraft(
            text(line, STEP) or "",
            text(line, ACTOR),
            blocks.get(line[BLOCK] or ""),
            applications.get(line[APPLICATION] or ""),
            text(line, READ),
            text(line, WRITTEN),
        )
        for _, line in ranked
    )
