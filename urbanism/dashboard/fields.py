"""Fields as pages show them: their names, the sections of an application's page, values as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from importers.exported.labels import label_of
from urbanism.french import NO_BREAK_SPACE, day, euros, number, typeset
from urbanism.snapshot import Application, Contract
from urbanism.store.snapshots import SOURCES

NameOf = Callable[[int | None], str | None]

_TABLES: Mapping[str, str] = {entity: table for table, (entity, _record) in SOURCES.items()}

SECTIONS: Mapping[str, Sequence[str]] = {
    "Ce que c’est": (
        "code", "description", "purpose", "product_id", "editor_id", "home_made", "version", "overlays", "instance",
    ),
    "À qui, pour quoi": (
        "commune_id", "block_id", "block_basis", "block_evidence", "department_id", "correspondent", "users",
        "criticality", "business_value", "technical_value",
    ),
    "Cycle de vie": (
        "status", "started_on", "ends_on", "end_of_support", "trial_decision", "target_decision", "target_date",
        "project_id",
    ),
    "Technique": (
        "hosting", "server", "technologies", "url", "open_api", "data_holder",
    ),
    "Sécurité et données personnelles": (
        "availability", "integrity", "confidentiality", "traceability", "personal_data", "data_categories",
        "user_identifier",
    ),
    "Coûts par an": (
        "cost_licence", "cost_maintenance", "cost_hosting", "cost_staff", "cost_other", "cost_total", "contract_id",
    ),
}  # fmt: skip
"""Every stored field of an application but its name and extra attributes, in the order of the page."""

FIELDS: Sequence[str] = ("name", *(field for fields in SECTIONS.values() for field in fields))

_KEPT: Mapping[str, str] = {
    "answer": "Réponse", "after": "Après", "application_id": "Application", "attestation_id": "Signature",
    "before": "Avant", "block_class": "Bande", "block_id": "Bloc", "campaign_id": "Campagne", "closes_on": "Clôture",
    "code": "Code", "commune_id": "Commune", "compared_on": "Comparé le", "confidence": "Confiance",
    "content": "Contenu", "data_object_id": "Donnée", "decided_by": "Décidé par", "decided_on": "Décidé le",
    "description": "Description", "diagnostic_id": "Avis", "district_id": "Quartier", "doctrine": "Doctrine",
    "document_id": "Document", "due_on": "Pour le", "entity": "Nature", "examples": "Exemples",
    "expires_on": "Vaut jusqu’au", "external_system_id": "Système national", "interface_id": "Flux",
    "left_id": "Premier référentiel", "lifted_on": "Levée le", "m57_code": "Fonction M57", "made_by": "Par",
    "made_on": "Le", "media_type": "Genre de fichier", "name": "Nom", "note": "Remarque", "number": "Numéro",
    "object_id": "Objet", "opens_on": "Ouverture", "operation": "Opération", "opinion": "Avis",
    "owner": "Qui la lève", "parent_id": "Issu de", "person": "Confiée à", "processing_id": "Traitement",
    "project_id": "Projet", "proposed_by": "Proposé par", "proposed_on": "Proposé le", "question_id": "Question",
    "rank": "Rang", "reason": "Motif", "referential_id": "Référentiel", "revision": "État n°",
    "right_id": "Second référentiel", "rule_code": "Règle", "scope": "Portée", "sector_id": "Secteur RU-30",
    "settings": "Réglages", "signed_by": "Signé par", "signed_on": "Signé le", "size": "Taille (octets)",
    "source": "Source", "status": "Statut", "subject_id": "Objet", "summary": "Résumé", "text": "Texte",
    "title": "Titre", "transverse_channel": "Canal transverse", "until": "Jusqu’au", "users": "Utilisateurs",
    "verdict": "Verdict", "zone_id": "Zone",
}  # fmt: skip
"""Fields that no workbook gives, but that the memory of changes shows."""


def field_name(entity: str, name: str) -> str:
    """What a field of an entity is called, as in the catalogue that forms, workbooks and imports share."""
    try:
        return "Attributs propres au fichier" if name == "extra" else typeset(label_of(_TABLES.get(entity, ""), name))
    except KeyError:
        return typeset(_KEPT.get(name, name))


class Line(NamedTuple):
    """A field of an application: its label, and its value in words (None where nobody said)."""

    label: str
    value: str | None


def application_lines(application: Application, name_of: NameOf) -> Mapping[str, Sequence[Line]]:
    """The lines of each section, then those that only the commune's file has."""
    sections = {
        title: [
            Line(field_name("application", field), in_words(field, getattr(application, field), name_of))
            for field in fields
        ]
        for title, fields in SECTIONS.items()
    }
    if application.extra:
        sections["Propre au fichier de la commune"] = [
            Line(str(name), None if value is None else str(value)) for name, value in application.extra.items()
        ]
    return sections


def contract_lines(contract: Contract, name_of: NameOf) -> Sequence[Line]:
    """What is known of an application's contract."""
    return [
        Line("Référence", contract.reference),
        Line("Objet", contract.title),
        Line("Éditeur ou prestataire", name_of(contract.editor_id)),
        Line("Début", day(contract.start_date) if contract.start_date else None),
        Line("Terme", day(contract.end_date) if contract.end_date else None),
        Line("Préavis", None if contract.notice_months is None else f"{number(contract.notice_months)} mois"),
        Line("Montant annuel", None if contract.yearly_amount is None else euros(contract.yearly_amount)),
        Line("Retour des données", in_words("data_return_clause", contract.data_return_clause, name_of)),
    ]


def in_words(field: str, value: object, name_of: NameOf) -> str | None:
    """A value as people write it; None where nobody said."""
    if value is None or value == "" or value == "inconnu":
        return None
    if field.endswith("_id") and isinstance(value, int):
        return name_of(value) or f"n°{NO_BREAK_SPACE}{value}"
    if field.startswith("cost_") and isinstance(value, int | float):
        return euros(value)
    match value:
        case StrEnum():
            return value.value
        case date():
            return day(value)
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return number(value) if float(value).is_integer() else number(value, 2)
    return str(value)
