"""What things are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from urbanism.analyses.overview import WATCHED_OBJECTS, Watch


class WatchLabel(NamedTuple):
    """A thing to look at, for one and for several, and why it deserves a look."""

    one: str
    several: str
    reason: str


WATCH_LABELS: Mapping[Watch, WatchLabel] = {
    Watch.NO_BLOCK: WatchLabel(
        "application sans bloc",
        "applications sans bloc",
        "Elles n’apparaissent sur aucun plan tant qu’un bloc ne leur est pas donné.",
    ),
    Watch.UNSUPPORTED: WatchLabel(
        "application hors support", "applications hors support", "L’éditeur ne corrige plus la version en service."
    ),
    Watch.SUPPORT_ENDING: WatchLabel(
        "fin de support proche", "fins de support proches", "Le support s’arrête dans les six mois."
    ),
    Watch.TRIAL_OVER: WatchLabel(
        "expérimentation terminée",
        "expérimentations terminées",
        "Leur terme est passé et personne n’a écrit ce qu’elles deviennent.",
    ),
    Watch.CONTRACT_ENDED: WatchLabel("contrat échu", "contrats échus", "Leur terme est passé."),
    Watch.CONTRACT_ENDING: WatchLabel(
        "contrat bientôt échu",
        "contrats bientôt échus",
        "Leur terme, ou la date limite du préavis, tombe dans les six mois.",
    ),
    Watch.DATA_NOT_RETURNED: WatchLabel(
        "application aux données captives",
        "applications aux données captives",
        "Un tiers tient les données et son contrat ne prévoit pas de les rendre.",
    ),
    Watch.MANUAL_FLOW: WatchLabel(
        "ressaisie", "ressaisies", "Des agents recopient à la main d’une application à l’autre."
    ),
    Watch.UNKNOWN_FLOW: WatchLabel(
        "flux de moyen inconnu", "flux de moyen inconnu", "Personne n’a dit comment passent les données."
    ),
}

WATCH_PAGES: Mapping[Watch, str] = {
    watch: {"contracts": "contrats", "interfaces": "flux"}.get(WATCHED_OBJECTS.get(watch, ""), "inventaire")
    for watch in Watch
}
"""The page that lists what each watch is about."""
