"""What a scenario does to one collectivity: when, why, what it pays, what it gains, what it loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, found_table, object_table
from urbanism.dashboard.state import Estate
from urbanism.drawing import Link, Paper, Scene
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.plan_line import PlanRow, plan_scenes
from urbanism.french import count, euros, number
from urbanism.governance.scenarios import Kept, KeptMove
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.report import WORDS
from urbanism.planning.convergence.settings import KEY_LABELS
from urbanism.planning.convergence.sharing import Bill
from urbanism.planning.convergence.trajectory import Gains, Losses, gains, losses


def communes_of(graph: EstateGraph, kept: Kept) -> list[int]:
    """The collectivities that a scenario concerns, as far as the viewer may know."""
    found = {c for move in kept.moves for c in graph.served.get(move.application, ())} | {b.commune for b in kept.bills}
    return sorted(found - graph.snapshot.hidden_communes, key=graph.label)


def show_trajectory(estate: Estate, name: str, kept: Kept, commune: int) -> None:
    """The whole of it, told from what the scenario called `name` kept."""
    graph = graph_of(estate)
    own = tuple(move for move in kept.moves if commune in graph.served.get(move.application, ()))
    if not own:
        empty("Rien ne change", "Ce plan ne remplace aucune application de cette collectivité.", "location_city")
        return
    _bill(kept, commune, len(own))
    _drawing(estate, name, kept, own, commune)
    _moves(graph, own, commune)
    _gained(graph, own)
    _lost(graph, own)


def _bill(kept: Kept, commune: int, replaced: int) -> None:
    bills = [bill for bill in kept.bills if bill.commune == commune]
    total = sum(kept.settings.keys)
    keys = ", ".join(
        f"{KEY_LABELS[name].lower()} {number(100 * weight / total)} %"
        for name, weight in kept.settings.keys._asdict().items()
        if total and weight
    )
    st.markdown(
        f"**{count(replaced, 'application remplacée', 'applications remplacées')}**,"
        f" **{euros(sum(bill.pays for bill in bills))}** à payer et"
        f" **{euros(sum(bill.spares for bill in bills))}** épargnés pendant le plan."
    )
    st.caption(f"Clés de partage : {keys or 'part fixe'}. Les coûts unitaires sont des hypothèses de la métropole.")
    columns = [
        Column[Bill]("Année", lambda bill: str(bill.year)),
        Column[Bill]("À payer", lambda bill: round(bill.pays), "euros"),
        Column[Bill]("Épargné", lambda bill: round(bill.spares), "euros"),
    ]
    object_table(bills, columns, "factures")


def _drawing(estate: Estate, name: str, kept: Kept, own: Sequence[KeptMove], commune: int) -> None:
    """What leaves, year after year, to read and to take away."""
    graph = graph_of(estate)
    rows = [
        PlanRow(
            graph.label(move.application),
            _target_name(graph, move),
            {move.year: 1},
            Link("application", (("id", str(move.application)),)),
        )
        for move in sorted(own, key=lambda move: (move.year, graph.label(move.application).casefold()))
    ]
    bills = [bill for bill in kept.bills if bill.commune == commune]
    told = " ; ".join(f"{b.year} : {euros(b.pays)} à payer, {euros(b.spares)} épargnés" for b in bills)
    years = range(min(move.year for move in kept.moves), max(move.year for move in kept.moves) + 1)

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, f"Trajectoire de {graph.label(commune)}", f"Selon « {name} »")
        return plan_scenes(rows, years, paper, replace(words, not_shown=told), "Application")

    show_map(draw(SCREEN)[0], "trajectoire-dessin")
    paper_button(estate, f"trajectoire {graph.label(commune)}", draw, "trajectoire")


def _target(graph: EstateGraph, move: KeptMove) -> int | None:
    """The target in place, None for a product to buy or one that is gone."""
    return move.target if isinstance(move.target, int) and move.target in graph.served else None


def _target_name(graph: EstateGraph, move: KeptMove) -> str:
    if isinstance(move.target, str):
        return f"{move.target} (à acquérir)"
    target = _target(graph, move)
    if target is None:
        return "cible disparue depuis"
    return f"{graph.label(target)} ({graph.label(graph.holder[target])})"


def _moves(graph: EstateGraph, own: tuple[KeptMove, ...], commune: int) -> None:
    several = "plusieurs collectivités : chacune le sait pour elle"
    shared = "décidé avec les autres collectivités qui l’utilisent"
    columns = [
        Column[KeptMove]("Application", lambda move: graph.label(move.application)),
        Column[KeptMove]("Année", lambda move: str(move.year)),
        Column[KeptMove]("Devient", lambda move: _target_name(graph, move)),
        Column[KeptMove]("Repose sur", lambda move: several if move.word is None else WORDS[move.word]),
        Column[KeptMove]("Coût, avant partage", lambda move: move.cost, "euros"),
        Column[KeptMove]("Épargne par an", lambda move: move.saving, "euros"),
        Column[KeptMove]("Pourquoi", lambda move: move.reason or shared),
    ]
    found_table(
        own, columns, f"trajet-{commune}", "mouvement", opens=lambda m: ("application", object_address(m.application))
    )


def _gained(graph: EstateGraph, own: tuple[KeptMove, ...]) -> None:
    st.header("Ce qui se gagne", anchor=False)
    found = [(move, gains(graph, move.application, _target(graph, move))) for move in own]
    rows = [one for one in found if any(one[1])]
    if not rows:
        st.caption("Rien de connu au-delà de l’épargne.")
        return
    columns = [
        Column[tuple[KeptMove, Gains]]("Application", lambda one: graph.label(one[0].application)),
        Column[tuple[KeptMove, Gains]]("Fonctions", lambda one: graph.labels(one[1].functions)),
        Column[tuple[KeptMove, Gains]]("Échanges", lambda one: _ends(graph, one[1].exchanges)),
        Column[tuple[KeptMove, Gains]]("De plus", lambda one: ", ".join(one[1].reasons)),
    ]
    object_table(rows, columns, "gains")


def _lost(graph: EstateGraph, own: tuple[KeptMove, ...]) -> None:
    st.header("Ce qui se perd, sauf à le refaire sur la cible", anchor=False)
    found = [(move, losses(graph, move.application, _target(graph, move), move.overlays)) for move in own]
    rows = [one for one in found if any(one[1])]
    if not rows:
        st.caption("Rien de connu.")
        return
    columns = [
        Column[tuple[KeptMove, Losses]]("Application", lambda one: graph.label(one[0].application)),
        Column[tuple[KeptMove, Losses]]("Année", lambda one: str(one[0].year)),
        Column[tuple[KeptMove, Losses]]("Fonctions", lambda one: graph.labels(one[1].functions)),
        Column[tuple[KeptMove, Losses]]("Échanges coupés", lambda one: _ends(graph, one[1].exchanges)),
        Column[tuple[KeptMove, Losses]]("Pratiques à changer", lambda one: ", ".join(one[1].practices)),
    ]
    object_table(rows, columns, "pertes")


def _ends(graph: EstateGraph, flows: tuple[int, ...]) -> str:
    """Flows by their two ends."""
    known = graph.snapshot.by_id
    named = (f"{graph.label(known[flow].source_id)} → {graph.label(known[flow].target_id)}" for flow in flows[:4])
    more = f" et {number(len(flows) - 4)} de plus" if len(flows) > 4 else ""
    return ", ".join(named) + more
