"""The fields of a project's file: the same to open it and to complete it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from urbanism.dashboard.components.edit_form import restart, restarted, show_differences
from urbanism.dashboard.components.gestures import OPEN_PROJECT, offered, places
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.editing import choices_of
from urbanism.dashboard.fields import field_name
from urbanism.dashboard.state import Estate
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.french import listing
from urbanism.governance.projects import FILE_FIELDS, NewApplication, Ties, edit_project, ties_of
from urbanism.snapshot import Project
from urbanism.vocabulary import DataHolder, Hosting, Ternary

SEEN = "projet-en-cours"
"""In the session: the project being edited and what it is tied to, as they were when the person began."""


def file_fields(estate: Estate, known: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a project's file has beside its need, holding what is `known`."""
    communes = {one: estate.name_of(one) or "" for one in places(estate, OPEN_PROJECT) if one is not None}
    only = next(iter(communes)) if len(communes) == 1 else None
    departments = choices_of(estate, ("departments",))
    with st.grid(3, min_column_width=260, gap="small"):
        return {
            "name": st.text_input("Nom du projet", known.get("name") or "", key=restarted("projet-nom")),
            "commune_id": _one("Collectivité", communes, known.get("commune_id", only)),
            "department_id": _one("Direction qui demande", departments, known.get("department_id")),
            "solution": st.text_input("Solution envisagée", known.get("solution") or "").strip() or None,
            "hosting": _word("Hébergement", Hosting, known.get("hosting")),
            "personal_data": _word("Données personnelles", Ternary, known.get("personal_data")),
            "cost": st.number_input("Coût (€)", value=known.get("cost"), min_value=0.0, step=1000.0, format="%.0f"),
            "starts_on": st.date_input("Début", known.get("starts_on"), format="DD/MM/YYYY"),
            "ends_on": st.date_input("Fin", known.get("ends_on"), format="DD/MM/YYYY"),
        }


def blocks_field(estate: Estate, known: Sequence[int] = ()) -> Sequence[int]:
    """The blocs that the project serves, the main one first."""
    blocks = _names(estate, "blocks")
    return st.multiselect(
        "Blocs fonctionnels, le principal d’abord", list(blocks), [one for one in known if one in blocks],
        format_func=blocks.__getitem__, placeholder="inconnus", select_all=False,
    )  # fmt: skip


def concerned_field(estate: Estate, known: Sequence[int] = ()) -> Sequence[int]:
    """The directions that must be at the table, beside the one that asks."""
    departments = choices_of(estate, ("departments",))
    return st.multiselect(
        "Directions concernées", list(departments), list(known), format_func=departments.__getitem__,
        placeholder="Qui doit être à la table", select_all=False,
    )  # fmt: skip


def application_fields(estate: Estate, name_label: str) -> NewApplication | None:
    """An application that the project brings; None where its name is left blank."""
    products = _names(estate, "products")
    with st.grid(2, min_column_width=260, gap="small"):
        name = st.text_input(name_label, key="projet-application")
        product = _one("Produit", products, None)
        holder = _word("Qui tiendrait les données", DataHolder, None)
        open_api = _word("API ouverte", Ternary, None)
    return NewApplication(name, product, holder, open_api) if name.strip() else None


def edit_button(estate: Estate, project: Project) -> None:
    """Begin to edit the file, for whoever may; the past is only read."""
    if not offered(estate, OPEN_PROJECT, project.commune_id):
        return
    st.button(
        "Modifier la fiche", icon=":material/edit:", key="projet-modifier", on_click=_begin, args=(estate, project)
    )  # fmt: skip


def is_being_edited(project: Project) -> bool:
    """Whether this project's file is open for editing."""
    return SEEN in st.session_state and st.session_state[SEEN][0].id == project.id


def edit_file(estate: Estate, present: Project) -> None:
    """The form of the project's file; what someone else changed meanwhile is shown, and nothing is overwritten."""
    seen, ties = st.session_state[SEEN]
    with st.form("projet-fiche"):
        need = st.text_area("Le besoin", seen.need or "", key=restarted("projet-besoin"))
        wanted = {"need": need, **file_fields(estate, seen._asdict())}
        blocks = blocks_field(estate, served_blocks(seen, ties))
        concerned = concerned_field(estate, ties.departments)
        with st.container(horizontal=True):
            save = st.form_submit_button("Enregistrer", type="primary", icon=":material/save:")
            st.form_submit_button("Renoncer", on_click=_leave)
    if not save:
        return
    wanted["block_id"] = next(iter(blocks), None)
    try:
        run = edit_project(
            estate.engine, seen, wanted, estate.viewer.name, (ties, Ties(tuple(concerned), tuple(blocks[1:])))
        )
    except ConflictingChange as error:
        st.error(plain(error, 600), icon=":material/sync_problem:")
        show_differences(estate, {name: field_name("project", name) for name in FILE_FIELDS}, seen, present)
        _show_ties(estate, ties, ties_of(estate.snapshot, seen.id))
        st.button("Repartir de la fiche actuelle", key="projet-repartir", on_click=_restart, args=(estate, present))
    except UrbanismError as error:
        st.error(plain(error, 600), icon=":material/error:")
    else:
        _leave()
        undoable(run, "La fiche du projet est enregistrée.")
        st.rerun()


def _show_ties(estate: Estate, read: Ties, present: Ties) -> None:
    """The ties that someone else changed since the person read them."""
    for name, label in (("departments", "Directions concernées"), ("blocks", "Autres blocs")):
        before, now = getattr(read, name), getattr(present, name)
        if set(before) != set(now):
            words = [listing(estate.name_of(one) or f"n° {one}" for one in tied) or "rien" for tied in (before, now)]
            st.markdown(f"- {label} : vous lisiez {plain(words[0])}, la fiche dit maintenant **{plain(words[1])}**")


def served_blocks(project: Project, ties: Ties) -> list[int]:
    """The blocs that a project serves, the main one first."""
    return list(dict.fromkeys(one for one in (project.block_id, *ties.blocks) if one is not None))


def _begin(estate: Estate, project: Project) -> None:
    for name in ("projet-besoin", "projet-nom"):  # what was typed on an older file
        st.session_state.pop(name, None)
    st.session_state[SEEN] = (project, ties_of(estate.snapshot, project.id))


def _restart(estate: Estate, present: Project) -> None:
    restart()
    _begin(estate, present)


def _leave() -> None:
    st.session_state.pop(SEEN, None)


def _names(estate: Estate, table: str) -> Mapping[int, str]:
    records = sorted(getattr(estate.snapshot, table), key=lambda record: record.name)
    return {record.id: record.name for record in records}


def _one(label: str, names: Mapping[int, str], known: int | None) -> int | None:
    order = list(names)
    index = order.index(known) if known is not None and known in names else None
    return st.selectbox(label, order, index=index, format_func=names.__getitem__, placeholder="inconnu")


def _word(label: str, words: Any, known: Any) -> Any:
    return st.selectbox(label, list(words), index=list(words).index(known or words.UNKNOWN))
