"""What the map does not say yet, by level of detail.

Levels 1 and 2 are those of Mercator and of the ANSSI guide (2018), as `regles.csv` (R26) lists them; level 3, which it
only names, is taken here as what one needs to change or move the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from urbanism.graph import EstateGraph
from urbanism.snapshot import Application, Interface
from urbanism.vocabulary import DataHolder, Hosting, Ternary

LEVELS = (1, 2, 3)


def application_gaps(graph: EstateGraph, application: Application) -> Mapping[int, list[str]]:
    """What an application does not say, by level. Its process is asked for only where the estate has processes."""
    a = application
    asked: list[tuple[int, str, Any]] = [
        (1, "description", a.description),
        (1, "technologie", a.technologies),
        (1, "type", a.product_id is not None or a.home_made is not Ternary.UNKNOWN),
        (1, "utilisateurs", a.users is not None),
        (2, "responsable", a.correspondent),
        (2, "entité responsable", a.department_id),
        (2, "besoins de sécurité", None not in (a.confidentiality, a.integrity, a.availability, a.traceability)),
        (3, "version", a.version),
        (3, "éditeur", a.id in graph.editor or a.home_made is Ternary.YES),
        (3, "hébergement", a.hosting is not Hosting.UNKNOWN),
        (3, "détenteur des données", a.data_holder is not DataHolder.UNKNOWN),
    ]
    if graph.snapshot.process_steps:
        asked.append((1, "processus", a.id in graph.in_processes))
    gaps: dict[int, list[str]] = {level: [] for level in LEVELS}
    for level, word, value in asked:
        if not value:
            gaps[level].append(word)
    return gaps


def interface_gaps(flow: Interface) -> list[str]:
    """What an interface does not say at level 1; its two ends are kept by the database."""
    return [] if flow.description else ["description"]
