"""Importer: give files or paste cells, see what was understood, then keep it."""

from __future__ import annotations

import streamlit as st

from importers.run import apply_import
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.preview import show_counts, show_files
from urbanism.dashboard.components.progress import progress_bar
from urbanism.dashboard.importing import PASTED, prepare_files, saved
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, number

SUFFIXES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "json", "zip"]
PREVIEW = "import-apercu"
DONE = "import-fait"


def show(estate: Estate) -> None:
    heading(
        "Importer",
        "Les tableurs des communes, tels qu’ils sont. Rien n’est enregistré avant que vous ne l’ayez vu et accepté.",
        estate,
    )
    if PREVIEW in st.session_state:
        _decide(estate)
        return
    _say_done()
    _give(estate)


def _give(estate: Estate) -> None:
    """First step: the files or the cells, and whose they are."""
    files_tab, paste_tab = st.tabs(["Des fichiers", "Des cellules copiées"])
    with files_tab:
        uploads = st.file_uploader(
            "Déposez les fichiers ici, ou choisissez-les (xlsx, xlsm, xlsb, xls, ods, csv, tsv, txt, json, zip)",
            type=SUFFIXES,
            accept_multiple_files=True,
            key="import-fichiers",
        )
    with paste_tab:
        pasted = st.text_area(
            "Collez ici des cellules copiées d’un tableur, avec leur ligne de titres",
            height=180,
            key="import-collage",
            placeholder="Nom\tÉditeur\tBloc\n…",
        )
    names = sorted(commune.name for commune in estate.snapshot.communes)
    commune = st.selectbox(
        "Commune décrite",
        names,
        index=None,
        accept_new_options=True,
        placeholder="D’après le fichier",
        help="Laissez vide quand le nom du fichier, ses titres ou une colonne le disent.",
        width=360,
        key="import-commune",
    )
    contents = [(file.name, file.getvalue()) for file in uploads]
    if pasted.strip():
        contents.append((PASTED, pasted.encode()))
    if st.button("Lire", type="primary", icon=":material/visibility:", disabled=not contents):
        with progress_bar() as progress, saved(contents) as (folder, files):
            st.session_state[PREVIEW] = prepare_files(estate.engine, files, folder, commune, progress)
        st.rerun()


def _decide(estate: Estate) -> None:
    """Second step: what was understood, and whether to keep it."""
    preview = st.session_state[PREVIEW]
    counts = preview.counts()
    show_counts(preview)
    with st.container(horizontal=True, vertical_alignment="center"):
        keep = st.button(
            "Enregistrer",
            type="primary",
            icon=":material/save:",
            disabled=not preview.is_usable or preview.plan.is_empty,
        )
        if st.button("Renoncer", icon=":material/close:"):
            del st.session_state[PREVIEW]
            st.rerun()
        if preview.is_usable and preview.plan.is_empty:
            st.markdown(":gray[Ces fichiers n’apportent rien de nouveau : il n’y a rien à enregistrer.]")
    if not keep:
        show_files(preview)
    else:
        with progress_bar() as progress:
            progress("Enregistrement…", 0.5)
            del st.session_state[PREVIEW]  # even refused, this plan is of no more use
            run = apply_import(estate.engine, preview)
        st.session_state[DONE] = (run, counts)
        st.rerun()


def _say_done() -> None:
    """After the last step: what was kept, and how to take it back."""
    done = st.session_state.pop(DONE, None)
    if done is None:
        return
    run, counts = done
    st.success(
        f"Enregistré : {count(counts['created'], 'ligne créée', 'lignes créées')},"
        f" {count(counts['updated'], 'modifiée')}, {number(counts['unchanged'])} sans changement."
        f" Pour revenir en arrière : urbanism undo {run}",
        icon=":material/check_circle:",
    )
    link("inventaire", "Ouvrir l’inventaire", icon="apps")


show(open_estate())
