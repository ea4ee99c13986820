"""Invent contracts, registers of processings, processes, and the communes' words on pooling."""

from __future__ import annotations

from datetime import date

from urbanism.demo.draft import Draft
from urbanism.demo.names import DEPUTIES
from urbanism.demo.records import Application, Contract, Department, Pooling, Processing, ProcessStep
from urbanism.vocabulary import DataHolder, PoolingStance, Ternary

_HYPOTHESES = (PoolingStance.ACQUIRED, PoolingStance.PROBABLE, PoolingStance.REFUSED, PoolingStance.UNKNOWN)
_RETENTIONS = (
    "2 ans",
    "5 ans",
    "10 ans",
    "durée de la relation, puis 1 an",
    "50 ans",
    "90 ans à compter de la naissance",
)
_PROCESSES = {
    "Traiter la demande d'un habitant": (
        ("Recevoir la demande", "Accueil de la mairie", "gru", None, "Usagers"),
        ("Transmettre au secteur", "Accueil de la mairie", "courrier", "Usagers", None),
        ("Programmer l'intervention", "Secteur opérationnel", "gmao", "Voies (filaire de voirie)", "Interventions"),
        ("Rendre compte", "Secteur opérationnel", "gru", "Interventions", "Usagers"),
    ),
    "Conduire une intervention de maintenance": (
        ("Signaler la panne", "Gardien du site", "signalement", "Bâtiments", None),
        ("Ouvrir l'ordre de travail", "Chef d'atelier", "gmao", "Bâtiments", "Interventions"),
        ("Sortir les pièces", "Magasinier", "flotte-stocks", "Véhicules et matériels", None),
        ("Engager la dépense", "Service comptable", "finances", "Tiers", "Budget et imputations"),
    ),
    "Inscrire un enfant à l'école": (
        ("Déposer le dossier", "Parent", "portail-famille", None, "Familles et enfants"),
        ("Vérifier l'adresse et le secteur", "Service scolaire", "scolaire", "Adresses", None),
        ("Inscrire à la cantine", "Service scolaire", "restauration", "Familles et enfants", None),
        ("Calculer et facturer", "Régie", "facturation-familles", "Familles et enfants", "Tarifs et prestations"),
    ),
}  # fmt: skip
"""Steps: name, actor, bloc, data read, data written."""


def list_departments(draft: Draft) -> list[Department]:
    """The departments that use an application, holder by holder, each under a deputy named by delegation."""
    found = dict.fromkeys((a.holder, a.department) for a in draft.applications.values())
    return [Department(holder, name, DEPUTIES.get(name, "Maire")) for holder, name in found]


def invent_contracts(draft: Draft) -> None:
    """One contract for each editor of a holder: one in twenty-five has ended, one in eight ends within the year."""
    random = draft.random
    for holder in draft.holders:
        by_editor: dict[str, list[Application]] = {}
        for code in draft.by_holder[holder.name]:
            application = draft.applications[code]
            if application.editor and random.random() < 0.93:
                by_editor.setdefault(application.editor, []).append(application)
        for number, (editor, applications) in enumerate(by_editor.items(), start=1):
            contract = _contract(draft, holder.name, number, editor, applications)
            draft.contracts.append(contract)
            for application in applications:
                draft.change(application.code, contract=contract.reference)


def _contract(draft: Draft, holder: str, number: int, editor: str, applications: list[Application]) -> Contract:
    random = draft.random
    draw = random.random()
    year = 2025 if draw < 0.04 else 2026 if draw < 0.16 else random.randrange(2027, 2031)
    start = date(min(2025, year - random.choice((3, 4))), random.randrange(1, 12), 1)
    return Contract(
        holder=holder,
        reference=f"{start.year}-{draft.tag(holder)}-{number:03d}",
        title=f"Droit d'usage et maintenance – {editor}",
        editor=editor,
        start_date=start,
        end_date=date(year, random.randrange(1, 13), 28),
        notice_months=random.choice((2, 3, 3, 6, None)),
        yearly_amount=sum(application.cost_total or 0.0 for application in applications),
        data_return_clause=random.choice((Ternary.YES, Ternary.YES, Ternary.NO, Ternary.UNKNOWN)),
    )


def invent_registers(draft: Draft) -> None:
    """One processing for each bloc where a holder keeps personal data; some workbooks will leave their register out."""
    for holder in draft.holders:
        by_block: dict[str, list[str]] = {}
        for code in draft.by_holder[holder.name]:
            application = draft.applications[code]
            if application.personal_data is Ternary.YES and application.block:
                by_block.setdefault(application.block, []).append(code)
        for number, (block, codes) in enumerate(by_block.items(), start=1):
            draft.processings.append(_processing(draft, holder.name, number, block, codes))


def _processing(draft: Draft, holder: str, number: int, block: str, codes: list[str]) -> Processing:
    words = draft.functions[block].words
    return Processing(
        holder=holder,
        code=f"T-{draft.tag(holder)}-{number:03d}",
        name=f"Gestion : {words}",
        purpose=draft.blocks[block].description,
        legal_basis=draft.random.choice(("mission d'intérêt public", "obligation légale", "consentement")),
        data_categories=draft.random.choice(
            ("état civil, coordonnées", "identité, vie familiale", "identité, vie professionnelle")
        ),
        recipients=draft.functions[block].department,
        retention=draft.random.choice(_RETENTIONS),
        controller=f"Le maire – {holder}" if holder != draft.metropole.name else "La présidence de la métropole",
        applications=tuple(codes),
    )


def invent_processes(draft: Draft) -> None:
    """The studies' processes, as the central town runs them, with an application of each step's bloc."""
    town = draft.holders[1].name
    for process, steps in _PROCESSES.items():
        for rank, (name, actor, block, read, written) in enumerate(steps, start=1):
            found = draft.active(town, block) or draft.active(draft.metropole.name, block)
            draft.process_steps.append(
                ProcessStep(town, process, rank, name, actor, block, found[0].code if found else None, read, written)
            )


def invent_poolings(draft: Draft) -> None:
    """Each commune's word for next year on some blocs, and hypotheses for the two years after."""
    random = draft.random
    for holder in draft.holders[1:]:
        blocks = [block for block in draft.functions if draft.active(holder.name, block)]
        for block in sorted(random.sample(blocks, min(6, len(blocks)))):
            stances = [PoolingStance.GIVEN, *random.choices(_HYPOTHESES, k=2)]
            for year, stance in enumerate(stances, start=2026):
                reason = "délibération du conseil" if stance is PoolingStance.GIVEN else None
                draft.poolings.append(Pooling(holder.name, block, year, stance, reason))


def decide_trajectories(draft: Draft) -> None:
    """Three applications in five of a crowded bloc have a decision and a date (R31)."""
    random = draft.random
    for (holder, block), codes in list(draft.by_place.items()):
        if len(draft.active(holder, block)) < 2:
            continue
        for code in codes:
            if random.random() < 0.6:
                decision = random.choice(("conserver", "converger", "migrer", "retirer"))
                draft.change(code, target_decision=decision, target_date=date(random.randrange(2026, 2031), 12, 31))


def delegate_data(draft: Draft) -> None:
    """Delegated operators hold the data of some services; their contract says nothing of giving them back."""
    subjects = []
    for block in ("stationnement", "eau", "transports", "restauration"):
        for holder in draft.holders[:2]:
            under_contract = [a for a in draft.active(holder.name, block) if a.contract]
            for application in under_contract[:1]:
                draft.change(application.code, data_holder=DataHolder.DELEGATE)
                subjects.append(application.code)
    references = {draft.applications[code].contract for code in subjects}
    draft.contracts = [
        contract._replace(data_return_clause=Ternary.NO) if contract.reference in references else contract
        for contract in draft.contracts
    ]
    draft.plant("DELEGATAIRE", subjects, "données tenues par un délégataire, sans clause de restitution")
