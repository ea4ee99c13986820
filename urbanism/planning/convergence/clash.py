"""Which constraints clash when no plan exists: a smallest set that cannot be kept together, told in French.

Constraints are set aside by name (`Settings.lifted`) and the problem is asked again. QuickXplain (Junker, AAAI 2004)
finds a set of which every constraint counts: set any one of them aside and a plan exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import BEFORE, BUDGET, CONTRACTS, DSI, TOGETHER, UNKNOWN_WORDS, build
from urbanism.planning.convergence.problem import Problem
from urbanism.planning.convergence.settings import Settings
from urbanism.planning.convergence.solve import solve

GOAL = "objectif"


class Clash(NamedTuple):
    """The constraints that cannot be kept together, each with its words; `proven` is false where time ran out."""

    constraints: tuple[tuple[str, str], ...]
    proven: bool


def clash(
    graph: EstateGraph, settings: Settings, seconds: float = 30.0, asked: Callable[[int], None] | None = None
) -> Clash | None:
    """The clash of these settings, or None when a plan exists; without constraints, time ran out before any answer.

    Args:
        seconds: the most that each question to the solver may take; a question without an answer in that time counts
            as if a plan existed, and the clash is then said not to be proven smallest.
        asked: told how many questions the solver has been asked, at each of them.
    """
    named = constraints(graph, settings)
    asker = _Asker(graph, settings, tuple(named), seconds, asked or (lambda _: None))
    if asker.possible(tuple(named)):
        return None if asker.proven else Clash((), proven=False)
    found = _quick_explain(asker.possible, (), tuple(named), changed=False)
    return Clash(tuple((key, named[key]) for key in found), asker.proven)


def out_of_reach(graph: EstateGraph, settings: Settings, share: float, seconds: float = 30.0) -> list[str]:
    """What forbids retiring this share of the applications, in French; empty where nothing does."""
    return beside_the_goal(clash(graph, replace(settings, reduction=share), seconds))


def beside_the_goal(found: Clash | None) -> list[str]:
    """What clashes with a share of the applications to retire, in French; empty where nothing does."""
    return [words for key, words in found.constraints if key != GOAL] if found else []


def constraints(graph: EstateGraph, settings: Settings) -> Mapping[str, str]:
    """Every constraint that may be set aside, by its key, in French; the most general last."""
    problem = build(graph, settings)
    named: dict[str, str] = {}
    if settings.reduction is not None:
        named[GOAL] = f"retirer {settings.reduction:.0%} des applications".replace("%", "\u00a0%")
    for obligation in problem.obligations:
        year = problem.first_year + obligation.year
        named[obligation.key] = (
            f"la parole donnée par {graph.label(obligation.commune)} pour {graph.label(obligation.block)} en {year}"
        )
    keys = {bar.key for item in problem.items for bars in item.bars for bar in bars}
    named |= {key: _bar_words(graph, settings, key) for key in sorted(keys)}
    for rank, freeze in enumerate(settings.freezes):
        named.setdefault(f"gel:{rank}", f"le gel « {freeze.reason} » de {freeze.year}")
    for commune in problem.commune_capacity:
        named[f"capacite:{commune}"] = f"la capacité de {graph.label(commune)}"
    if problem.budget is not None:
        named[BUDGET] = "le budget annuel"
    if problem.dsi_capacity is not None:
        named[DSI] = "la capacité de la DSI"
    if problem.before:
        named[BEFORE] = "l’ordre des dépendances : la donnée maître part d’abord"
    if problem.together:
        named[TOGETHER] = "ce qui doit partir ensemble : suites fermées, blocs liés par vous"
    return {key: words for key, words in named.items() if key not in settings.lifted}


def _bar_words(graph: EstateGraph, settings: Settings, key: str) -> str:
    kind, _, number = key.partition(":")
    if kind == "refus":
        return f"les refus de {graph.label(int(number))}"
    if kind == "gel":
        freeze = settings.freezes[int(number)]
        return f"le gel « {freeze.reason} » de {freeze.year}"
    return {CONTRACTS: "les contrats à mener à leur terme", UNKNOWN_WORDS: "les années sans parole ni hypothèse"}[kind]


class _Asker:
    """Asks whether a plan exists that keeps some constraints, the others being set aside."""

    def __init__(
        self,
        graph: EstateGraph,
        settings: Settings,
        keys: tuple[str, ...],
        seconds: float,
        asked: Callable[[int], None],
    ) -> None:
        self.graph, self.settings, self.keys, self.seconds, self.asked = graph, settings, keys, seconds, asked
        self.proven = True
        self.questions = 0

    def possible(self, kept: Sequence[str]) -> bool:
        self.questions += 1
        self.asked(self.questions)
        lifted = frozenset(self.keys) - set(kept)
        settings = self.settings.lifting(lifted - {GOAL})
        if GOAL in lifted:
            settings = replace(settings, reduction=None)
        plan = solve(_without_money(build(self.graph, settings)), self.seconds)
        self.proven &= plan.found or plan.infeasible
        return not plan.infeasible


def _without_money(problem: Problem) -> Problem:
    """The same constraints with nothing to minimise: any plan will do."""
    weights = replace(problem.settings.weights, money=0, application=0, link=0, risk=0, misfit=0)
    return replace(problem, settings=replace(problem.settings, weights=weights))


def _quick_explain(
    possible: Callable[[Sequence[str]], bool], kept: tuple[str, ...], keys: tuple[str, ...], *, changed: bool
) -> tuple[str, ...]:
    if changed and not possible(kept):
        return ()
    if len(keys) == 1:
        return keys
    half = len(keys) // 2
    first, second = keys[:half], keys[half:]
    right = _quick_explain(possible, (*kept, *first), second, changed=True)
    left = _quick_explain(possible, (*kept, *right), first, changed=bool(right))
    return (*left, *right)
