"""Ten projects that wait for their diagnosis, with the opinion that a knowledgeable urbanist would give of each.

They are chosen without a draw, on what the métropole turned out to be, so that the workbooks of the communes do not
depend on them. `opinion` and `evidence` (codes of statements that must appear) are for the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import NamedTuple, TypeVar

from urbanism.demo.draft import Draft
from urbanism.demo.records import Application
from urbanism.vocabulary import (
    DataHolder,
    DataRole,
    Hosting,
    InstanceKind,
    InterfaceMeans,
    LifecycleStatus,
    Opinion,
    Ternary,
)

IT = "Direction des systèmes d'information"
START, END = date(2026, 9, 1), date(2027, 6, 30)
YES, NO = Ternary.YES, Ternary.NO
Item = TypeVar("Item")


class PlannedFlow(NamedTuple):
    """A flow to open; "" for the project's own application, else the code of an end."""

    source: str
    target: str
    means: InterfaceMeans
    data_objects: tuple[str, ...] = ()
    personal_data: Ternary = NO
    agreement: str | None = None


class PlannedUse(NamedTuple):
    """What the project would do with a data object."""

    data_object: str
    role: DataRole
    reads: Ternary = YES
    writes: Ternary = NO


class PlannedApplication(NamedTuple):
    """The application that the project brings."""

    name: str
    hosting: Hosting = Hosting.METROPOLE
    data_holder: DataHolder = DataHolder.IN_HOUSE
    open_api: Ternary = YES
    instance: InstanceKind = InstanceKind.COMMUNAL
    served: tuple[str, ...] = ()


class Project(NamedTuple):
    """A project ready for its diagnosis."""

    code: str
    name: str
    holder: str
    block: str
    department: str
    need: str
    solution: str
    opinion: Opinion
    evidence: tuple[str, ...] = ()
    application: PlannedApplication | None = None
    uses: tuple[PlannedUse, ...] = ()
    flows: tuple[PlannedFlow, ...] = ()
    personal_data: Ternary = NO
    hosting: Hosting = Hosting.METROPOLE
    cost: float = 40_000.0
    concerned: tuple[str, ...] = (IT,)


MANY = 3
"""Neighbours equipped each on their own from which an urbanist asks to study a common instance first."""


class _Lacking(Exception):
    """A small métropole that has not what a project is about."""


def invent_projects(draft: Draft) -> tuple[Project, ...]:
    """The ten projects, in the order of their codes; a small métropole may lack what one of them is about."""
    makers = (
        _maintenance, _road_referential, _single_portal, _service_bought_alone, _join_the_pot, _upgrade,
        _delegated_parking, _companies, _script, _newcomer,
    )  # fmt: skip
    found = []
    for make in makers:
        with suppress(_Lacking):
            found.append(make(draft))
    return tuple(found)


def _first(items: Iterable[Item]) -> Item:
    for item in items:
        return item
    raise _Lacking


def _department(draft: Draft, block: str) -> str:
    return draft.functions[block].department


def _running(draft: Draft, holder: str, block: str) -> list[Application]:
    """The applications in service, not on their way out."""
    return [a for a in draft.active(holder, block) if a.status is LifecycleStatus.IN_USE]


def _maintenance(draft: Draft) -> Project:
    equipped = [holder.name for holder in draft.holders[1:] if draft.active(holder.name, "gmao")]
    return Project(
        "PRJ-01", "Nouvelle GMAO des services techniques", _first(reversed(equipped)), "gmao",
        _department(draft, "gmao"),
        "Suivre les interventions des ateliers et le stock, que l'outil actuel suit mal.",
        "Achat d'un logiciel de gestion de la maintenance propre à la commune.",
        Opinion.UNFAVOURABLE, ("MUTUALISEE", "DOUBLON", "VOISINES"),
        PlannedApplication("GMAO des ateliers", Hosting.LOCAL), hosting=Hosting.LOCAL, cost=65_000.0,
    )  # fmt: skip


def _road_referential(draft: Draft) -> Project:
    return Project(
        "PRJ-02", "Référentiel de voirie des aménagements cyclables", draft.metropole.name, "voirie",
        _department(draft, "voirie"), "Tenir à jour les tronçons où passent les pistes et les bandes cyclables.",
        "Une base de tronçons propre au service, saisie et tenue par lui.",
        Opinion.UNFAVOURABLE, ("SECOND_MAITRE",),
        PlannedApplication("Base des tronçons cyclables", instance=InstanceKind.POOLED),
        (PlannedUse("voies", DataRole.MASTER, YES, YES),), cost=30_000.0,
    )  # fmt: skip


def _single_portal(draft: Draft) -> Project:
    town = draft.holders[1].name
    ends = [
        found[0] for block in ("scolaire", "action-sociale", "etat-civil") if (found := _running(draft, town, block))
    ]
    flows = tuple(
        PlannedFlow(end.code, "", InterfaceMeans.API, ("usagers",), YES, "convention de mutualisation") for end in ends
    )
    return Project(
        "PRJ-03", "Portail unique des usagers", draft.metropole.name, "portail-citoyen",
        _department(draft, "portail-citoyen"),
        "Un seul endroit où l'usager retrouve école, aides sociales et état civil.",
        "Un portail mutualisé qui rassemble le dossier de chaque usager.",
        Opinion.WITH_RESERVES, ("SECTEURS_REUNIS", "DONNEES_PERSONNELLES", "POINT_A_POINT"),
        PlannedApplication("Portail unique", instance=InstanceKind.POOLED, served=(town,)),
        (PlannedUse("usagers", DataRole.READER),), flows, YES, cost=180_000.0,
    )  # fmt: skip


def _is_plain(draft: Draft, block: str) -> bool:
    """Whether a bloc is a function without users' data, and no referential."""
    return draft.blocks[block].sector is None and block != "pot-commun" and not block.startswith("ref-")


def _service_bought_alone(draft: Draft) -> Project:
    return Project(
        "PRJ-04", "Consultations en ligne", draft.metropole.name, "participation", _department(draft, "participation"),
        "Consulter les habitants sur les projets de quartier, dès ce printemps.",
        "Abonnement à un service en ligne, commandé directement par la direction.",
        Opinion.WITH_RESERVES, ("ACHAT_DIRECT", "RESTITUTION", "SUITE_FERMEE", "DONNEES_PERSONNELLES"),
        PlannedApplication("Consultations en ligne", Hosting.SAAS, DataHolder.EDITOR, NO, InstanceKind.POOLED),
        personal_data=YES, hosting=Hosting.SAAS, cost=9_000.0, concerned=(),
    )  # fmt: skip


def _join_the_pot(draft: Draft) -> Project:
    hub = _first(draft.active(draft.metropole.name, "pot-commun"))
    ends = [
        a for block in ("ref-voies", "eclairage", "espaces-verts") for a in _running(draft, draft.metropole.name, block)
    ]
    flows = (
        PlannedFlow(_first(ends).code, hub.code, InterfaceMeans.HUB, ("voies",)),
        PlannedFlow(hub.code, ends[-1].code, InterfaceMeans.HUB, ("voies",)),
    )
    return Project(
        "PRJ-05", "Raccordement des métiers de l'espace public au pot commun", draft.metropole.name, "pot-commun",
        _department(draft, "voirie"), "Recevoir les voies d'un seul endroit, sans moulinette à tenir.",
        "Deux raccordements au pot commun, par ses interfaces décrites.", Opinion.FAVOURABLE, ("POT_COMMUN",),
        flows=flows, cost=12_000.0,
    )  # fmt: skip


def _upgrade(draft: Draft) -> Project:
    town = draft.holders[1].name
    return Project(
        "PRJ-06", "Montée de version du logiciel de finances", town, "finances", _department(draft, "finances"),
        "Passer à la version que l'éditeur maintient.",
        "Montée de version, sans changement d'usage ni de raccordement.",
        Opinion.NOT_NEEDED, cost=8_000.0,
    )  # fmt: skip


def _delegated_parking(draft: Draft) -> Project:
    return Project(
        "PRJ-07", "Stationnement confié à un délégataire", draft.metropole.name, "stationnement",
        _department(draft, "stationnement"), "Confier à un délégataire les parcs de stationnement et leurs abonnés.",
        "Le délégataire exploite son propre outil et tient les données des abonnés.",
        Opinion.WITH_RESERVES, ("RESTITUTION", "DONNEES_PERSONNELLES"),
        PlannedApplication("Gestion des parcs", Hosting.PROVIDER, DataHolder.DELEGATE, YES, InstanceKind.POOLED),
        (PlannedUse("usagers", DataRole.READER),), personal_data=YES, hosting=Hosting.PROVIDER, cost=0.0,
    )  # fmt: skip


def _companies(draft: Draft) -> Project:
    town = draft.holders[1].name
    return Project(
        "PRJ-08", "Annuaire des entreprises de la ville", town, "economie-tourisme",
        _department(draft, "economie-tourisme"), "Connaître les entreprises de la ville et leur écrire.",
        "Une base saisie et tenue par le service.", Opinion.UNFAVOURABLE,
        ("REFERENCE_NATIONALE", "DONNEES_PERSONNELLES"), PlannedApplication("Annuaire des entreprises"),
        (PlannedUse("entreprises", DataRole.MASTER, YES, YES),), personal_data=YES, cost=15_000.0,
    )  # fmt: skip


def _script(draft: Draft) -> Project:
    town = draft.holders[1].name
    ends = [_first(_running(draft, town, block)) for block in ("restauration", "finances")]
    flow = PlannedFlow(ends[0].code, ends[1].code, InterfaceMeans.SCRIPT, ("tarifs",))
    return Project(
        "PRJ-09", "Reprise des tarifs de la restauration dans les finances", town, "restauration",
        _department(draft, "restauration"), "Ne plus ressaisir les tarifs de la cantine dans le logiciel de finances.",
        "Une moulinette écrite par le service, lancée chaque nuit.", Opinion.WITH_RESERVES, ("MOULINETTE",),
        flows=(flow,), cost=3_000.0,
    )  # fmt: skip


def _newcomer(draft: Draft) -> Project:
    """A function that the commune has not, and that nobody offers it; where many have it, they should talk first."""
    holder, block = _uncovered(draft)
    equipped = sum(bool(draft.active(other.name, block)) for other in draft.holders)
    opinion = Opinion.WITH_RESERVES if equipped >= MANY else Opinion.FAVOURABLE
    hub = _first(draft.active(draft.metropole.name, "pot-commun"))
    return Project(
        "PRJ-10", f"Premier outil : {draft.blocks[block].name}", holder, block, _department(draft, block),
        "Rendre avec un outil un service que la commune rend aujourd'hui sans.",
        "Un outil ouvert, raccordé au pot commun.", opinion, ("POT_COMMUN", *(("VOISINES",) if equipped else ())),
        PlannedApplication("Premier outil"), (PlannedUse("equipements", DataRole.COPY),),
        (PlannedFlow(hub.code, "", InterfaceMeans.HUB, ("equipements",)),), cost=10_000.0,
    )  # fmt: skip


def _uncovered(draft: Draft) -> tuple[str, str]:
    """A commune and a bloc that it has no application for, nor anyone who shares one; without users' data if any."""
    pooled = {
        block
        for holder in draft.holders
        for block in draft.functions
        if any(a.instance is InstanceKind.POOLED or a.served_communes for a in draft.active(holder.name, block))
    }
    free = [
        (holder.name, block)
        for block in draft.functions
        for holder in draft.holders[1:]
        if block not in pooled and block in draft.blocks and not draft.active(holder.name, block)
    ]
    return _first(sorted(free, key=lambda one: not _is_plain(draft, one[1])))
