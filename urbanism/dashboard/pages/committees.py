"""Comités communaux: the sheet of each commune for its *comité numérique*, to hand out and to show."""

from __future__ import annotations

from datetime import date

import streamlit as st

from urbanism.analyses.committee import CommitteeSheet, a_year_before, in_short
from urbanism.analyses.indicators.wording import amount_in_words
from urbanism.analyses.overview import is_fictitious
from urbanism.dashboard.components.download import PDF, PPTX, ZIP, download_button
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.drawing.committee import committee_scenes
from urbanism.exports.committee import committee_zip, file_name
from urbanism.exports.pdf import scenes_pdf
from urbanism.exports.slides import scenes_pptx
from urbanism.french import count, day
from urbanism.governance.committees import committees
from urbanism.nomenclature import load_nomenclature
from urbanism.vocabulary import HolderKind


def show(estate: Estate) -> None:
    heading("Comités communaux", "La fiche de chaque commune pour son comité numérique.", estate)
    if not estate.snapshot.communes:
        empty("Aucune commune", "Importez un tableur : la fiche de chaque commune viendra ici.", "upload_file")
        return
    own = _own(estate)
    if not own:
        empty("Aucune fiche à montrer", "Une fiche se lit par ceux qui voient tout de la commune.", "groups")
        return
    chosen, since = _choices(estate, own)
    sheets = _sheets(estate, tuple(chosen or own), since)
    _take(estate, sheets)
    _table(sheets)
    by_id = {sheet.commune.id: sheet for sheet in sheets}
    one = st.selectbox(
        "Lire la fiche de", list(by_id), format_func=lambda id_: by_id[id_].commune.name, key="fiche",
        bind="query-params", width=520,
    )  # fmt: skip
    _read(estate, by_id[one])


def _own(estate: Estate) -> dict[int, str]:
    """The communes whose sheet may be read: the towns whose figures are not withheld from the reader."""
    hidden = estate.snapshot.hidden_communes
    towns = [c for c in estate.snapshot.communes if c.kind is HolderKind.COMMUNE and c.id not in hidden]
    return {commune.id: commune.name for commune in sorted(towns, key=lambda one: one.name)}


def _choices(estate: Estate, own: dict[int, str]) -> tuple[list[int], date]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Communes",
            list(own),
            format_func=own.__getitem__,
            placeholder="Toutes",
            key="comites-communes",
            width=520,
            bind="query-params",
        )
        since = st.date_input(
            "Comparer au", a_year_before(estate.snapshot.today), max_value=estate.snapshot.today,
            format="DD/MM/YYYY", key="comites-depuis", width=160, bind="query-params",
        )  # fmt: skip
    return chosen, since


@kept(8, "Fiches en cours…")
def _sheets(estate: Estate, communes: tuple[int, ...], since: date) -> tuple[CommitteeSheet, ...]:
    return committees(estate.engine, estate.snapshot, load_nomenclature(), communes, since)


def _take(estate: Estate, sheets: tuple[CommitteeSheet, ...]) -> None:
    download_button(
        estate, f"Télécharger {count(len(sheets), 'fiche')}, PDF et PowerPoint",
        lambda: committee_zip(sheets, derived(is_fictitious, estate)),
        f"comités {estate.snapshot.today.year}.zip", ZIP, _told(sheets),
        icon=":material/folder_zip:", type="primary", key="comites-zip",
    )  # fmt: skip
    since = sheets[0].since if sheets else None
    if since is None:
        st.caption("La cartographie ne connaît pas encore cette date : les fiches n’ont pas de chiffres antérieurs.")


def _table(sheets: tuple[CommitteeSheet, ...]) -> None:
    columns = [
        Column[CommitteeSheet]("Commune", lambda one: one.commune.name),
        Column[CommitteeSheet]("Applications", lambda one: one.size.applications, "number"),
        Column[CommitteeSheet]("Coût par habitant", _cost, "figure"),
        Column[CommitteeSheet]("Alertes", lambda one: in_short(one.alerts)),
        Column[CommitteeSheet]("À décider", lambda one: len(one.decisions), "number"),
        Column[CommitteeSheet]("Prochaine échéance", _next),
    ]
    object_table(sheets, columns, "comites", lambda one: ("comites", {"fiche": [one.commune.name]}))


def _cost(sheet: CommitteeSheet) -> str:
    return amount_in_words("I11", sheet.cost.here) if sheet.cost.here is not None else "inconnu"


def _next(sheet: CommitteeSheet) -> str:
    coming = [one.by for one in sheet.decisions if one.by and not one.late]
    return day(min(coming)) if coming else "–"


def _read(estate: Estate, sheet: CommitteeSheet) -> None:
    scenes = committee_scenes(sheet, derived(is_fictitious, estate))
    told = _told((sheet,))
    with st.container(horizontal=True):
        download_button(
            estate, "PDF", lambda: scenes_pdf(scenes), file_name(sheet, "pdf"), PDF, told,
            icon=":material/picture_as_pdf:",
        )  # fmt: skip
        download_button(
            estate, "PowerPoint", lambda: scenes_pptx(scenes), file_name(sheet, "pptx"), PPTX, told,
            icon=":material/slideshow:",
        )  # fmt: skip
    for rank, scene in enumerate(scenes):
        show_map(scene, f"fiche-{sheet.commune.id}-{rank}")


def _told(sheets: tuple[CommitteeSheet, ...]) -> str:
    return f"fiches de comité : {', '.join(sheet.commune.name for sheet in sheets)}"


show(open_estate())
