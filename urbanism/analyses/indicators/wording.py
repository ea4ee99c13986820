"""Indicators in words: what each counts, and its value as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from urbanism.analyses.indicators import Figure, Indicator, NoFigure
from urbanism.french import NO_BREAK_SPACE, euros, number


class Reading(NamedTuple):
    """How an indicator is read: its unit (share, euros, number), its two terms, and what the list behind it holds.

    `sign` is what stands between the terms.
    """

    unit: str
    numerator: str
    denominator: str
    behind: str
    decimals: int = 0
    sign: str = "/"


READINGS: Mapping[str, Reading] = {
    "I01": Reading("number", "applications rattachées", "blocs équipés", "Les applications rattachées à un bloc", 1),
    "I02": Reading("share", "applications en surplus", "applications rattachées", "Les applications en doublon"),
    "I03": Reading("share", "applications mutualisées", "applications d’instance connue", "Celles qui le sont"),
    "I04": Reading("share", "blocs équipés", "blocs attendus", "Les blocs attendus que rien n’équipe"),
    "I05": Reading("share", "liens directs", "liens de moyen connu", "Les liens directs"),
    "I06": Reading("number", "liens directs", "connecteurs au pot commun", "Les liens directs", sign="−"),
    "I07": Reading("share", "hors support ou sans version", "applications", "Celles hors support ou sans version"),
    "I08": Reading("share", "objets à un seul maître", "objets jugés", "Les objets dont le maître est disputé"),
    "I09": Reading("share", "cases sans franchissement injustifié", "cases", "Les flux sans justification"),
    "I10": Reading("number", "somme des carrés", "carré du total", "Les éditeurs", 3),
    "I11": Reading("euros", "coûts annuels connus", "habitants", "Les applications au coût connu", 2),
    "I12": Reading("euros", "coût des doublons à retirer", "", "Les doublons qu’une décision retire"),
    "I13": Reading("share", "projets diagnostiqués", "projets", "Les projets diagnostiqués"),
    "I14": Reading("share", "éléments décrits", "éléments", "Les applications incomplètes"),
    "I15": Reading("share", "à migrer ou à éliminer", "applications notées", "Les applications à migrer ou à éliminer"),
    "I16": Reading("share", "applications retirées", "applications à retirer", "Les applications à retirer"),
    "I17": Reading("number", "note saisie", "", "", 2),
    "I18": Reading("share", "coefficient saisi", "", ""),
    "I19": Reading("share", "inscrites au registre", "applications à données personnelles", "Celles qui y manquent"),
    "I20": Reading("share", "applications arrêtées", "applications initiales", "Les applications arrêtées"),
}  # fmt: skip
"""How to read each indicator."""

DETAILS: Mapping[str, str] = {
    "plus_grand_nombre_dans_un_bloc": "le plus grand nombre dans un bloc",
    "connecteurs": "connecteurs",
    "liens_si_tous_relies": "liens si tous étaient reliés deux à deux, n(n−1)/2",
    "hors_support": "hors support",
    "sans_version_connue": "sans version connue",
    "par_agent": "euros par agent",
    "favorables": "avis favorables",
    "reserves": "réserves",
    "reserves_levees": "réserves levées",
    "granularite_1": "décrits au niveau 1",
    "granularite_2": "décrits aux niveaux 1 et 2",
    "granularite_3": "décrits aux trois niveaux",
    "initiales": "applications initiales",
    "actuelles": "actuelles",
    "cibles": "cibles",
}
"""What the figures told beside an indicator are called."""


def value_in_words(code: str, figure: Figure | NoFigure) -> str:
    """« 12 % », « 8 990 100 € », « 12,7 », or « non évaluable »."""
    return "non évaluable" if isinstance(figure, NoFigure) else amount_in_words(code, figure.value)


def amount_in_words(code: str, value: float) -> str:
    """The value of an indicator with its unit."""
    reading = READINGS[code]
    if reading.unit == "share":
        return f"{number(100 * value, 1)}{NO_BREAK_SPACE}%"
    if reading.unit == "euros":
        return f"{number(value, 2)}{NO_BREAK_SPACE}€" if reading.decimals else euros(value)
    return number(value, reading.decimals)


def composition(indicator: Indicator) -> str:
    """What a value is made of, or why there is none."""
    figure = indicator.figure
    return figure.reason if isinstance(figure, NoFigure) else parts_in_words(indicator.code, figure)


def coverage(indicator: Indicator) -> float:
    """How much, of 100, of what the indicator looks at could be examined."""
    figure = indicator.figure
    return 0.0 if isinstance(figure, NoFigure) or not figure.total else 100 * figure.assessed / figure.total


def detail_in_words(name: str, value: float) -> str:
    """A figure told beside an indicator: « hors support : 107 »."""
    if name.startswith("granularite"):
        told = f"{number(100 * value, 1)}{NO_BREAK_SPACE}%"
    else:
        told = number(value, 0 if float(value).is_integer() else 2)
    return f"{DETAILS.get(name, name)} : {told}"


def parts_in_words(code: str, figure: Figure) -> str:
    """« 2 589 liens directs / 2 627 liens de moyen connu »."""
    reading = READINGS[code]
    upper = f"{_term(figure.numerator)} {reading.numerator}"
    return f"{upper} {reading.sign} {_term(figure.denominator)} {reading.denominator}" if reading.denominator else upper


def _term(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def terms_in_words(code: str, figure: Figure) -> str:
    """« liens directs : 119, liens de moyen connu : 120 »: the same as `parts_in_words`, right for one as for many."""
    reading = READINGS[code]
    upper = f"{reading.numerator} : {_term(figure.numerator)}" if reading.numerator else ""
    return f"{upper}, {reading.denominator} : {_term(figure.denominator)}" if reading.denominator else upper
