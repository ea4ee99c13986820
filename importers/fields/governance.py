"""The fields of what communes decide."""

from __future__ import annotations

from importers.fields.base import SheetKind, ValueType, choice, field, words
from importers.fields.common import BLOCK, COMMUNE
from urbanism import vocabulary as v

POOLING = SheetKind(
    "poolings",
    "choix de mutualisation",
    "pooling",
    (
        COMMUNE,
        BLOCK,
        field("year", "Année", ValueType.INTEGER, "année; exercice; an; year; pour l'année"),
        choice(
            "stance",
            "Position",
            v.PoolingStance,
            "position; choix; parole; décision; mutualise; engagement; avis; statut; hypothèse; souhait; réponse",
        ),
        field("reason", "Motif", ValueType.TEXT, "motif; raison; commentaire; justification; remarque; observations"),
    ),
    (("block",), ("year",)),
    words("mutualisation; mutualisations; à la carte; choix; pooling; engagements"),
)
