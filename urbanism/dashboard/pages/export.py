"""Exporter: the estate, or a commune's, as one workbook that can be mended and imported again."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.export_button import export_button
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.state import Estate, open_estate

CONTENTS = (
    "une feuille par sorte d’objet (applications, flux, référentiels, contrats…), avec des filtres et des titres figés",
    "la liste des valeurs admises dans chaque case qui n’en admet que quelques-unes",
    "une feuille qui explique chaque colonne",
)


def show(estate: Estate) -> None:
    heading("Exporter", "Un classeur que chacun peut lire, corriger, puis réimporter sans rien perdre.", estate)
    if not estate.snapshot.communes:
        empty("Rien à exporter", "Importez d’abord un tableur.", "download")
        return
    communes = {commune.id: commune.name for commune in sorted(estate.snapshot.communes, key=lambda one: one.name)}
    chosen = st.selectbox(
        "De quelle commune",
        list(communes),
        index=None,
        format_func=communes.__getitem__,
        placeholder="Toute la métropole",
        key="exporter-commune",
        width=420,
    )
    export_button(estate, chosen, "exporter-classeur", primary=True)
    st.markdown("Le classeur contient :\n" + "\n".join(f"- {line}" for line in CONTENTS))
    st.caption(
        "Réimporté tel quel, il ne change rien. Corrigé, il ne change que ce qui a été corrigé ; une valeur que"
        " quelqu’un d’autre a modifiée entre-temps est signalée comme un désaccord."
    )


show(open_estate())
