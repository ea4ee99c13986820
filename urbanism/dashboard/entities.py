"""What the kinds of objects are called on the pages, and their stored values in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from urbanism.dashboard.fields import NameOf, in_words

ENTITIES: Mapping[str, tuple[str, str]] = {
    "application": ("application", "applications"),
    "interface": ("flux", "flux"),
    "referential": ("référentiel", "référentiels"),
    "contract": ("contrat", "contrats"),
    "commune": ("commune", "communes"),
    "department": ("direction ou service", "directions ou services"),
    "editor": ("éditeur", "éditeurs"),
    "suite": ("suite", "suites"),
    "product": ("produit", "produits"),
    "alias": ("autre nom", "autres noms"),
    "data_object": ("donnée", "données"),
    "data_use": ("usage de donnée", "usages de données"),
    "processing": ("traitement", "traitements"),
    "process": ("processus", "processus"),
    "process_step": ("étape de processus", "étapes de processus"),
    "pooling": ("position de mutualisation", "positions de mutualisation"),
    "functional_block": ("bloc", "blocs"),
    "import_profile": ("profil d’import", "profils d’import"),
    "waiver": ("dérogation", "dérogations"),
    "extract_comparison": ("comparaison d’extraits", "comparaisons d’extraits"),
    "assessment": ("chiffre saisi", "chiffres saisis"),
    "identity_decision": ("décision d’identité", "décisions d’identité"),
}
"""One and several objects of an entity, as a person says it."""

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def entity_name(entity: str, several: bool = False) -> str:
    """The word for objects of an entity; the stored name where it has none (associations)."""
    return ENTITIES.get(entity, (entity.replace("_", " "),) * 2)[several]


def stored_in_words(name: str, value: object, name_of: NameOf) -> str | None:
    """A stored value as people write it: days in French order, extra attributes one after the other."""
    if isinstance(value, dict):
        return " ; ".join(f"{header} : {text}" for header, text in value.items()) or None
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        value = date.fromisoformat(value)
    return in_words(name, value, name_of)
