"""What the registers of processings say of the applications."""

from __future__ import annotations

from urbanism.graph import EstateGraph, once
from urbanism.snapshot import Processing


@once
def register_entries(graph: EstateGraph) -> dict[int, list[Processing]]:
    """The processings that each application carries out."""
    entries: dict[int, list[Processing]] = {}
    for row in graph.snapshot.processing_applications:
        entries.setdefault(row.application_id, []).append(graph.snapshot.by_id[row.processing_id])
    return entries


@once
def asked_by_register(graph: EstateGraph) -> dict[int, set[str]]:
    """What each holder's register says of at least one of its entries."""
    asked: dict[int, set[str]] = {}
    for entry in graph.snapshot.processings:
        said = (word for word, value in _article_30(entry).items() if value)
        asked.setdefault(entry.commune_id, set()).update(said)
    return asked


def missing_in_entry(entry: Processing) -> set[str]:
    """What article 30 asks for and the entry does not say."""
    return {word for word, value in _article_30(entry).items() if not value}


def _article_30(entry: Processing) -> dict[str, str | None]:
    return {
        "finalité": entry.purpose,
        "base légale": entry.legal_basis,
        "catégories de données": entry.data_categories,
        "destinataires": entry.recipients,
        "durée de conservation": entry.retention,
    }
