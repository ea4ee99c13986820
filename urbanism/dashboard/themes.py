"""The rules by theme, as the pages group them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from urbanism.rules import blocks, cutting, data, exchanges, governance, lifecycle, plan, portfolio, privacy

THEMES: Mapping[str, Sequence[str]] = {
    title: sorted((rule.code for rule in theme.RULES), key=lambda code: (not code[1:].isdigit(), code))
    for title, theme in {
        "Le plan d’occupation des sols": plan,
        "Des blocs autonomes": blocks,
        "Un découpage qui sépare ce qui doit l’être": cutting,
        "Une donnée, un maître": data,
        "Des échanges tenus": exchanges,
        "Des données personnelles cloisonnées": privacy,
        "Un parc sans doublons": portfolio,
        "Un parc entretenu": lifecycle,
        "Une cartographie et des projets suivis": governance,
    }.items()
}
"""The codes of the rules of each theme."""
