"""Convergence: where it pays, what a plan would do under each doctrine and at best, the scenarios kept."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.accounts import applications_chart, side_by_side, years_table
from urbanism.dashboard.components.gestures import KEEP_SCENARIO, may, offered
from urbanism.dashboard.components.hypotheses import edit_settings, told
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import go_to, object_address
from urbanism.dashboard.components.scenarios_compared import compare_scenarios
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.waiting import wait_for
from urbanism.dashboard.components.what_it_buys import what_it_buys
from urbanism.dashboard.converging import (
    BOUND_SECONDS,
    account_of,
    clash_of,
    doctrine_accounts,
    doctrine_plans,
    parent_in_hand,
    problem_of,
    search_of,
    settings_in_hand,
    start_clash,
    start_search,
    take_in_hand,
)
from urbanism.dashboard.state import Estate, open_estate
from urbanism.exports.convergence import comparison
from urbanism.french import count, euros, number, percentage
from urbanism.governance.scenarios import save_scenario
from urbanism.planning.convergence.accounts import totals
from urbanism.planning.convergence.clash import GOAL, beside_the_goal
from urbanism.planning.convergence.doctrines import LABELS, OPTIMUM, judged
from urbanism.planning.convergence.opportunity import Opportunity, opportunities, without_block
from urbanism.planning.convergence.problem import Move
from urbanism.planning.convergence.settings import PUBLIC_GOAL, Settings
from urbanism.planning.convergence.solve import Plan
from urbanism.snapshot import Scenario


def show(estate: Estate) -> None:
    heading("Convergence", "Qui passe à quoi, quand, à quel coût, et ce que cela apporte.", estate)
    found = answer(opportunities, estate)
    if not found:
        empty("Rien à faire converger", "Importez les applications des communes et leurs blocs.", "merge_type")
        return
    where, plan, kept = st.tabs(["Où converger", "Le plan", "Scénarios"], key="onglet", bind="query-params")
    with where:
        _where(estate, found)
    with plan:
        _plan(estate)
    with kept:
        _scenarios(estate)


def _where(estate: Estate, found: tuple[Opportunity, ...]) -> None:
    graph = graph_of(estate)
    surplus, evitable = sum(one.surplus for one in found), sum(one.evitable for one in found)
    st.markdown(
        f"**{count(surplus, 'application')}** en plus d’une par bloc, **{euros(evitable)}** par an de coûts connus"
        " au-delà de l’application la plus chère de chaque bloc, avant tout coût de convergence."
    )
    if astray := answer(without_block, estate):
        st.caption(f"{count(len(astray), 'application')} sans bloc : rien ne peut en être dit ici.")
    columns = [
        Column[Opportunity]("Bloc", lambda one: graph.label(one.block)),
        Column[Opportunity]("Applications", lambda one: len(one.applications), "number"),
        Column[Opportunity]("Produits", lambda one: one.products, "number"),
        Column[Opportunity]("Collectivités", lambda one: one.communes, "number"),
        Column[Opportunity]("Surplus", lambda one: one.surplus, "number"),
        Column[Opportunity]("Coût connu", lambda one: one.cost, "euros"),
        Column[Opportunity]("Évitable", lambda one: one.evitable, "euros"),
        Column[Opportunity]("Coûts connus", lambda one: 100 * one.cost_coverage, "share"),
        Column[Opportunity]("Agents", lambda one: one.users, "number"),
        Column[Opportunity]("Agents connus", lambda one: 100 * one.users_coverage, "share"),
        Column[Opportunity]("Reprises par réforme", lambda one: one.updates, "number"),
    ]
    found_table(found, columns, "occasions", "bloc", opens=lambda one: ("convergence-bloc", object_address(one.block)))


def _plan(estate: Estate) -> None:
    settings = settings_in_hand()
    if (parent := parent_in_hand()) is not None:
        st.caption(f"Issu de « {plain(estate.name_of(parent) or 'un scénario disparu')} ».")
    edit_settings(graph_of(estate), settings, take_in_hand)
    st.caption(told(settings))
    problem = problem_of(estate, settings)
    if not problem.pairs:
        empty("Aucun mouvement possible", "Aucun bloc n’a deux applications dont une peut rester.", "merge_type")
        return
    search = search_of(estate, settings)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Chercher le meilleur plan", type="primary", disabled=bool(search and search.running)):
            start_search(estate, settings, 60)
            st.rerun()
        st.caption("Les deux doctrines sont déjà là ; le meilleur plan se cherche une minute au plus.")
    if search and search.running:
        wait_for("search")
    elif search and search.failed:
        st.warning("La recherche s’est arrêtée sans plan.", icon=":material/stop_circle:")
    elif search and search.stopped:
        st.info("La recherche a été arrêtée : voici le meilleur plan trouvé d’ici là.", icon=":material/stop_circle:")
    best = search.plan if search else None
    if best and not best.found:
        _clash(estate, settings, best)
        return
    _compare(estate, settings, best)
    if best and totals(problem, best.moves).reduction < PUBLIC_GOAL:
        _public_goal(estate, settings)


def _clash(estate: Estate, settings: Settings, plan: Plan) -> None:
    """Name the constraints that cannot be kept together."""
    if not plan.infeasible:
        st.error("Aucun plan trouvé dans le temps donné.", icon=":material/block:")
        return
    search = clash_of(estate, settings) or start_clash(estate, settings)
    if search.running:
        st.error("Aucun plan ne tient toutes ces contraintes.", icon=":material/block:")
        wait_for("clash")
        return
    found = search.clash
    if found is None or not found.constraints:
        st.error("Aucun plan ne tient ; la recherche n’a pas dit quelles contraintes.", icon=":material/block:")
        return
    named = "\n".join(f"- {plain(words)}" for _, words in found.constraints)
    st.error(f"Aucun plan ne tient ensemble :\n{named}", icon=":material/block:")
    if [key for key, _ in found.constraints] == [GOAL]:
        st.caption("À lui seul hors d’atteinte : chaque bloc garde une application, et ce qui n’a pas de bloc reste.")
        return
    advice = "Assouplissez l’une de ces contraintes : un plan existe dès qu’une seule est levée."
    st.caption(advice if found.proven else f"{advice} Le temps a manqué pour dire si toutes y sont pour quelque chose.")


def _public_goal(estate: Estate, settings: Settings) -> None:
    share = percentage(PUBLIC_GOAL, 1)
    st.caption(f"Ce plan retire moins de {share} des applications : il ne le fait pas, ou il ne le peut pas.")
    asked = replace(settings, reduction=PUBLIC_GOAL)
    search = clash_of(estate, asked)
    if st.button(f"Qu’est-ce qui interdit {share} ?", icon=":material/help:"):
        search = start_clash(estate, asked)
    if search is None:
        return
    if search.running:
        wait_for("clash")
        return
    if search.failed:
        st.info("La recherche s’est arrêtée avant de le dire.")
    elif named := beside_the_goal(search.clash):
        st.warning(f"Retirer {share} des applications ne tient pas avec : {plain(' ; '.join(named), limit=2000)}.")
    else:
        st.info(f"Rien ne l’interdit : demandez {share} dans « Applications à retirer ».")


def _compare(estate: Estate, settings: Settings, best: Plan | None) -> None:
    problem = problem_of(estate, settings)
    doctrines = doctrine_plans(estate, settings)
    plans, accounts = dict(doctrines), dict(doctrine_accounts(estate, settings))
    if best:
        plans[LABELS[OPTIMUM]], accounts[LABELS[OPTIMUM]] = best.moves, account_of(problem, best.moves)
    documents = {
        name: {"totals": {**account.totals._asdict(), "balance": account.totals.balance}}
        for name, account in accounts.items()
    }
    side_by_side(comparison(documents), "cote-a-cote")
    if best:
        st.caption(f"Le meilleur plan est à {number(100 * best.gap, 2)} % au plus du meilleur possible.")
        what_it_buys(problem, best.moves, doctrines)
    offered(estate, KEEP_SCENARIO)
    applications_chart({name: account.years for name, account in accounts.items()}, problem.applications)
    for name, (sums, years) in accounts.items():
        reduction = percentage(sums.reduction, 1)
        with st.expander(f"{name} : {reduction} d’applications en moins"):
            years_table(years, f"annees-{name}")
            if may(estate, KEEP_SCENARIO):
                _keep(estate, settings, name, plans[name], best)


def _keep(estate: Estate, settings: Settings, name: str, moves: tuple[Move, ...], best: Plan | None) -> None:
    doctrine = next(code for code, label in LABELS.items() if label == name)
    with st.form(f"garder-{doctrine}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input("Nom du scénario", placeholder="Plan du comité de juin", max_chars=120)
        if st.form_submit_button("Garder ce plan", icon=":material/bookmark:"):
            bound = best.bound if best else None
            whole = best if best and doctrine == OPTIMUM else None
            plan = whole or judged(problem_of(estate, settings), moves, BOUND_SECONDS, bound)
            scenario = save_scenario(estate.engine, title, doctrine, plan, estate.viewer.name, parent_in_hand())
            go_to("plan-de-convergence", object_address(scenario))


def _scenarios(estate: Estate) -> None:
    scenarios = estate.snapshot.scenarios
    if not scenarios:
        empty("Aucun scénario", "Gardez un plan sous un nom depuis l’onglet « Le plan ».", "bookmark")
        return
    columns = [
        Column[Scenario]("Scénario", lambda one: one.name),
        Column[Scenario]("Doctrine", lambda one: LABELS.get(one.doctrine or "", "")),
        Column[Scenario]("Mouvements", lambda one: len(one.settings.get("plan", {}).get("moves", ())), "number"),
        Column[Scenario]("Issu de", lambda one: estate.name_of(one.parent_id)),
    ]
    if estate.viewer.sees_everything:
        compare_scenarios(estate)
    found_table(
        scenarios, columns, "scenarios", "scénario", opens=lambda one: ("plan-de-convergence", object_address(one.id))
    )


show(open_estate())
