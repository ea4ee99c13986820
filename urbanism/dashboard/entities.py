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
    "zone": ("zone", "zones"),
    "district": ("quartier", "quartiers"),
    "ru30_sector": ("secteur RU-30", "secteurs RU-30"),
    "external_system": ("système national", "systèmes nationaux"),
    "authority_rule": ("règle d’autorité", "règles d’autorité"),
    "expected_block": ("bloc attendu", "blocs attendus"),
    "secondary_block": ("bloc secondaire", "blocs secondaires"),
    "served_commune": ("commune desservie", "communes desservies"),
    "carried_object": ("donnée recopiée", "données recopiées"),
    "interface_object": ("donnée échangée", "données échangées"),
    "data_object_block": ("bloc qui consomme une donnée", "blocs qui consomment une donnée"),
    "external_system_block": ("bloc relié à un système national", "blocs reliés à un système national"),
    "processing_application": ("application d’un traitement", "applications d’un traitement"),
    "project": ("projet", "projets"),
    "project_block": ("autre bloc d’un projet", "autres blocs de projets"),
    "project_department": ("direction concernée", "directions concernées"),
    "project_data_object": ("donnée d’un projet", "données de projets"),
    "project_document": ("document", "documents"),
    "document_content": ("contenu d’un document", "contenus de documents"),
    "intended_change": ("changement prévu", "changements prévus"),
    "diagnostic": ("avis", "avis"),
    "signed_diagnosis": ("diagnostic signé", "diagnostics signés"),
    "reserve": ("réserve", "réserves"),
    "campaign": ("campagne", "campagnes"),
    "campaign_commune": ("commune interrogée", "communes interrogées"),
    "campaign_question": ("question", "questions"),
    "campaign_answer": ("réponse", "réponses"),
    "attestation": ("signature", "signatures"),
    "signed_unknowns": ("inconnues à la signature", "inconnues à la signature"),
    "assignment": ("fiche confiée", "fiches confiées"),
    "review_mark": ("fiche revue", "fiches revues"),
    "remark": ("commentaire", "commentaires"),
    "proposal": ("proposition", "propositions"),
    "scenario": ("plan de convergence", "plans de convergence"),
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
