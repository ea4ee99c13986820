"""What an empty estate opens on: two doors."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import go_to
from urbanism.dashboard.components.progress import progress_bar
from urbanism.dashboard.importing import load_sample
from urbanism.dashboard.state import Estate


def welcome(estate: Estate) -> None:
    """Offer to look at the sample métropole, or to import one's own files."""
    heading("Bienvenue", "La cartographie est vide. Deux façons de commencer :")
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch", key="door-sample"):
        st.header(":material/travel_explore: Regarder la métropole d’exemple", anchor=False)
        st.markdown(
            "Une métropole inventée et ses 14 communes : 1 200 applications, leurs flux, leurs référentiels et leurs"
            " contrats, lus dans quinze tableurs tous différents. De quoi se faire une idée en une minute."
        )
        st.caption("Jeu fictif : aucune commune réelle n’y figure. Vous pourrez repartir d’une base vide.")
        if st.button("Ouvrir la métropole d’exemple", type="primary", icon=":material/play_arrow:"):
            _load(estate)
    with right, st.container(border=True, height="stretch", key="door-import"):
        st.header(":material/upload_file: Importer mes fichiers", anchor=False)
        st.markdown(
            "Le tableur de chaque commune, tel qu’il est : aucun modèle à remplir. Vous verrez ce qui en a été compris"
            " avant que rien ne soit enregistré."
        )
        st.caption("Formats lus : xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt, json et zip.")
        if st.button("Choisir mes fichiers", type="primary", icon=":material/arrow_forward:"):
            go_to("importer", {})


def _load(estate: Estate) -> None:
    with progress_bar() as progress:
        load_sample(estate.engine, progress)
    st.rerun()
