"""Indicators I01 to I20, by commune, bloc, zone and for the whole: each with what it is made of.

Formulas are those of `indicateurs.csv`; each function's docstring says how it reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from urbanism.analyses.indicators.exchanges import i05, i06, i08, i09
from urbanism.analyses.indicators.facts import Facts
from urbanism.analyses.indicators.governance import i13, i14, i17, i18, i19
from urbanism.analyses.indicators.measures import Figure, Indicator, NoFigure, Part
from urbanism.analyses.indicators.money import i11, i12
from urbanism.analyses.indicators.portfolio import i01, i02, i03, i04, i07, i10, i15, i16, i20
from urbanism.collector import collector_at_rest
from urbanism.graph import EstateGraph

FORMULAS: Mapping[str, Callable[[Facts, Part], Figure | NoFigure]] = {
    "I01": i01, "I02": i02, "I03": i03, "I04": i04, "I05": i05, "I06": i06, "I07": i07, "I08": i08, "I09": i09,
    "I10": i10, "I11": i11, "I12": i12, "I13": i13, "I14": i14, "I15": i15, "I16": i16, "I17": i17, "I18": i18,
    "I19": i19, "I20": i20,
}  # fmt: skip
"""Every indicator by its code."""

OPEN = frozenset({"I01", "I02", "I03", "I04", "I05", "I06", "I08"})
"""The indicators made of what communes share (names, products, blocs, flows): given to everyone, for every part."""

WITHHELD = NoFigure(
    "Cet indicateur tient à des informations propres à chaque commune\xa0: vous ne le voyez que pour les vôtres."
)


def indicators(
    graph: EstateGraph,
    titles: Mapping[str, str],
    kinds: Collection[str] = ("ensemble", "commune", "zone", "bloc"),
) -> tuple[Indicator, ...]:
    """Every indicator for every part of the wanted kinds.

    Args:
        titles: the title of each indicator by its code, from the nomenclature.
        kinds: among "ensemble", "commune", "zone" and "bloc".
    """
    facts = Facts(graph)
    with collector_at_rest():
        return tuple(
            Indicator(code, titles.get(code, ""), part.kind, part.id, part.label, _figure(facts, part, code))
            for code in FORMULAS
            for part in facts.parts
            if part.kind in kinds
        )


def _figure(facts: Facts, part: Part, code: str) -> Figure | NoFigure:
    hidden = facts.graph.snapshot.hidden_communes
    if hidden and code not in OPEN and (part.kind != "commune" or part.id in hidden):
        return WITHHELD
    return FORMULAS[code](facts, part)


__all__ = ["FORMULAS", "Facts", "Figure", "Indicator", "NoFigure", "Part", "indicators"]
