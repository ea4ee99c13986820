"""Comparer des extraits: prove on the data that two referentials are the same thing, and how they differ."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from urbanism.comparing import Comparison
from urbanism.comparing.sentences import summary
from urbanism.dashboard.comparing import Compared, Pair, read_uploads
from urbanism.dashboard.components.comparison import (
    column_choices,
    column_differences,
    freshness,
    how_paired,
    rows_alone,
)
from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.components.kept_comparisons import keep_form
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import number

SUFFIXES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "json", "geojson"]
COMPARED = "extraits-compares"
MOST_EXTRACTS = 6


def show(estate: Estate) -> None:
    heading(
        "Comparer des extraits",
        "Deux référentiels disent-ils la même chose ? Donnez-en des extraits : ils sont comparés, puis oubliés ; seul"
        " le résultat se garde, si vous le demandez.",
        estate,
    )
    if COMPARED in st.session_state:
        _results(estate, st.session_state[COMPARED])
    else:
        _give()


def _give() -> None:
    """First step: the extracts, and what they are called."""
    uploads = st.file_uploader(
        "Déposez deux extraits ou plus (xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt, json, geojson)",
        type=SUFFIXES,
        accept_multiple_files=True,
        key="extraits-fichiers",
    )
    if not uploads:
        empty(
            "Aucun extrait",
            "Exportez les mêmes objets (voies, adresses, bâtiments…) de deux bases, avec leur identifiant, leur nom et"
            " leur date de mise à jour si elles les ont.",
            "compare_arrows",
        )
        return
    names = [
        st.text_input(
            f"Nom de l’extrait {rank}", PurePath(file.name).stem[:60], key=f"extraits-nom-{rank}-{file.name}", width=360
        )
        for rank, file in enumerate(uploads, start=1)
    ]
    noun = st.text_input(
        "Une ligne décrit des…", "lignes", key="extraits-nom-commun", width=360, help="Voies, adresses, agents…"
    )
    problem = _problem(names)
    if problem:
        st.caption(problem)
    if st.button("Comparer", type="primary", icon=":material/compare_arrows:", disabled=bool(problem)):
        with st.spinner("Lecture et comparaison…"):
            compared = read_uploads([(file.name, file.getvalue()) for file in uploads], names, noun)
            for pair in compared.pairs:
                compared.comparison(pair)
        st.session_state[COMPARED] = compared
        st.rerun()


def _problem(names: list[str]) -> str:
    """Why these extracts cannot be compared yet, or ""."""
    if len(names) < 2:
        return "Il faut au moins deux extraits."
    if len(names) > MOST_EXTRACTS:
        return f"Au plus {MOST_EXTRACTS} extraits à la fois : ils sont comparés deux à deux."
    if len({name.strip() for name in names}) < len(names) or not all(name.strip() for name in names):
        return "Donnez à chaque extrait un nom qui le distingue des autres."
    return ""


def _results(estate: Estate, compared: Compared) -> None:
    """Second step: what each pair of extracts tells."""
    if st.button("Comparer d’autres extraits", icon=":material/arrow_back:", type="tertiary"):
        del st.session_state[COMPARED]
        st.rerun()
    for one in compared.read:
        for note in one.notes:
            st.caption(plain(f"{one.extract.name} : {note}", 600))
    pair = _asked_pair(compared)
    with st.spinner("Comparaison…"):
        comparison = compared.comparison(pair)
    st.info(plain(summary(comparison, compared.noun), 900), icon=":material/compare_arrows:")
    how_paired(comparison)
    about = "" if comparison.margin is None else "environ "
    figures = (
        ("En commun", comparison.shared),
        (f"Propres à {comparison.left.name}", comparison.left_total - comparison.shared),
        (f"Propres à {comparison.right.name}", comparison.right_total - comparison.shared),
        ("Contradictions", sum(len(one.contradictory) for one in comparison.differences)),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, value in figures:
            st.metric(plain(label), f"{about}{number(value)}", width="content")
        download_button(
            estate,
            "Classeur des écarts",
            lambda: _workbook(comparison, compared.noun),
            "écarts.xlsx",
            XLSX,
            icon=":material/download:",
        )
    keep_form(estate, comparison, compared.noun)
    differences, alone, fresh, columns = st.tabs(["Écarts", "Lignes et attributs propres", "Fraîcheur", "Colonnes"])
    with differences:
        column_differences(comparison)
    with alone:
        rows_alone(comparison, compared.renames(pair))
    with fresh:
        freshness(comparison)
    with columns:
        column_choices(compared, pair)


def _asked_pair(compared: Compared) -> Pair:
    """The two extracts to show, where there are more."""
    if len(compared.pairs) == 1:
        return compared.pairs[0]
    names = [one.extract.name for one in compared.read]
    chosen: Pair = st.selectbox(
        "Extraits comparés",
        compared.pairs,
        format_func=lambda pair: f"{names[pair[0]]} et {names[pair[1]]}",
        key="extraits-paire",
        width=420,
    )
    for pair in compared.pairs:
        st.caption(plain(summary(compared.comparison(pair), compared.noun), 600))
    return chosen


def _workbook(comparison: Comparison, noun: str) -> bytes:
    from urbanism.exports.differences import differences_workbook

    return differences_workbook(comparison, noun)


show(open_estate())
