"""Importer: give files or paste cells, see what was understood, then keep it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from importers.kept_profiles import keeping_profiles
from importers.profiles import EMPTY
from importers.rejected import rejected_workbook
from importers.run import ImportPreview, apply_import
from urbanism.comparing.headers import meaning
from urbanism.dashboard.components.correction import given_answers
from urbanism.dashboard.components.download import JSON, XLSX, download_button
from urbanism.dashboard.components.gestures import IMPORT, places, tell_who
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.plan import show_changes, show_disputes
from urbanism.dashboard.components.preview import show_counts, show_files
from urbanism.dashboard.components.progress import progress_bar
from urbanism.dashboard.correcting import Draft
from urbanism.dashboard.importing import PASTED
from urbanism.dashboard.state import Estate, open_estate
from urbanism.errors import ConflictingChange
from urbanism.french import count, number

SUFFIXES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "json", "zip"]
DRAFT = "import-en-cours"
DONE = "import-fait"


def show(estate: Estate) -> None:
    heading(
        "Importer",
        "Les tableurs des communes, tels qu’ils sont. Rien n’est enregistré avant que vous ne l’ayez vu et accepté.",
        estate,
    )
    communes = places(estate, IMPORT)
    if not communes:
        tell_who(estate, IMPORT)
        return
    if DRAFT in st.session_state:
        _decide(estate, st.session_state[DRAFT])
        return
    _say_done()
    _give(sorted(estate.name_of(one) or "" for one in communes if one is not None), free=None in communes)


def _give(names: Sequence[str], *, free: bool) -> None:
    """First step: the files or the cells, and whose they are: one of `names`, or also a new one where `free`."""
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
    commune = st.selectbox(
        "Commune décrite",
        names,
        index=0 if len(names) == 1 and not free else None,
        accept_new_options=free,
        placeholder="D’après le fichier",
        help="Laissez vide quand le nom du fichier, ses titres ou une colonne le disent.",
        width=360,
        key="import-commune",
    )
    contents = [(file.name, file.getvalue()) for file in uploads]
    if pasted.strip():
        contents.append((PASTED, pasted.encode()))
    asked = bool(pasted.strip()) and not commune and not _says_commune(pasted)
    if asked:
        st.caption(
            "Dites quelle commune décrivent ces cellules : elles n’ont ni nom de fichier ni colonne qui le dise."
        )
    if st.button("Lire", type="primary", icon=":material/visibility:", disabled=asked or not contents):
        st.session_state[DRAFT] = Draft(contents, commune)
        st.rerun()


def _says_commune(pasted: str) -> bool:
    """Whether a title of pasted cells is that of a column of communes."""
    return any("commune" in meaning(title) for title in pasted.strip().splitlines()[0].split("\t"))


def _decide(estate: Estate, draft: Draft) -> None:
    """Second step: what was understood, what is to be corrected, and whether to keep it."""
    if draft.preview is None:
        draft.preview = _prepare(estate, draft)
    preview = draft.preview
    if draft.notice:
        st.warning(draft.notice, icon=":material/sync_problem:")
    show_counts(preview)
    corrections = draft.corrections()
    with st.container(horizontal=True, vertical_alignment="center"):
        save = st.button(
            "Enregistrer",
            type="primary",
            icon=":material/save:",
            disabled=not preview.is_usable or (preview.plan.is_empty and not corrections),
        )
        if st.button("Renoncer", icon=":material/close:"):
            del st.session_state[DRAFT]
            st.rerun()
        keep = bool(corrections) and st.checkbox(
            "Garder ces corrections pour la prochaine fois",
            value=True,
            key="import-garder",
            help="Elles deviennent le profil de la commune : ses prochains fichiers seront lus de la même façon.",
        )
        _downloads(estate, draft, preview)
        if preview.is_usable and preview.plan.is_empty and not corrections:
            st.markdown(":gray[Ces fichiers n’apportent rien de nouveau : il n’y a rien à enregistrer.]")
    if save:
        _save(estate, draft, keeping_profiles(estate.engine, preview, corrections) if keep else preview)
    show_disputes(estate, draft, preview)
    show_changes(estate, preview)
    given_answers(draft)
    show_files(estate, draft, preview)


def _prepare(estate: Estate, draft: Draft) -> ImportPreview:
    """Plan the import; where that fails, the page starts again from the first step."""
    try:
        with progress_bar() as progress:
            return draft.prepare(estate.engine, progress)
    except Exception:
        del st.session_state[DRAFT]
        raise


def _downloads(estate: Estate, draft: Draft, preview: ImportPreview) -> None:
    if preview.counts()["rejected"]:
        download_button(
            estate,
            "Lignes refusées",
            lambda: rejected_workbook(preview) or b"",
            "lignes refusées.xlsx",
            XLSX,
            icon=":material/download:",
            help="Un classeur des lignes refusées, avec les raisons : corrigez-le puis importez-le.",
        )
    if draft.profile != EMPTY:
        download_button(
            estate,
            "Profil",
            lambda: json.dumps(draft.profile.to_json(), ensure_ascii=False, indent=1),
            "profil.json",
            JSON,
            icon=":material/download:",
            help="Ces corrections dans un fichier, pour la commande urbanism import --profile.",
        )


def _save(estate: Estate, draft: Draft, preview: ImportPreview) -> None:
    """Apply the very plan that was shown; where the estate changed meanwhile, make another one and show it."""
    try:
        with progress_bar() as progress:
            progress("Enregistrement…", 0.5)
            run = apply_import(estate.engine, preview)
    except ConflictingChange:
        draft.preview = None
        draft.notice = (
            "La cartographie a changé pendant que vous regardiez cet aperçu : rien n’a été enregistré."
            " Voici l’aperçu refait ; vérifiez-le, puis enregistrez."
        )
    else:
        del st.session_state[DRAFT]
        st.session_state[DONE] = (run, preview.counts())
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
        f" C’est l’opération n° {run} : elle peut être annulée depuis la page Opérations.",
        icon=":material/check_circle:",
    )
    link("inventaire", "Ouvrir l’inventaire", icon="apps")


show(open_estate())
