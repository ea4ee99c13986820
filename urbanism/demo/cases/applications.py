"""Planted applications: orphans, forgotten experiments, portals that do the trade's work…"""

from __future__ import annotations

from datetime import date

from urbanism.demo.cases.places import detailed, town
from urbanism.demo.draft import Draft
from urbanism.vocabulary import InstanceKind, LifecycleStatus, Ternary

_SAME_WHEN_DOUBLE = (
    "product", "editor", "home_made", "block", "department", "version", "started_on", "end_of_support", "hosting",
    "contract", "technologies", "personal_data", "open_api", "status", "ends_on",
)  # fmt: skip

ONE_PER_COMMUNE = "cimetieres"
"""The bloc that every commune serves with one application."""


def plant_orphans(draft: Draft) -> None:
    """Applications that say nothing of what they are for, before any flow reaches them."""
    codes = []
    for holder in draft.holders[:3]:
        with_product = [code for code in draft.by_holder[holder.name] if draft.applications[code].product]
        drawn = draft.random.sample(with_product, min(3, len(with_product)))
        for code in (code for code in drawn if not _needed(draft, code)):
            draft.change(
                code,
                block=None,
                description="à compléter",
                product=None,
                editor=None,
                home_made=Ternary.UNKNOWN,
                status=LifecycleStatus.IN_USE,
                end_of_support=None,
                contract=None,
                personal_data=Ternary.UNKNOWN,
                user_identifier=None,
                correspondent=None,
            )
            codes.append(code)
    draft.plant("R03", codes, "sans bloc, sans objet déclaré")


def _needed(draft: Draft, code: str) -> bool:
    """Nothing else serves its bloc in its commune, where every commune serves it, or anywhere."""
    block = draft.applications[code].block
    serving = sum(len(codes) for (_, served), codes in draft.by_place.items() if served == block)
    return block == ONE_PER_COMMUNE or serving == 1


def fourteen_for_one_function(draft: Draft) -> None:
    """One function, one application in each commune, all in use."""
    codes = [code for holder in draft.holders for code in draft.by_place.get((holder.name, ONE_PER_COMMUNE), ())]
    for code in codes:
        draft.change(code, status=LifecycleStatus.IN_USE, started_on=date(2012, 1, 1), ends_on=None)
    draft.plant("I01", codes, "une fonction, une application par commune")


def entered_twice(draft: Draft) -> None:
    """Applications that the central town lists twice, under two names."""
    town_name = draft.holders[1].name
    for block in ("scolaire", "paie", "sport", "patrimoine"):
        pair = [a for a in town(draft, block) if a.product][:2]
        if len(pair) < 2:
            continue
        first, second = pair
        name = f"Logiciel {first.name[0].lower()}{first.name[1:]}"
        if draft.take_name(town_name, name):
            same = {field: getattr(first, field) for field in _SAME_WHEN_DOUBLE}
            draft.change(second.code, name=name, **same)
            draft.plant("DOUBLON", [first.code, second.code], "une même application saisie deux fois")


def shared_identifier(draft: Draft) -> None:
    """One user identifier in three sectors of the central town."""
    found = [a for block in ("action-sociale", "scolaire", "etat-civil") for a in town(draft, block)[:1]]
    for application in found:
        draft.change(application.code, user_identifier="identifiant habitant", personal_data=Ternary.YES)
    draft.plant("R22", [a.code for a in found], "un même identifiant d'usager dans plusieurs secteurs")


def captive_portals(draft: Draft) -> None:
    """Portals that also do the trade's work."""
    codes = []
    for block, trade in (("portail-famille", "periscolaire"), ("guichet-urbanisme", "ads")):
        for application in detailed(draft, block)[:2]:
            draft.change(application.code, secondary_blocks=(trade,))
            codes.append(application.code)
    draft.plant("R14", codes, "portail qui porte aussi le métier")


def population_file(draft: Draft) -> None:
    """A file of every inhabitant, across sectors."""
    for application in town(draft, "gru")[:1]:
        draft.change(
            application.code,
            secondary_blocks=("etat-civil", "scolaire", "action-sociale"),
            description="Fichier de tous les habitants, tous services confondus",
            personal_data=Ternary.YES,
        )
        draft.plant("R23", [application.code], "fichier de population")


def forgotten_trials(draft: Draft) -> None:
    """Experiments whose end passed years ago, without a decision: the cemetery of innovative projects."""
    codes = []
    for block in ("hypervision", "participation", "mobilites-actives", "signalement", "espaces-verts", "energie"):
        for application in detailed(draft, block)[-1:]:
            year = draft.random.randrange(2020, 2024)
            draft.change(
                application.code,
                status=LifecycleStatus.TRIAL,
                started_on=date(year - 2, 6, 1),
                ends_on=date(year, 6, 1),
                trial_decision=None,
            )
            codes.append(application.code)
    draft.plant("EXPERIMENTATION", codes, "expérimentation dont la fin est passée, sans décision")


def missing_processings(draft: Draft) -> None:
    """Applications with personal data that the register of a large holder forgets."""
    codes = []
    keepers = {holder.name for holder in draft.holders[:3]}
    for rank, processing in enumerate(draft.processings):
        *kept, forgotten = processing.applications
        if rank % 12 == 5 and kept and processing.holder in keepers and draft.applications[forgotten].is_active:
            codes.append(forgotten)
            draft.processings[rank] = processing._replace(applications=tuple(kept))
    draft.plant("R25", codes, "données personnelles, absente du registre")


def overlays(draft: Draft) -> None:
    """One maintenance application is pooled and carries each trade's set-up: the others could join it."""
    for application in draft.active(draft.metropole.name, "gmao")[:1]:
        draft.change(
            application.code,
            instance=InstanceKind.POOLED,
            served_communes=tuple(holder.name for holder in draft.holders[1:6]),
            overlays="bâtiments ; éclairage ; espaces verts",
        )


def closed_suites(draft: Draft) -> None:
    """The suites in use at the métropole that talk to nothing but themselves."""
    applications = (draft.applications[code] for code in draft.by_holder[draft.metropole.name])
    products = [draft.catalogue.products[a.product] for a in applications if a.product and a.is_active]
    used = {product.suite for product in products}
    closed = [suite.name for suite in draft.catalogue.suites if suite.closed and suite.name in used]
    draft.plant("R29", closed, "suite fermée : aucune interface ouverte")
