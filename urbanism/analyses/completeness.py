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
    kind = a.product_id is not None or a.home_made is not Ternary.UNKNOWN
    security = (a.confidentiality, a.integrity, a.availability, a.traceability)
    asked: dict[int, dict[str, Any]] = {
        1: {
            "description": a.description,
            "technologie": a.technologies,
            "type": kind,
            "utilisateurs": a.users is not None,
        },
        2: {
            "responsable": a.correspondent,
            "entité responsable": a.department_id,
            "besoins de sécurité": all(need is not None for need in security),
        },
        3: {
            "version": a.version,
            "éditeur": a.id in graph.editor or a.home_made is Ternary.YES,
            "hébergement": a.hosting is not Hosting.UNKNOWN,
            "détenteur des données": a.data_holder is not DataHolder.UNKNOWN,
        },
    }
    if graph.snapshot.process_steps:
        asked[1]["processus"] = a.id in graph.in_processes
    return {level: [field for field, value in fields.items() if not value] for level, fields in asked.items()}


def interface_gaps(flow: Interface) -> list[str]:
    """What an interface does not say at level 1; its two ends are kept by the database."""
    return [] if flow.description else ["description"]
