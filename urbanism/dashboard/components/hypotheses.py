"""« Hypothèses »: every choice that a convergence plan rests on, edited in one form, each with its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import pandas as pd
import streamlit as st

from urbanism.dashboard.components.refusals import refusals_said
from urbanism.french import count, number
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.settings import (
    COST_LABELS,
    COST_MEANINGS,
    KEY_LABELS,
    OBJECTIVES,
    PUBLIC_GOAL,
    WEIGHT_LABELS,
    Freeze,
    Keys,
    Settings,
    UnitCosts,
    Weights,
)
from urbanism.planning.convergence.targets import CRITERIA

OBJECTIVE_NAMES = {
    "argent": "L’argent",
    "applications": "Le nombre d’applications",
    "liens": "Le nombre de liens",
    "risque": "Le risque",
}
OWN_WEIGHTS = "poids"

Labels = Mapping[str, int]
"""Communes or blocs by the name that people read."""


def edit_settings(graph: EstateGraph, settings: Settings, apply: Callable[[Settings], None]) -> None:
    """The form; `apply` receives the settings once they are validated."""
    blocks = {graph.label(block.id): block.id for block in graph.snapshot.blocks}
    communes = {graph.label(commune.id): commune.id for commune in graph.snapshot.communes}
    with st.form("reglages", border=False):
        wanted = _main(settings)
        with st.expander("Hypothèses"):
            st.caption("Ce sont des hypothèses, à remplacer par les vôtres : aucune ne vient du patrimoine.")
            parts = st.tabs(["Coûts", "Ce que le plan cherche", "Capacités", "Gels", "Blocs liés", "Cibles", "Partage"])
            with parts[0]:
                wanted["costs"] = UnitCosts(**_numbers(UnitCosts(), settings.costs, COST_LABELS, COST_MEANINGS))
            with parts[1]:
                st.caption("Servent quand « Chercher d’abord » est « Les poids ci-dessous ».")
                own = Weights(**_numbers(Weights(), settings.weights, WEIGHT_LABELS, {}))
            with parts[2]:
                wanted |= _capacities(settings)
            with parts[3]:
                wanted["freezes"] = _freezes(graph, settings, communes, blocks)
            with parts[4]:
                wanted["together"] = _together(graph, settings, blocks)
            with parts[5]:
                wanted["criteria"] = _criteria(settings)
            with parts[6]:
                wanted["keys"] = Keys(**_numbers(Keys(), settings.keys, KEY_LABELS, {}))
        objective = wanted.pop("objective")
        wanted["weights"] = own if objective == OWN_WEIGHTS else OBJECTIVES[objective]
        if st.form_submit_button("Appliquer", icon=":material/check:"):
            _apply(settings, wanted, apply)


def _apply(settings: Settings, wanted: Mapping[str, Any], apply: Callable[[Settings], None]) -> None:
    with refusals_said():
        chosen = replace(settings, **wanted)
        apply(chosen)
        st.rerun()


def _main(settings: Settings) -> dict[str, Any]:
    ready = next((name for name, weights in OBJECTIVES.items() if weights == settings.weights), OWN_WEIGHTS)
    names = {**OBJECTIVE_NAMES, OWN_WEIGHTS: "Les poids ci-dessous"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        years = st.number_input("Années", 1, 15, settings.years, width=110)
        money = st.number_input("Argent compté sur (années)", 1, 30, settings.money_years, width=150)
        objective = st.selectbox(
            "Chercher d’abord", list(names), list(names).index(ready), format_func=names.__getitem__, width=240
        )
        budget = st.number_input(
            "Budget par an (€)", 0.0, None, settings.budget, 50_000.0, placeholder="sans limite", width=180
        )
        reduction = st.number_input(
            "Applications à retirer (%)",
            0.0,
            100.0,
            None if settings.reduction is None else 100 * settings.reduction,
            5.0,
            placeholder="sans objectif",
            help=f"L’objectif public de Bordeaux est {number(100 * PUBLIC_GOAL)} %.",
            width=190,
        )
    with st.container(horizontal=True):
        early = st.toggle("Quitter un contrat avant son terme, dus payés", settings.early_exit)
        unknown = st.toggle("Compter sur les communes qui n’ont rien dit", settings.unknown_words)
        silos = st.toggle(
            "Écarter les cibles qui réuniraient des silos", settings.forbid_silos, help="Secteurs RU-30, doctrine 2013."
        )
    return {
        "years": int(years),
        "money_years": max(int(money), int(years)),
        "objective": objective,
        "budget": budget,
        "reduction": None if reduction is None else reduction / 100,
        "early_exit": early,
        "unknown_words": unknown,
        "forbid_silos": silos,
    }


def _numbers(default: Any, current: Any, labels: Mapping[str, str], meanings: Mapping[str, str]) -> dict[str, float]:
    """One field a hypothesis, its default and its meaning beside it."""
    values = {name: float(getattr(current, name)) for name in labels}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            name: st.number_input(
                label,
                0.0,
                None,
                values[name],
                step=1.0 if getattr(default, name) >= 10 else 0.05,
                format="%.0f" if getattr(default, name) >= 10 else "%.2f",
                help=_help(getattr(default, name), meanings.get(name)),
                width=300,
            )
            for name, label in labels.items()
        }


def _help(default: float, meaning: str | None = None) -> str:
    return f"Hypothèse, {number(default, 2)} par défaut. {meaning or ''}".strip()


CAPACITIES: Mapping[str, tuple[str, str]] = {
    "commune_share": ("Une collectivité : part de ses applications par an (0 à 1)", "Ses équipes ne font pas plus."),
    "commune_floor": ("Une collectivité : au moins (mouvements par an)", "Même une petite commune en change autant."),
    "dsi_share": ("La DSI : part des applications par an (0 à 1)", "Tous les mouvements passent par elle."),
    "dsi_floor": ("La DSI : au moins (mouvements par an)", "Ce qu’elle mène dans tous les cas."),
    "candidates": ("Cibles examinées par bloc", "Les mieux notées, là où vous n’en avez pas retenu une."),
}
"""Labels and meanings of what limits the moves of a year."""


def _capacities(settings: Settings) -> dict[str, float | int]:
    default, whole = Settings(), {item.name for item in fields(Settings) if item.type == "int"}
    found = _numbers(
        default,
        settings,
        {name: label for name, (label, _) in CAPACITIES.items()},
        {name: meaning for name, (_, meaning) in CAPACITIES.items()},
    )
    return {name: int(value) if name in whole else value for name, value in found.items()}


def _freezes(graph: EstateGraph, settings: Settings, communes: Labels, blocks: Labels) -> tuple[Freeze, ...]:
    st.caption(
        "Élections, rentrée… Douze mois interdisent l’année ; moins de mois réduisent d’autant ce qui peut y bouger."
        " Sans collectivité ni bloc : pour tous."
    )
    rows = [
        {
            "Année": freeze.year,
            "Mois": freeze.months,
            "Collectivité": freeze.commune and graph.label(freeze.commune),
            "Bloc": freeze.block and graph.label(freeze.block),
            "Raison": freeze.reason,
        }
        for freeze in settings.freezes
    ]
    configuration = {
        "Année": st.column_config.NumberColumn(format="%d", required=True, min_value=2000, max_value=2100, step=1),
        "Mois": st.column_config.NumberColumn(default=12, required=True, min_value=1, max_value=12, step=1),
        "Collectivité": st.column_config.SelectboxColumn(options=list(communes)),
        "Bloc": st.column_config.SelectboxColumn(options=list(blocks)),
        "Raison": st.column_config.TextColumn(default="gel", required=True, max_chars=80),
    }
    return tuple(
        Freeze(
            int(row["Année"]),
            int(row["Mois"]),
            communes.get(row["Collectivité"]),
            blocks.get(row["Bloc"]),
            str(row["Raison"]),
        )
        for row in _table(rows, configuration, "gels")
    )


def _together(graph: EstateGraph, settings: Settings, blocks: Labels) -> tuple[tuple[int, int], ...]:
    st.caption("Une collectivité change la même année ses applications des deux blocs, sauf celles qui restent cibles.")
    rows = [{"Bloc": graph.label(one), "part avec": graph.label(other)} for one, other in settings.together]
    column = st.column_config.SelectboxColumn(options=list(blocks), required=True)
    found = _table(rows, {"Bloc": column, "part avec": column}, "blocs-lies")
    return tuple((blocks[row["Bloc"]], blocks[row["part avec"]]) for row in found)


def _criteria(settings: Settings) -> dict[str, float]:
    """The weights that differ from the usual ones."""
    st.caption("Le poids de chaque critère dans la note d’une cible ; la note pèse dans le choix du plan.")
    weights = {**CRITERIA, **settings.criteria}
    with st.container(horizontal=True):
        chosen = {
            name: float(st.slider(name.capitalize(), 0, 5, int(weights[name]), help=_help(usual), width=150))
            for name, usual in CRITERIA.items()
        }
    return {name: weight for name, weight in chosen.items() if weight != CRITERIA[name]}


def _table(rows: list[dict[str, Any]], configuration: Mapping[str, Any], key: str) -> Iterable[dict[str, Any]]:
    """Rows that people add, change and remove; incomplete ones count for nothing."""
    frame = pd.DataFrame(rows, columns=list(configuration), dtype=object)
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        column_config=dict(configuration),
        key=f"{key}-{len(rows)}",
    )
    needed = [name for name, column in configuration.items() if column["required"]]
    complete = edited.dropna(subset=needed).astype(object)
    rows_kept = complete.where(complete.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows_kept]


def told(settings: Settings) -> str:
    """What differs from the default hypotheses, in a few words."""
    default = asdict(Settings())
    changed = sum(value != default[name] for name, value in asdict(settings).items())
    if not changed:
        return "Toutes les hypothèses sont celles par défaut."
    return f"Changé par vous : {count(changed, 'réglage')}."
