"""Invented names of places; what people call a department, a site, a correspondent."""

from __future__ import annotations

from random import Random

METROPOLE = "Métropole de Valombreuil"
CENTRAL_TOWN = "Valombreuil"
TOWNS = (
    "Port-Arvelle", "Saint-Aubin-des-Prés", "Montarvelle", "Chantelouvre", "Sainte-Ondine-la-Forêt",
    "Brisemont-sur-Arvelle", "Fontaubrée", "Castelvaillant", "Noirmesnil-le-Vieux", "Grandpertuis",
    "La Haye-Mérovée", "Clairvigne-les-Bains", "Tourvallon",
)  # fmt: skip
"""Towns of the sample, in order of size after the central one."""

_FIRST = (
    "Aubre", "Brise", "Chante", "Clair", "Drou", "Ermi", "Ferre", "Gaillo", "Haute", "Isar", "Jon", "Lour",
    "Mire", "Noi", "Orse", "Pelle", "Quinte", "Rouve", "Sarre", "Tourne", "Ulme", "Vaure", "Yvre",
)  # fmt: skip
_LAST = ("valdes", "montelles", "pertuis", "vignelles", "combrune", "mesnelles", "rivaude", "bruyelles", "fontelles")
_ENDS = ("", "-le-Haut", "-le-Bas", "-sur-Arvelle", "-les-Essarts", "-en-Valombre", "-la-Forêt", "-les-Bains")

SITES = (
    "centre", "nord", "sud", "quai", "Les Tilleuls", "La Gare", "Beau Site", "Le Moulin", "Les Prés",
    "La Fontaine", "Le Verger", "Les Glycines", "Jean Moulin", "Jules Ferry", "Marie Curie", "Le Parc",
    "La Rotonde", "Les Remparts", "La Halle", "Le Lavoir", "Les Ormes", "Bellevue", "Le Belvédère",
    "La Chapelle", "Les Écluses", "Le Vieux Pont",
)  # fmt: skip

SMALL_TOWN_DEPARTMENTS = {
    "Direction des ressources humaines": "Secrétariat général",
    "Direction des finances": "Service comptabilité",
    "Direction de la relation aux usagers": "Accueil",
    "Direction de la population": "Accueil",
    "Direction de la voirie": "Services techniques",
    "Direction du patrimoine": "Services techniques",
    "Direction du cadre de vie": "Services techniques",
    "Direction de l'environnement": "Services techniques",
    "Direction des mobilités": "Services techniques",
    "Direction de l'urbanisme": "Service urbanisme",
    "Direction de l'économie": "Service urbanisme",
    "Direction de l'éducation": "Service enfance",
    "Direction des sports": "Service vie locale",
    "Direction de la culture": "Service vie locale",
    "Direction de la communication": "Service vie locale",
    "Direction de la proximité": "Police municipale",
    "Direction des solidarités": "CCAS",
    "Direction générale des services": "Secrétariat général",
    "Direction de la commande publique": "Secrétariat général",
    "Direction des systèmes d'information": "Secrétariat général",
}
DEPUTIES = {
    "Direction des ressources humaines": "Adjoint au personnel",
    "Direction des finances": "Adjoint aux finances",
    "Direction de la commande publique": "Adjoint aux finances",
    "Direction de la relation aux usagers": "Adjoint à la population",
    "Direction de la population": "Adjoint à la population",
    "Direction de la voirie": "Adjoint à l'espace public",
    "Direction du cadre de vie": "Adjoint à l'espace public",
    "Direction des mobilités": "Adjoint à l'espace public",
    "Direction de l'environnement": "Adjoint à l'environnement",
    "Direction du patrimoine": "Adjoint au patrimoine",
    "Direction de l'urbanisme": "Adjoint à l'urbanisme",
    "Direction de l'économie": "Adjoint à l'urbanisme",
    "Direction de l'éducation": "Adjoint à l'éducation",
    "Direction des sports": "Adjoint à la vie locale",
    "Direction de la culture": "Adjoint à la vie locale",
    "Direction de la communication": "Adjoint à la vie locale",
    "Direction de la proximité": "Adjoint à la tranquillité publique",
    "Direction des solidarités": "Adjoint aux solidarités",
}
"""The deputy each department works under; the others work under the mayor."""

CORRESPONDENTS = (
    "Responsable du service",
    "Référent métier",
    "Chef de projet",
    "Gestionnaire",
    "Adjoint au chef de service",
)


def town_names(count: int, random: Random) -> list[str]:
    """The central town, then `count` − 1 others, all invented and distinct."""
    names = [CENTRAL_TOWN, *TOWNS][:count]
    taken = set(names)
    while len(names) < count:
        name = random.choice(_FIRST) + random.choice(_LAST) + random.choice(_ENDS)
        if name in taken:
            name = f"Saint-{name}"
        if name in taken:
            name = f"{random.choice(_FIRST)}{random.choice(_LAST)}-{name}"
        if name not in taken:
            taken.add(name)
            names.append(name)
    return names


def department_name(department: str, holder_rank: int, communes: int) -> str:
    """A department as a large town names it, or as a small one that has only a few services."""
    return SMALL_TOWN_DEPARTMENTS[department] if holder_rank > communes * 0.6 else department


def correspondent(words: str, random: Random) -> str:
    """A correspondent named by function, never by a person's name: « Référent métier – Cimetières »."""
    return f"{random.choice(CORRESPONDENTS)} – {words}"
