"""A commune's workbook: out, filled off line, and back as proposals."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from urbanism.dashboard.components.export_button import export_button
from urbanism.dashboard.components.gestures import RETURN, offered
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.reviewing import saved
from urbanism.dashboard.state import Estate
from urbanism.french import count
from urbanism.governance.proposals import pending_of, propose
from urbanism.governance.returned import read_returned
from urbanism.snapshot import Commune


def workbook_exchange(estate: Estate, commune: Commune) -> None:
    """Out, filled off line, and back: what it changes is proposed, nothing is written at once."""
    st.markdown("Téléchargez le classeur, corrigez-le hors ligne, rendez-le ici : chaque différence devient une"
                " proposition, à accepter une par une ou toutes ensemble.")  # fmt: skip
    export_button(estate, commune.id, "revue-classeur", primary=True)
    if not offered(estate, RETURN, commune.id):
        return
    given = st.file_uploader("Le classeur rempli", type=["xlsx"], key="revue-retour")
    if given is not None and st.button("Comparer avec la carte", type="primary"):
        with refusals_said():
            _return(estate, commune, given.name, given.getvalue())
    waiting = len(pending_of(estate.snapshot, commune.id))
    if waiting:
        link("propositions", f"{count(waiting, 'proposition')} en attente", icon="rate_review")


def _return(estate: Estate, commune: Commune, name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder, st.spinner("Comparaison avec la carte…"):
        path = Path(folder) / "retour.xlsx"
        path.write_bytes(content)
        returned = read_returned(estate.engine, estate.snapshot, commune.id, str(path), name)
    refused = returned.preview.counts()["rejected"]
    if refused:
        st.warning(f"{count(refused, 'ligne refusée', 'lignes refusées')} : importez ce classeur pour savoir pourquoi.")
    if not returned.wanted:
        st.success("Ce classeur dit la même chose que la carte : rien n’est proposé.", icon=":material/check_circle:")
        return
    words = f"{count(len(returned.wanted), 'différence')} : à accepter dans la page Propositions."
    saved(lambda: propose(estate.engine, estate.snapshot, commune.id, returned.wanted, estate.viewer.name, None), words)
