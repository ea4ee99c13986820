"""The fields of an application as its page shows them: sections, labels, and values as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from urbanism.french import NO_BREAK_SPACE, day, euros, number
from urbanism.snapshot import Application, Contract

NameOf = Callable[[int | None], str | None]

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Ce que c’est": {
        "code": "Code",
        "description": "Description",
        "purpose": "À quoi elle sert",
        "product_id": "Produit",
        "editor_id": "Éditeur",
        "home_made": "Développée en interne",
        "version": "Version",
        "overlays": "Paramétrages métier",
        "instance": "Instance",
    },
    "À qui, pour quoi": {
        "commune_id": "Détenteur",
        "block_id": "Bloc principal",
        "block_basis": "D’où vient ce bloc",
        "block_evidence": "Indices pour ce bloc",
        "department_id": "Direction ou service",
        "correspondent": "Correspondant métier",
        "users": "Agents utilisateurs",
        "criticality": "Criticité",
        "business_value": "Valeur métier",
        "technical_value": "Valeur technique",
    },
    "Cycle de vie": {
        "status": "Statut",
        "started_on": "Mise en service",
        "ends_on": "Fin prévue",
        "end_of_support": "Fin de support",
        "trial_decision": "Suite de l’expérimentation",
        "target_decision": "Décision de trajectoire",
        "target_date": "Échéance de trajectoire",
        "project_id": "Projet",
    },
    "Technique": {
        "hosting": "Hébergement",
        "server": "Serveur",
        "technologies": "Technologies",
        "url": "Adresse",
        "open_api": "Interface ouverte (API)",
        "data_holder": "Qui tient les données",
    },
    "Sécurité et données personnelles": {
        "availability": "Disponibilité",
        "integrity": "Intégrité",
        "confidentiality": "Confidentialité",
        "traceability": "Traçabilité",
        "personal_data": "Données personnelles",
        "data_categories": "Données traitées",
        "user_identifier": "Identifiant de l’usager",
    },
    "Coûts par an": {
        "cost_licence": "Licences",
        "cost_maintenance": "Maintenance",
        "cost_hosting": "Hébergement",
        "cost_staff": "Personnel",
        "cost_other": "Autres coûts",
        "cost_total": "Total déclaré",
        "contract_id": "Contrat",
    },
}
"""Every stored field of an application but its name and extra attributes, in the order of the page."""

LABELS: Mapping[str, str] = {"name": "Nom"} | {
    field: label for section in SECTIONS.values() for field, label in section.items()
}


class Line(NamedTuple):
    """A field of an application: its label, and its value in words (None where nobody said)."""

    field: str
    label: str
    value: str | None


def application_lines(application: Application, name_of: NameOf) -> Mapping[str, Sequence[Line]]:
    """The lines of each section, then those that only the commune's file has."""
    sections = {
        title: [
            Line(field, label, in_words(field, getattr(application, field), name_of)) for field, label in lines.items()
        ]
        for title, lines in SECTIONS.items()
    }
    if application.extra:
        sections["Propre au fichier de la commune"] = [
            Line("extra", str(name), None if value is None else str(value)) for name, value in application.extra.items()
        ]
    return sections


def contract_lines(contract: Contract, name_of: NameOf) -> Sequence[Line]:
    """What is known of an application's contract."""
    return [
        Line("", "Référence", contract.reference),
        Line("", "Objet", contract.title),
        Line("", "Éditeur ou prestataire", name_of(contract.editor_id)),
        Line("", "Début", day(contract.start_date) if contract.start_date else None),
        Line("", "Terme", day(contract.end_date) if contract.end_date else None),
        Line("", "Préavis", None if contract.notice_months is None else f"{number(contract.notice_months)} mois"),
        Line("", "Montant annuel", None if contract.yearly_amount is None else euros(contract.yearly_amount)),
        Line("", "Retour des données", in_words("data_return_clause", contract.data_return_clause, name_of)),
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
