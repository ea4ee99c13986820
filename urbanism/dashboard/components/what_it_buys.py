"""What the difference between a plan and each doctrine buys: applications, money, links, agents disturbed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from urbanism.french import count, euros, number
from urbanism.planning.convergence.accounts import Totals, totals
from urbanism.planning.convergence.problem import Move, Problem


def what_it_buys(problem: Problem, moves: Iterable[Move], doctrines: Mapping[str, Iterable[Move]]) -> None:
    """A sentence for each doctrine, then what the known agents leave out."""
    plan, years = totals(problem, moves), problem.settings.money_years
    sums = {name: totals(problem, others) for name, others in doctrines.items()}
    said = [f"- Face à « {name} », ce plan {_bought(plan, other, years)}." for name, other in sums.items()]
    st.markdown("**Ce que la différence achète**\n" + "\n".join(said))
    if any(one.unknown_agents for one in (plan, *sums.values())):
        unsaid = ", ".join(f"{number(one.unknown_agents)} pour « {name} »" for name, one in sums.items())
        st.caption(
            "Les agents sont ceux que l’on connaît, comptés à chaque mouvement. Mouvements dont personne ne les a"
            f" dits : {number(plan.unknown_agents)} pour ce plan, {unsaid}."
        )


def _bought(plan: Totals, other: Totals, years: int) -> str:
    """« retire 12 applications de plus, … »; « autant » where they are equal."""
    money = plan.balance - other.balance
    amount = f"{euros(abs(money))} {_way(money)}" if money else "autant d’argent"
    removed, links, agents = other.after - plan.after, plan.links - other.links, plan.agents - other.agents
    return (
        f"retire {_more(removed, 'application') or 'autant d’applications'},"
        f" rapporte {amount} sur {years} ans,"
        f" supprime {_more(links, 'lien') or 'autant de liens'}"
        f" et dérange {_more(agents, 'agent') or 'autant d’agents'}"
    )


def _more(difference: int, noun: str) -> str:
    """« 12 agents de plus »; nothing where there is no difference."""
    return f"{count(abs(difference), noun)} {_way(difference)}" if difference else ""


def _way(difference: int) -> str:
    return "de plus" if difference > 0 else "de moins"
