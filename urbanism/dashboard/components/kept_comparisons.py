"""Results of compared extracts: kept when someone asks, shown with the group they speak of, taken off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import streamlit as st

from urbanism.comparing import Comparison
from urbanism.comparing.digest import digest
from urbanism.comparing.sentences import months, summary
from urbanism.dashboard.components.gestures import KEEP_COMPARISON, may, places
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import day, listing
from urbanism.governance.extract_comparisons import forget_comparison, keep_comparison
from urbanism.snapshot import ExtractComparison

KEPT = "extraits-gardes"


def keep_form(estate: Estate, comparison: Comparison, noun: str) -> None:
    """Which referential each extract comes from, and whose the result is; then keep it."""
    writable = [place for place in places(estate, KEEP_COMPARISON) if place is not None]
    if not writable or len(estate.snapshot.referentials) < 2:
        return
    with st.expander("Garder ce résultat", icon=":material/bookmark_add:"):
        st.markdown(
            "Les comptes et les phrases sont gardés, datés, avec le groupe des deux référentiels."
            " **Les lignes des extraits ne le sont pas** : téléchargez le classeur des écarts pour les conserver."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            left = _origin(estate, comparison.left.name, "gauche")
            right = _origin(estate, comparison.right.name, "droite")
        holders = _holders(estate, (left, right), writable)
        holder = holders[0] if holders else None
        if len(holders) > 1:
            holder = st.radio(
                "Ce résultat est celui de", holders, format_func=lambda c: estate.name_of(c) or "", horizontal=True
            )
        if left is not None and right is not None and not holders:
            st.caption("Ces deux référentiels ne sont pas de ceux que vous tenez : le résultat ne peut être gardé.")
        ready = None not in (left, right, holder) and left != right
        if st.button("Garder", type="primary", icon=":material/bookmark_add:", disabled=not ready):
            _keep(estate, comparison, noun, (left or 0, right or 0), holder or 0)
    if told := st.session_state.pop(KEPT, None):
        st.success("Résultat gardé.", icon=":material/bookmark_added:")
        link("doublon", "Le voir avec le groupe", {"id": [str(told)]}, icon="content_copy")


def _origin(estate: Estate, extract: str, side: str) -> int | None:
    """The referential that an extract comes from: the one of its name, at first."""
    bases = {each.id: each for each in estate.snapshot.referentials}
    named = [each for each in bases if bases[each].name.casefold() == extract.casefold()]
    chosen: int | None = st.selectbox(
        f"« {plain(extract, 60)} » vient de",
        list(bases),
        index=list(bases).index(named[0]) if len(named) == 1 else None,
        format_func=lambda each: f"{bases[each].name} – {estate.name_of(bases[each].commune_id)}",
        placeholder="un référentiel",
        key=f"extraits-origine-{side}-{extract}",
        width=360,
    )
    return chosen


def _holders(estate: Estate, sides: tuple[int | None, int | None], writable: Collection[int]) -> list[int]:
    """The holders of the two referentials for whom the viewer may write."""
    owners = (estate.snapshot.by_id[side].commune_id for side in sides if side is not None)
    return [each for each in dict.fromkeys(owners) if each in writable]


def _keep(estate: Estate, comparison: Comparison, noun: str, sides: tuple[int, int], holder: int) -> None:
    told, content = summary(comparison, noun), digest(comparison, noun)
    with refusals_said():
        keep_comparison(estate.engine, holder, sides, told, content, estate.viewer.name, date.today())
        st.session_state[KEPT] = sides[0]
        st.rerun()


def show_kept(estate: Estate, members: Collection[int]) -> None:
    """The kept results between members of a group, the latest first."""
    st.header("Preuves par les données", anchor=False)
    kept = [each for each in estate.snapshot.extract_comparisons if {each.left_id, each.right_id} <= set(members)]
    if not kept:
        empty(
            "Aucun extrait comparé",
            "Comparez des extraits de deux de ces bases : recouvrement, contradictions et fraîcheur seront mesurés.",
            "compare_arrows",
        )
    for each in sorted(kept, key=lambda one: (one.compared_on, one.id), reverse=True):
        _show(estate, each)
    link("comparer", "Comparer des extraits", icon="compare_arrows")


def _show(estate: Estate, kept: ExtractComparison) -> None:
    content = kept.content
    with st.container(border=True, key=f"extraits-gardes-{kept.id}"):
        st.markdown(
            f"**{plain(estate.name_of(kept.left_id), 80)}** et **{plain(estate.name_of(kept.right_id), 80)}**"
            f" :gray[comparés le {day(kept.compared_on)} pour {plain(estate.name_of(kept.commune_id))}]"
        )
        st.markdown(plain(kept.summary, 900))
        with st.expander("Le détail", icon=":material/table:"):
            _detail(content, f"extraits-gardes-{kept.id}")
        if may(estate, KEEP_COMPARISON, kept.commune_id) and st.button(
            "Retirer ce résultat", key=f"extraits-retirer-{kept.id}", icon=":material/delete:", type="tertiary"
        ):
            with refusals_said():
                forget_comparison(estate.engine, kept, estate.viewer.name)
                st.rerun()


def _detail(content: Mapping[str, Any], key: str) -> None:
    for sentence in (content["key"], *content["asides"]):
        st.caption(plain(sentence, 600))
    columns: list[Column[Mapping[str, Any]]] = [
        Column(content["left"], lambda one: one["left"]),
        Column(f"{content['right']} ", lambda one: one["right"]),
        Column("Identiques", lambda one: one["identical"], "number"),
        Column("Écrites autrement", lambda one: one["rewritten"], "number"),
        Column("Contradictoires", lambda one: one["contradictory"], "number"),
    ]
    object_table(content["columns"], columns, f"{key}-colonnes", noun="colonne", jumps=False)
    for side in ("left", "right"):
        if alone := content[f"{side}_only"]:
            st.caption(
                plain(f"Attributs que seul {content[side]} a : {listing(f'« {each} »' for each in alone)}.", 600)
            )
    if content["lags"]:
        lags: list[Column[Mapping[str, Any]]] = [
            Column("Territoire", lambda lag: lag["territory"] or "Partout"),
            Column("Plus frais", lambda lag: content["left"] if lag["days"] > 0 else content["right"]),
            Column("Écart (mois)", lambda lag: months(lag["days"]), "number"),
            Column("Lignes datées", lambda lag: lag["rows"], "number"),
        ]
        object_table(content["lags"], lags, f"{key}-fraicheur", visible_rows=8, jumps=False)
