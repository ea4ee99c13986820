"""What the project would change in the findings of the rules and in the indicators of its communes and blocs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from urbanism.analyses.indicators import FORMULAS, Facts, Figure, NoFigure
from urbanism.diagnosis.case import Case
from urbanism.diagnosis.results import IndicatorChange, RuleChange, Statement
from urbanism.graph import EstateGraph
from urbanism.rules import RULES, Assessed, Finding, check_rules

ABOUT_PEOPLE = frozenset({"R26", "R30", "R33"})
"""Rules on what is described and signed: nothing to expect of a project's file."""

FROM_END_TO_END = frozenset({"R08", "R10"})
"""Rules that follow flows through the whole estate, of which the diagnosis reads a part; its own statements tell of the
copies that the project would keep."""

OF_BLOCS = ("R04", "R17")
"""Rules that judge a whole bloc, or a knot of applications wherever they stand: asked of the part."""

RIVALS = "I08"
"""The indicator that, for a métropole, weighs its referentials against those of every commune: not read on a part."""

ROUND_THE_BLOCS = ("R34",)
"""Rules that need the ties between all blocs, and nothing else of the rest of the estate."""

NEAR_BY = tuple(code for code in RULES if code not in {*ABOUT_PEOPLE, *FROM_END_TO_END, *OF_BLOCS, *ROUND_THE_BLOCS})
"""Rules that judge a commune, an application or a flow at a time: asked of what is near."""

Key = tuple[str, tuple[int, ...]]


def not_read(case: Case, titles: Mapping[str, str]) -> Iterator[Statement]:
    """What cannot be told of the rules and indicators that ask for more than the part read, and why."""
    rules = " et ".join(_named(code, titles) for code in sorted(FROM_END_TO_END))
    text = (
        f"Effet sur les règles {rules} : non évaluable parce qu’elles suivent les flux de bout en bout, et que le"
        " diagnostic ne lit que la part de la cartographie que le projet touche ; elles seront jugées une fois celui-ci"
        " en service."
    )
    yield Statement("REGLES_DE_BOUT_EN_BOUT", None, text)
    if case.holders & case.metropole:
        text = (
            f"Effet sur l’indicateur {_named(RIVALS, titles)} de la métropole : non évaluable parce qu’il compare ses"
            " référentiels à ceux de toutes les communes, dont le diagnostic ne lit qu’une part."
        )
        yield Statement("REFERENTIELS_RIVAUX", None, text)


def _named(code: str, titles: Mapping[str, str]) -> str:
    return f"{code} (« {titles[code]} »)" if code in titles else code


def rule_changes(case: Case, titles: Mapping[str, str]) -> tuple[RuleChange, ...]:
    """The findings that the project adds and removes, by rule, on the part of the estate that it touches."""
    asked = ((NEAR_BY, case.near), (OF_BLOCS, (case.graph, case.live)), (ROUND_THE_BLOCS, case.tied))
    before, after = (
        {key: found for codes, graphs in asked for key, found in _findings(case, graphs[moment], titles, codes)}
        for moment in (0, 1)
    )
    codes = sorted({key[0] for key in before.keys() ^ after.keys()})
    return tuple(
        RuleChange(
            code,
            titles.get(code, ""),
            tuple(finding.evidence for key, finding in after.items() if key[0] == code and key not in before),
            tuple(finding.evidence for key, finding in before.items() if key[0] == code and key not in after),
        )
        for code in codes
    )


def _findings(
    case: Case, graph: EstateGraph, titles: Mapping[str, str], asked: Sequence[str]
) -> Iterator[tuple[Key, Finding]]:
    for result in check_rules(graph, titles, case.thresholds, only=asked):
        if isinstance(result, Assessed):
            for finding in result.findings:
                if _is_whole(case, graph, finding):
                    yield (finding.code, tuple(subject.id for subject in finding.subjects)), finding


def _is_whole(case: Case, graph: EstateGraph, finding: Finding) -> bool:
    """Whether all that a finding counts is in the part: elsewhere than in the project's blocs and communes it is not.

    A closed suite (R29) counts its applications everywhere: what the project depends on tells of it.
    """
    first = finding.subjects[0].id
    match finding.code:
        case "R04":
            return any(block.id == first for block in case.blocks)
        case "R05":
            return graph.holder.get(first) in case.places
        case "R29":
            return first in case.places
        case _:
            return True


def indicator_changes(case: Case, titles: Mapping[str, str]) -> tuple[IndicatorChange, ...]:
    """The indicators of its communes and blocs that the project changes."""
    before, after = _figures(case, case.graph), _figures(case, case.live)
    return tuple(
        IndicatorChange(code, titles.get(code, ""), label, before[code, label], value)
        for (code, label), value in after.items()
        if before[code, label] != value
    )


def _figures(case: Case, graph: EstateGraph) -> dict[tuple[str, str], float | None]:
    facts = Facts(graph)
    places = case.holders | {block.id for block in case.blocks}
    parts = [part for part in facts.parts if part.kind in ("commune", "bloc") and part.id in places]
    return {
        (code, part.label): _value(formula(facts, part))
        for code, formula in FORMULAS.items()
        for part in parts
        if code != RIVALS or part.id not in case.metropole
    }


def _value(figure: Figure | NoFigure) -> float | None:
    return figure.value if isinstance(figure, Figure) else None
