"""Generate the invented métropole: a pure function of a seed and two sizes."""

from __future__ import annotations

from random import Random

from urbanism.demo.agreements import (
    decide_trajectories,
    delegate_data,
    invent_contracts,
    invent_poolings,
    invent_processes,
    invent_registers,
    list_departments,
)
from urbanism.demo.applications import invent_applications
from urbanism.demo.cases import plant_cases, plant_orphans
from urbanism.demo.catalogue import build_catalogue
from urbanism.demo.draft import Draft
from urbanism.demo.exchanges import invent_exchanges
from urbanism.demo.functions import load_functions, shipped_nomenclature
from urbanism.demo.holders import invent_holders
from urbanism.demo.layout import layouts_for
from urbanism.demo.projects import invent_projects
from urbanism.demo.records import TODAY, World
from urbanism.demo.references import invent_referentials
from urbanism.demo.servers import place_on_servers
from urbanism.errors import UrbanismError

DEFAULT_SEED = 2019
"""The year of the study the sample follows."""
DEFAULT_APPLICATIONS = 1200
DEFAULT_COMMUNES = 14
SMALLEST = 20
"""Fewest applications a commune may have on average."""


class ImpossibleSample(UrbanismError):
    """Sizes that no métropole can have."""

    code = "jeu_impossible"


def generate(
    seed: int = DEFAULT_SEED,
    applications: int = DEFAULT_APPLICATIONS,
    communes: int = DEFAULT_COMMUNES,
) -> World:
    """Invent a métropole. The same arguments always give the same world.

    Args:
        seed: kept in the world and in `truth.json`.
        applications: how many applications in all.
        communes: how many communes beside the métropole itself.

    Raises:
        ImpossibleSample: fewer than 2 communes, or too few applications for them.
    """
    if communes < 2 or applications < SMALLEST * (communes + 1):
        raise ImpossibleSample(
            f"Une métropole de {communes} communes et {applications} applications ne se laisse pas inventer.",
            remedy=f"Demandez au moins 2 communes, et {SMALLEST} applications par commune plus {SMALLEST}.",
        )
    random = Random(seed)  # noqa: S311 – an invented sample, not a secret
    functions = load_functions()
    catalogue = build_catalogue(functions, 3 + applications // 8000, TODAY, random)
    holders = invent_holders(applications, communes, functions, random)
    styles = [layout.codes for layout in layouts_for(len(holders))]
    draft = Draft(random, catalogue, functions, shipped_nomenclature(), holders, styles)
    invent_applications(draft)
    invent_contracts(draft)
    plant_orphans(draft)
    invent_exchanges(draft)
    invent_referentials(draft)
    invent_registers(draft)
    delegate_data(draft)
    plant_cases(draft)
    place_on_servers(draft, seed)
    decide_trajectories(draft)
    invent_processes(draft)
    invent_poolings(draft)
    return World(
        seed=seed,
        metropole=draft.metropole.name,
        catalogue=catalogue,
        holders=tuple(draft.holders),
        departments=tuple(list_departments(draft)),
        contracts=tuple(draft.contracts),
        applications=tuple(draft.applications.values()),
        data_uses=tuple(draft.data_uses),
        referentials=tuple(draft.referentials.values()),
        interfaces=tuple(draft.interfaces.values()),
        processings=tuple(draft.processings),
        process_steps=tuple(draft.process_steps),
        poolings=tuple(draft.poolings),
        homonyms=tuple(draft.homonyms),
        planted=tuple(draft.planted),
        projects=invent_projects(draft),
    )
