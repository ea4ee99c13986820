"""Two extracts compared: the sentence, the counts with their lists, the columns that a person may correct."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from urbanism.comparing import Comparison, Extract
from urbanism.comparing.coding import Ints
from urbanism.comparing.overlap import contradictions
from urbanism.comparing.renames import Rename
from urbanism.comparing.results import ColumnDifferences, Contradiction, Coverage, Lag
from urbanism.comparing.sentences import aside_sentences, key_sentence, months
from urbanism.dashboard.comparing import Compared, Pair
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.exports.differences import rows_of
from urbanism.french import count, listing, number, percentage

NONE = "— aucune —"
COLUMNS_SHOWN = 12
"""Columns of a row without an answer that the page shows; the workbook has them all."""


def how_paired(comparison: Comparison) -> None:
    """What the rows were paired by, and what was left out of the figures."""
    st.markdown(plain(key_sentence(comparison.key), 600))
    for sentence in aside_sentences(comparison):
        st.caption(plain(sentence, 600))


def column_differences(comparison: Comparison) -> None:
    """What each matched column says on both sides; below, the rows that contradict each other."""
    found = comparison.differences
    if not found:
        empty("Aucune colonne à comparer", "Dites dans l’onglet Colonnes lesquelles se répondent.", "view_column")
        return
    columns: list[Column[ColumnDifferences]] = [
        Column(comparison.left.name, lambda one: one.columns.left),
        Column(f"{comparison.right.name} ", lambda one: one.columns.right),
        Column("Identiques", lambda one: one.identical, "number"),
        Column("Écrites autrement", lambda one: one.rewritten, "number"),
        Column("Contradictoires", lambda one: len(one.contradictory), "number"),
        Column("dont à une faute près", lambda one: one.near, "number"),
        Column(f"Dits par {comparison.left.name} seul", lambda one: one.left_alone, "number"),
        Column(f"Dits par {comparison.right.name} seul", lambda one: one.right_alone, "number"),
    ]
    object_table(found, columns, "extraits-colonnes", noun="colonne")
    _contradictions(comparison, [one for one in found if len(one.contradictory)])


def _contradictions(comparison: Comparison, found: Sequence[ColumnDifferences]) -> None:
    if not found:
        st.markdown(":gray[Aucune contradiction sur les colonnes comparées.]")
        return
    names = [f"{one.columns.left} ({number(len(one.contradictory))})" for one in found]
    worst = max(range(len(found)), key=lambda place: len(found[place].contradictory))
    place = st.selectbox(
        "Contradictions de", range(len(found)), index=worst, format_func=names.__getitem__, width=360,
        key="extraits-contradictions",
    )  # fmt: skip
    one = found[place]
    fresher = one.left_fresher + one.right_fresher
    if fresher:
        left, right = comparison.left.name, comparison.right.name
        st.caption(
            f"Parmi elles, la ligne la plus récente est celle de {plain(left)} {number(one.left_fresher)} fois,"
            f" celle de {plain(right)} {number(one.right_fresher)} fois."
        )
    if one.codes:
        said = listing(f"« {left} » = « {right} »" for left, right in one.codes.items())
        st.caption(plain(f"Deux listes de codes, rapprochées ainsi : {said}.", 600))
    columns: list[Column[Contradiction]] = [
        Column("Clé", lambda row: row.label),
        Column(comparison.left.name, lambda row: row.left),
        Column(f"{comparison.right.name} ", lambda row: row.right),
        Column("Ligne", lambda row: row.left_line, "number"),
        Column("Ligne en face", lambda row: row.right_line, "number"),
    ]
    object_table(list(contradictions(comparison, one)), columns, f"extraits-contradictions-{place}")


def rows_alone(comparison: Comparison, renames: Sequence[Rename]) -> None:
    """The rows that only one extract has, those that may be one under two names first; the attributes alike."""
    pairing = comparison.pairing
    if pairing is None:
        empty("Rien à rapprocher", "Choisissez une clé dans l’onglet Colonnes.", "key")
        return
    if renames:
        _probable_renames(comparison, renames)
    for rank, (extract, side, headers) in enumerate(
        (
            (comparison.left, pairing.left, comparison.left_only),
            (comparison.right, pairing.right, comparison.right_only),
        )
    ):
        st.header(plain(f"Seulement dans {extract.name} : {count(len(side.alone), 'ligne')}"), anchor=False)
        lost = listing(f"« {header} »" for header in headers) if headers else "aucun"
        st.caption(plain(f"Attributs que l’autre n’a pas : {lost}.", 600))
        if len(side.alone):
            _rows_table(extract, side.alone, f"extraits-seuls-{rank}")


def _probable_renames(comparison: Comparison, renames: Sequence[Rename]) -> None:
    st.header(
        f"À vérifier : {count(len(renames), 'probable changement de nom', 'probables changements de nom')}",
        anchor=False,
    )
    st.caption("Ces lignes ne portent pas le même nom, mais tout le reste y concorde : elles comptent comme propres.")
    columns: list[Column[Rename]] = [
        Column(comparison.left.name, lambda one: one.left),
        Column(f"{comparison.right.name} ", lambda one: one.right),
        Column("Ce qui concorde", _what_agrees),
        Column("Ligne", lambda one: one.left_line, "number"),
        Column("Ligne en face", lambda one: one.right_line, "number"),
    ]
    object_table(renames, columns, "extraits-renommages", visible_rows=8)


def _what_agrees(one: Rename) -> str:
    return ", ".join((*one.shared, "noms voisins") if one.near else one.shared)


def _rows_table(extract: Extract, rows: Ints, key: str) -> None:
    def cell(place: int, row: list[Any]) -> Any:
        return row[place]

    headers = ["Ligne", *(column.header for column in extract.columns[:COLUMNS_SHOWN])]
    columns: list[Column[list[Any]]] = [
        Column(header, partial(cell, place), "text" if place else "number") for place, header in enumerate(headers)
    ]
    object_table(list(rows_of(extract, sorted(rows.tolist()))), columns, key, visible_rows=8)
    if len(extract.columns) > COLUMNS_SHOWN:
        hidden = count(len(extract.columns) - COLUMNS_SHOWN, "colonne")
        st.caption(f"{hidden} de plus dans le classeur.")


def freshness(comparison: Comparison) -> None:
    """Which extract is fresher, and how many rows each has, territory by territory."""
    left, right = comparison.left.name, comparison.right.name
    told = comparison.staleness
    if told.everywhere is None:
        st.markdown(plain(told.why_not, 600))
    else:
        lags: list[Column[Lag]] = [
            Column("Territoire", lambda lag: lag.territory or "Partout"),
            Column("Plus frais", lambda lag: left if lag.days > 0 else right if lag.days < 0 else "–"),
            Column("Écart (mois)", lambda lag: months(lag.days), "number"),
            Column("Écart (jours)", lambda lag: abs(lag.days), "number"),
            Column("Lignes datées", lambda lag: lag.rows, "number"),
        ]
        object_table([told.everywhere, *told.by_territory], lags, "extraits-fraicheur", visible_rows=10)
        st.caption("Écart : médiane, ligne à ligne, entre les dates de mise à jour des deux côtés.")
    if comparison.coverage:
        st.header("Couverture", anchor=False)
        places: list[Column[Coverage]] = [
            Column("Territoire", lambda one: one.territory),
            Column(left, lambda one: one.left, "number"),
            Column(f"{right} ", lambda one: one.right, "number"),
        ]
        object_table(comparison.coverage, places, "extraits-couverture", visible_rows=10)


def column_choices(compared: Compared, pair: Pair) -> None:
    """Each column of the left, the one of the right that answers it, and why: both may be corrected."""
    comparison = compared.comparison(pair)
    answers = {one.left: one for one in comparison.matched}
    rights = [NONE, *(column.header for column in comparison.right.columns)]
    key = [left for left, _ in comparison.key.columns] if comparison.key and not comparison.key.is_text else []
    widget = f"extraits-cle-{pair}-{'|'.join(answers)}-{'|'.join(key)}"
    st.multiselect(
        "Ce qui identifie une ligne",
        list(answers),
        default=[header for header in key if header in answers],
        key=widget,
        placeholder="aucune clé : rapprochement par le texte",
        on_change=lambda: compared.choose_key(pair, st.session_state[widget]),
        help="Une colonne, ou plusieurs ensemble. Videz la liste pour que la clé soit cherchée à nouveau.",
    )
    for place, column in enumerate(comparison.left.columns):
        found = answers.get(column.header)
        chosen = found.right if found else NONE
        name = f"extraits-colonne-{pair}-{place}-{chosen}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.selectbox(
                plain(column.header),
                rights,
                index=rights.index(chosen),
                key=name,
                width=320,
                on_change=_match,
                args=(compared, pair, column.header, name),
            )
            if found:
                st.caption(_reason(found.told, found.names, found.values, found.agreement))


def _match(compared: Compared, pair: Pair, left: str, widget: str) -> None:
    chosen = st.session_state[widget]
    compared.match(pair, left, None if chosen == NONE else chosen)


def _reason(told: bool, names: float, values: float, agreement: float | None) -> str:
    """Why two columns are held to answer each other."""
    if told:
        return "dit par vous"
    parts = [f"noms ressemblants à {percentage(names, 1)}"] if names else []
    parts.append(f"{percentage(values, 1)} de valeurs communes")
    if agreement is not None:
        parts.append(f"lignes d’accord à {percentage(max(agreement, 0.0), 1)} au-delà du hasard")
    return " · ".join(parts)
