"""Mutualisation à la carte: bloc by bloc and year by year, what a commune says it pools; convergence takes its word."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from urbanism.dashboard.components.gestures import POOL, may, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.reviewing import choose_commune, saved
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count
from urbanism.governance.pooling_words import PoolingWord, say_pooling, words_of
from urbanism.snapshot import Commune, FunctionalBlock, Pooling
from urbanism.vocabulary import PoolingStance

YEARS_AHEAD = 6


def show(estate: Estate) -> None:
    heading(
        "Mutualisation à la carte",
        "Ce que la commune met en commun, bloc par bloc et année par année. « Donnée » l’engage ; « refusée » aussi ;"
        " la convergence prend sa parole telle quelle.",
        estate,
    )
    say_done(estate)
    commune = choose_commune(estate)
    if commune is None:
        empty("Aucune commune à montrer", "Importez un tableur, ou connectez-vous pour votre commune.", "handshake")
        return
    st.markdown(f"**{plain(commune.name)}**")
    everything = st.toggle(
        "Tous les blocs",
        key="tous-les-blocs",
        bind="query-params",
        help="Sinon, ceux que la commune équipe ou dont elle a parlé.",
    )
    said = words_of(estate.snapshot, commune.id)
    blocks = _blocks(estate, commune, said, everything)
    if not blocks:
        empty("Aucun bloc équipé", "Montrez tous les blocs pour dire ce que la commune met en commun.", "grid_view")
        return
    _table(estate, commune, blocks, said)
    link("convergence", "Voir ce que la convergence en fait", icon="merge_type")


def _blocks(
    estate: Estate, commune: Commune, said: Mapping[tuple[int, int], Pooling], everything: bool
) -> list[FunctionalBlock]:
    shown = {a.block_id for a in estate.snapshot.applications if a.commune_id == commune.id}
    shown |= {block for block, _year in said}
    found = [block for block in estate.snapshot.blocks if everything or block.id in shown]
    return sorted(found, key=lambda block: block.name)


def _table(
    estate: Estate, commune: Commune, blocks: list[FunctionalBlock], said: Mapping[tuple[int, int], Pooling]
) -> None:
    first = estate.snapshot.today.year
    years = range(first, first + YEARS_AHEAD)
    unknown = PoolingStance.UNKNOWN.value
    present = pd.DataFrame(
        {
            "Bloc": [block.name for block in blocks],
            **{
                str(year): [said[b.id, year].stance.value if (b.id, year) in said else unknown for b in blocks]
                for year in years
            },
        }
    )
    stances = [stance.value for stance in PoolingStance]
    writes = may(estate, POOL, commune.id)
    edited = st.data_editor(
        present,
        key=f"mutualisation-{commune.id}-{estate.snapshot.revision}",
        hide_index=True,
        disabled=["Bloc"] if writes else True,
        height=min(620, 38 * (len(blocks) + 1)),
        column_config={
            "Bloc": st.column_config.TextColumn(width=300, pinned=True),
            **{str(year): st.column_config.SelectboxColumn(options=stances, required=True) for year in years},
        },
    )
    words = [
        PoolingWord(
            block.id, year, PoolingStance(edited[str(year)][row]), _reason(said.get((block.id, year))),
            said.get((block.id, year)),
        )
        for row, block in enumerate(blocks)
        for year in years
        if edited[str(year)][row] != present[str(year)][row]
    ]  # fmt: skip
    if not writes:
        tell_who(estate, POOL)
        return
    label = f"Enregistrer ({count(len(words), 'mot')})" if words else "Enregistrer"
    if st.button(label, type="primary", icon=":material/save:", disabled=not words):
        saved(
            lambda: say_pooling(estate.engine, estate.snapshot, commune.id, words, estate.viewer.name),
            "La parole de la commune est gardée.",
        )


def _reason(said: Pooling | None) -> str | None:
    return said.reason if said else None


show(open_estate())
